import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { blankForm } from "#components/forms/fill";
import { Notice } from "#components/layout/notice";
import { Section } from "#components/ui/card";
import { TextLink } from "#components/ui/text-link";
import type { Context } from "#lib/access/context";
import { readForm, requireStaff } from "#lib/access/gates";
import { listDraftsOf } from "#lib/incidents/queries/drafts";
import { getIncidentFacts, type IncidentFacts } from "#lib/incidents/queries/facts";
import { nextContent } from "#lib/incidents/rules/content";
import { findIncidentView } from "#lib/status/queries/incident";
import { orNotFound } from "../../or-not-found.ts";
import { Composer } from "../composer.tsx";
import { PendingPublication } from "../pending.tsx";
import { CustomersImpact } from "./customers-impact.tsx";
import { DraftNotices } from "./draft-notices.tsx";
import { IncidentHead } from "./head.tsx";
import { More } from "./more.tsx";
import { Postmortem } from "./postmortem.tsx";
import { LatestWords, StaffTimeline } from "./staff-timeline.tsx";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ctx } = await requireStaff();
  return { title: (await orNotFound(getIncidentFacts(ctx, (await params).id))).title };
}

export default async function IncidentPage({ params, searchParams }: Props) {
  const { ctx, signedIn } = await requireStaff();
  const facts = await orNotFound(getIncidentFacts(ctx, (await params).id));
  const [view, form, { undo, late, postmortem }] = await Promise.all([findIncidentView(ctx, facts.code), readForm(searchParams), searchParams]);
  if (!view) notFound();
  const drafts = await draftsOf(ctx, facts);
  // Several forms stand on this page: what was refused goes back into the one it came from.
  const [composers, others] = form.values["promise"] === undefined ? [blankForm, form] : [form, blankForm];
  const pending = drafts.find((draft) => draft.publishAt !== null && draft.id === undo);
  const zone = signedIn.timeZone ?? "UTC";
  return (
    <>
      <IncidentHead ctx={ctx} view={view} facts={facts} zone={zone} />
      {late && <Notice kind="warning" title="Too late to undo" className="mt-8">It has been published. Edit its words, or post a new update.</Notice>}
      <DraftNotices drafts={drafts.filter((draft) => draft !== pending)} zone={zone} />
      {pending && <PendingPublication draft={pending} now={ctx.now} returnTo={`/admin/incidents/${facts.code}`} />}
      <Postmortem ctx={ctx} facts={facts} form={others} zone={zone} done={typeof postmortem === "string" ? postmortem : undefined} />
      {ctx.permissions.has("incidents.post") && !pending && !view.mergedInto && (
        <Section id="post" title={facts.state === "resolved" ? "Add to it, or open it again" : "Post an update"} aside={<TextLink href="#timeline">Posted so far: {view.updates.length}</TextLink>}>
          <Composer ctx={ctx} zone={zone} form={composers} content={nextContent(facts)} incident={facts} meanwhile={composers.fields["baseVersion"] && <LatestWords view={view} facts={facts} zone={zone} />} />
        </Section>
      )}
      <CustomersImpact ctx={ctx} facts={facts} form={others} zone={zone} />
      <More ctx={ctx} view={view} />
      <Section id="timeline" title="Posted so far" className="max-w-portal">
        <StaffTimeline view={view} facts={facts} zone={zone} canEdit={ctx.permissions.has("incidents.edit")} />
      </Section>
    </>
  );
}

async function draftsOf(ctx: Context, facts: IncidentFacts) {
  return ctx.permissions.has("incidents.post") ? listDraftsOf(ctx, { incidentId: facts.id }) : [];
}
