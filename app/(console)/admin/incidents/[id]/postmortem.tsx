import { PostmortemEditor } from "#components/composer/postmortem-editor";
import { PromiseLine } from "#components/incidents/promise-line";
import { Notice } from "#components/layout/notice";
import { Button } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { Prose } from "#components/ui/prose";
import { TextArea } from "#components/ui/text-input";
import { Time } from "#components/ui/time";
import type { Context } from "#lib/access/context";
import type { FormState } from "#lib/access/queries";
import type { IncidentFacts } from "#lib/incidents/queries/facts";
import { getPostmortemWork, type PostmortemDraft, type PostmortemWork } from "#lib/incidents/queries/postmortem";
import { postmortemStateLabels } from "#lib/incidents/terms";
import { ActionWork } from "./action-work.tsx";

interface Props {
  ctx: Context;
  facts: IncidentFacts;
  form: FormState;
  zone: string;
  /** What was just done. */
  done: string | undefined;
}

const doneWords: Record<string, string> = {
  save: "Saved. Nobody but staff sees it.",
  ask: "A review is asked for. Everybody who may post was mailed.",
  publish: "Published. Whoever sees the incident reads it.",
  accepted: "Reviewed. It can be published.",
  returned: "Sent back with your comment.",
  item: "The action item is saved.",
};

/** What was learnt: written here, read by a second person, published as part of the timeline. */
export async function Postmortem({ ctx, facts, form, zone, done }: Props) {
  const work = await getPostmortemWork(ctx, { incidentId: facts.id });
  const { draft } = work;
  if (facts.state !== "resolved" && draft === null && work.actionItems.length === 0) return null;
  return (
    <Section id="postmortem" title="Post-mortem" aside={draft ? <State draft={draft} /> : "Not begun"} className="max-w-portal">
      <div className="grid gap-5">
        {done && doneWords[done] && <Notice kind="success" title={doneWords[done]} />}
        {form.sentence && <Notice kind="error">{form.sentence}</Notice>}
        {work.dueAt !== null && <PromiseLine what="Post-mortem" dueAt={work.dueAt} now={ctx.now} zone={zone} show="full" />}
        <Words ctx={ctx} facts={facts} form={form} work={work} zone={zone} />
        <ActionWork ctx={ctx} facts={facts} form={form} items={work.actionItems} zone={zone} isPublished={draft?.state === "published"} />
      </div>
    </Section>
  );
}

function State({ draft }: { draft: PostmortemDraft }) {
  if (draft.state === "in_review" && draft.reviewedAt !== null) return <>Reviewed</>;
  return <>{postmortemStateLabels[draft.state]}</>;
}

function Words({ ctx, facts, form, work, zone }: Omit<Props, "done"> & { work: PostmortemWork }) {
  const { draft } = work;
  if (draft?.state === "published") return <p className="text-sm text-muted">It stands <a href={`#${draft.publishedAs}`} className="text-accent underline">on the timeline</a>. Its words are edited there, and what it said stays readable.</p>;
  if (!ctx.permissions.has("incidents.post")) return draft ? <Prose>{draft.body}</Prose> : <p className="text-sm text-muted">Nobody has begun it yet.</p>;
  const isResolved = facts.state === "resolved";
  const isAgreed = draft?.state === "in_review" && draft.reviewedAt !== null;
  const typed = typeof form.values["body"] === "string" ? form.values["body"] : null;
  return (
    <>
      {draft && <Review facts={facts} draft={draft} form={form} zone={zone} />}
      <PostmortemEditor
        action={`/admin/incidents/${facts.code}/postmortem/save`}
        previewHref={`/admin/incidents/${facts.code}/postmortem/preview`}
        body={typed ?? draft?.body ?? ""}
        baseVersion={draft?.version ?? 0}
        error={form.fields["body"]}
        buttons={[
          { intent: "save", label: "Save" },
          ...(draft?.state !== "in_review" ? [{ intent: "ask", label: "Ask for a review" }] : []),
          ...(isResolved && (isAgreed || !work.isReviewNeeded) ? [{ intent: "publish", label: "Publish the post-mortem", isMain: true }] : []),
        ]}
        hint={hintFor({ isResolved, isAgreed, isReviewNeeded: work.isReviewNeeded })}
      />
    </>
  );
}

function hintFor({ isResolved, isAgreed, isReviewNeeded }: { isResolved: boolean; isAgreed: boolean; isReviewNeeded: boolean }): string {
  if (!isResolved) return "It can be published once the incident is resolved.";
  if (isAgreed) return "A changed word asks for a new review.";
  return isReviewNeeded ? "A second person reads it before it is published." : "What happened, why, and what you change. Markdown.";
}

function Review({ facts, draft, form, zone }: { facts: IncidentFacts; draft: PostmortemDraft; form: FormState; zone: string }) {
  const comment = draft.reviewComment === "" ? null : <Prose className="text-sm">{draft.reviewComment}</Prose>;
  if (draft.state === "draft" && draft.reviewerName !== null) return <Notice kind="warning" title={`${draft.reviewerName} asks for changes`}>{comment}</Notice>;
  if (draft.state !== "in_review") return null;
  if (draft.reviewedAt !== null) return <Notice kind="success" title={`${draft.reviewerName ?? "Somebody"} has read it`}>{comment}</Notice>;
  if (draft.isOwn) return <Notice title="Waits for a review">Asked <Time at={draft.reviewAskedAt ?? 0} zone={zone} show="dateTime" />. Somebody who did not write it reads it.</Notice>;
  return (
    <form method="post" action={`/admin/incidents/${facts.code}/postmortem/review`} className="grid gap-4 rounded-md border border-line bg-raised px-4 py-4">
      <p className="text-sm font-medium">{draft.authorName ?? "Somebody"} asks you to read this before it is published</p>
      <Prose>{draft.body}</Prose>
      <input type="hidden" name="baseVersion" value={draft.version} />
      <TextArea id="comment" label="Your comment" rows={3} required maxLength={2000} defaultValue={String(form.values["comment"] ?? "")} error={form.fields["comment"]} />
      <div className="flex flex-wrap gap-2">
        <Button look="primary" name="decision" value="accept">It can be published</Button>
        <Button name="decision" value="refuse">Ask for changes</Button>
      </div>
    </form>
  );
}
