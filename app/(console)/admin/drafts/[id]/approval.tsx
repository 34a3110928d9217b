import { COMPOSER } from "#components/composer/composer-form";
import { PreviewPanel } from "#components/composer/preview-panel";
import { Button } from "#components/ui/button";
import { DescriptionList } from "#components/ui/description-list";
import { Prose } from "#components/ui/prose";
import { TextArea } from "#components/ui/text-input";
import { Time } from "#components/ui/time";
import type { Context } from "#lib/access/context";
import type { FormState } from "#lib/access/queries";
import { variablesIn } from "#lib/core/variables";
import { listComposerChoices } from "#lib/incidents/queries/composer";
import type { DraftView } from "#lib/incidents/queries/drafts";
import { getIncidentFacts } from "#lib/incidents/queries/facts";
import { incidentStateLabels, incidentStates, visibilities, visibilityLabels } from "#lib/incidents/terms";
import { describeAudience } from "../../incidents/audience.ts";

interface Props {
  ctx: Context;
  draft: DraftView;
  zone: string;
  form: FormState;
}

/** What a second person sees: the post as each reader gets it, to whom it goes, and the two answers. */
export async function ApprovalPanel({ ctx, draft, zone, form }: Props) {
  const incident = draft.incidentId === null ? null : await getIncidentFacts(ctx, draft.incidentId);
  const [choices, audience] = await Promise.all([listComposerChoices(ctx), describeAudience(ctx, { content: draft.content, incident, zone })]);
  const readers = [...(audience.isPublic ? ["everyone, on the public page"] : []), ...(audience.customers.length > 0 ? [audience.customers.join(", ")] : [])];
  const notes = Object.entries(draft.content.notes).map(([id, body]) => ({ id, body, name: choices.customers.find((each) => each.id === id)?.name ?? id }));
  return (
    <div className="grid gap-10 xl:grid-cols-[minmax(0,1fr)_26rem] xl:gap-12">
      <div className="grid content-start gap-8">
        <DescriptionList facts={[
          { term: "State", value: incidentStateLabels[incidentStates.find((each) => each === draft.content.state) ?? "investigating"] },
          { term: "Who it is for", value: visibilityLabels[visibilities.find((each) => each === draft.content.visibility) ?? "internal"] },
          { term: "Seen by", value: readers.join("; ") || "Staff only" },
          { term: "Published", value: draft.publishAt === null ? "As soon as you agree" : <Time at={draft.publishAt} zone={zone} show="full" /> },
        ]} />
        <Words title="What readers should know" body={draft.content.body} />
        {notes.map(({ id, name, body }) => <Words key={id} title={`Note for ${name}`} body={body} />)}
        <Decide draft={draft} form={form} />
      </div>
      <div className="border-t border-line pt-8 xl:border-t-0 xl:pt-0">
        <form id={COMPOSER} method="post" action={`/admin/drafts/${draft.id}/preview`} />
        <PreviewPanel previewHref={`/admin/drafts/${draft.id}/preview`} audiences={[{ value: "public", label: "The public" }, ...choices.customers.map(({ id, name }) => ({ value: `customer:${id}`, label: name }))]} />
      </div>
    </div>
  );
}

function Words({ title, body }: { title: string; body: string }) {
  return (
    <section className="grid gap-2">
      <h2 className="text-base font-semibold">{title}</h2>
      <Prose>{body}</Prose>
      {variablesIn(body).length > 0 && <p className="text-xs text-muted">What stands in double braces is filled when it is published, as the preview shows.</p>}
    </section>
  );
}

function Decide({ draft, form }: { draft: DraftView; form: FormState }) {
  return (
    <form method="post" action={`/admin/drafts/${draft.id}/decide`} className="grid max-w-portal gap-4 border-t border-line pt-6">
      <input type="hidden" name="version" value={draft.version} />
      <TextArea id="comment" label="Comment" hint={`${draft.authorName} gets it by mail. Needed where you do not approve.`} rows={3} maxLength={2000} defaultValue={String(form.values["comment"] ?? "")} error={form.fields["comment"]} />
      <div className="flex flex-wrap gap-2">
        <Button look="primary" name="decision" value="approve">{draft.publishAt === null ? "Approve and publish" : "Approve for its time"}</Button>
        <Button name="decision" value="refuse">Do not approve</Button>
      </div>
    </form>
  );
}
