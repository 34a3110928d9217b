import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { FormNotice } from "#components/forms/form-notice";
import { Notice } from "#components/layout/notice";
import { Answers, countAnswers } from "#components/maintenance/answers";
import { MaintenanceTimeline } from "#components/maintenance/maintenance-timeline";
import { Verbs } from "#components/maintenance/verbs";
import { LinkButton } from "#components/ui/button";
import { TextLink } from "#components/ui/text-link";
import { Section } from "#components/ui/card";
import { RelativeDue, Time } from "#components/ui/time";
import { readForm, requireStaff } from "#lib/access/gates";
import { zoneLabel } from "#lib/core/time";
import { getMaintenanceFacts, type MaintenanceFacts } from "#lib/maintenance/queries/facts";
import { canDo } from "#lib/maintenance/rules/state";
import { findMaintenanceView } from "#lib/status/queries/maintenance";
import { orNotFound } from "../../or-not-found.ts";
import { MaintenanceHead } from "./head.tsx";

type Props = PageProps<"/admin/maintenance/[id]">;

const saved: Record<string, string> = {
  edited: "Saved.",
  moved: "Moved. Readers see both times.",
  extended: "The new end stands on the pages.",
  started: "It has begun.",
  verifying: "It is being verified.",
  completed: "It is completed.",
  cancelled: "It is cancelled.",
  noted: "The note is posted.",
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ctx } = await requireStaff();
  return { title: (await orNotFound(getMaintenanceFacts(ctx, (await params).id))).row.title };
}

export default async function MaintenancePage({ params, searchParams }: Props) {
  const { ctx, signedIn } = await requireStaff();
  const facts = await orNotFound(getMaintenanceFacts(ctx, (await params).id));
  const [view, form, { saved: done }] = await Promise.all([findMaintenanceView(ctx, facts.row.code), readForm(searchParams), searchParams]);
  if (!view) notFound();
  const zone = signedIn.timeZone ?? "UTC";
  const base = `/admin/maintenance/${facts.row.code}`;
  const canPost = ctx.permissions.has("maintenance.post");
  return (
    <>
      <MaintenanceHead view={view} facts={facts} zone={zone} actions={canPost && canDo(facts.row.state, "edit") && <LinkButton href={`${base}/edit`}>Edit</LinkButton>} />
      {form.fields["version"] ? <Notice kind="warning" title="Somebody changed it while you were writing" className="mt-6">{form.fields["version"]}</Notice> : <FormNotice sentence={form.sentence} saved={done} words={saved} />}
      {facts.row.asksUntil !== null && <Asked facts={facts} now={ctx.now} zone={zone} />}
      {canPost && canDo(facts.row.state, "note") && <Section id="verbs" title="What happens now"><Verbs base={base} work={facts.row} zone={zone} zoneName={zoneLabel(ctx.now, zone)} now={ctx.now} form={form} /></Section>}
      <Section id="timeline" title="What was said and done" aside={<TextLink href={`/admin/deliveries?story=${facts.row.id}`}>Who was told</TextLink>}><MaintenanceTimeline updates={view.updates} current={{ from: view.scheduledFor, until: view.scheduledUntil }} zone={zone} facts={facts.updates} /></Section>
    </>
  );
}

function Asked({ facts: { row, answers }, now, zone }: { facts: MaintenanceFacts; now: number; zone: string }) {
  if (row.asksUntil === null) return null;
  const isOpen = row.asksUntil > now && row.state === "scheduled";
  const aside = <>{isOpen ? "Open until " : "Closed at "}<Time at={row.asksUntil} zone={zone} show="dateTime" />{isOpen && <>, <RelativeDue at={row.asksUntil} now={now} /></>}</>;
  return (
    <Section id="answers" title={`Answers: ${countAnswers(answers) || "nobody is asked any more"}`} aside={aside}>
      <Answers answers={answers} zone={zone} />
    </Section>
  );
}
