import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Notice } from "#components/layout/notice";
import { PageTitle } from "#components/layout/page-frame";
import { Button } from "#components/ui/button";
import { TextLink } from "#components/ui/text-link";
import { Time } from "#components/ui/time";
import { readForm, requireStaff } from "#lib/access/gates";
import { getDraft, type DraftView } from "#lib/incidents/queries/drafts";
import { findOpenApproval } from "#lib/incidents/queries/duties";
import { getIncidentFacts } from "#lib/incidents/queries/facts";
import { findIncidentView } from "#lib/status/queries/incident";
import { Composer } from "../../incidents/composer.tsx";
import { LatestWords } from "../../incidents/[id]/staff-timeline.tsx";
import { PendingPublication } from "../../incidents/pending.tsx";
import { orNotFound } from "../../or-not-found.ts";
import { ApprovalPanel } from "./approval.tsx";

export const metadata: Metadata = { title: "Draft" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function DraftPage({ params, searchParams }: Props) {
  const { ctx, signedIn } = await requireStaff("incidents.post");
  const draft = await orNotFound(getDraft(ctx, { draftId: (await params).id }));
  const said = await searchParams;
  // A refused form on a published draft can only be an undo that came too late.
  if (draft.publishedAs !== null && draft.incidentCode !== null) redirect(`/admin/incidents/${draft.incidentCode}${said["form"] ? "?late=yes" : ""}`);
  if (draft.publishAt !== null && !draft.isScheduled) return <><PageTitle title={draft.content.title} /><PendingPublication draft={draft} now={ctx.now} returnTo={`/admin/drafts/${draft.id}`} /></>;
  const [incident, form] = await Promise.all([draft.incidentId ? getIncidentFacts(ctx, draft.incidentId) : null, readForm(searchParams)]);
  const zone = signedIn.timeZone ?? "UTC";
  const approval = await findOpenApproval(ctx, { draftId: draft.id, version: draft.version });
  if (approval && draft.authorId !== signedIn.personId) {
    return (
      <div className="grid gap-8">
        <PageTitle title={draft.content.title || "Draft without a title"} lead={<>{draft.authorName}{draft.preparedBy !== null && ` (prepared by ${draft.preparedBy})`} asks for your approval, <Time at={approval.askedAt} zone={zone} show="dateTime" />.</>} />
        {form.sentence && <Notice kind="error">{form.sentence}</Notice>}
        <ApprovalPanel ctx={ctx} draft={draft} zone={zone} form={form} />
      </div>
    );
  }
  const isBehind = incident !== null && incident.version !== draft.baseVersion;
  const view = isBehind ? await findIncidentView(ctx, incident.code) : null;
  return (
    <div className="grid gap-8">
      <PageTitle title={draft.content.title || "Draft without a title"} lead={<Belonging draft={draft} />} actions={<DiscardForm draftId={draft.id} />} />
      {said["saved"] && <Notice kind="success" title="Saved. Nobody but staff sees a draft." />}
      {said["undone"] && <Notice kind="success" title="Undone. Nothing was shown and nothing was sent." />}
      {approval && <Notice title="Waits for a second person">Nobody has agreed yet. Changing it takes it back; ask again then.{draft.preparedBy !== null && " You can also publish it yourself below, where your portal’s rules let you."}</Notice>}
      {draft.publishAt !== null && <Planned draft={draft} zone={zone} />}
      {draft.failure && <Notice kind="warning" title="This was not published">{draft.failure}</Notice>}
      {isBehind && !draft.failure && <Notice kind="warning" title="The incident went on since this was written">Read what was posted meanwhile, then change yours or publish it as it is.</Notice>}
      <Composer ctx={ctx} zone={zone} form={form} content={draft.content} incident={incident} draftId={draft.id} meanwhile={isBehind && view && <LatestWords view={view} facts={incident} zone={zone} />} />
    </div>
  );
}

/** What waits for its time: when that is, and the way to take it back. */
function Planned({ draft, zone }: { draft: DraftView; zone: string }) {
  return (
    <Notice title="Planned">
      <p>It is published <Time at={draft.publishAt ?? 0} zone={zone} show="full" /> as {draft.authorName}’s. To change it or its time, change it below and publish again.</p>
      <form method="post" action={`/admin/drafts/${draft.id}/undo`} className="mt-2"><Button size="small">Take it back</Button></form>
    </Notice>
  );
}

function Belonging({ draft }: { draft: DraftView }) {
  const by = draft.preparedBy === null ? draft.authorName : `${draft.authorName}, prepared by ${draft.preparedBy},`;
  if (draft.incidentCode === null) return <>A draft by {by} of a new incident.</>;
  return <>A draft by {by} of an update to <TextLink href={`/admin/incidents/${draft.incidentCode}`}>{draft.incidentTitle}</TextLink>.</>;
}

function DiscardForm({ draftId }: { draftId: string }) {
  return <form method="post" action={`/admin/drafts/${draftId}/discard`}><Button look="danger">Discard</Button></form>;
}
