import type { Metadata } from "next";
import { fill } from "#components/forms/fill";
import { namesOf } from "#components/incident-verbs/names";
import { Notice } from "#components/layout/notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { Button, LinkButton } from "#components/ui/button";
import { DescriptionList, type Fact } from "#components/ui/description-list";
import { TextLink } from "#components/ui/text-link";
import { TextArea } from "#components/ui/text-input";
import { readForm, requireStaff } from "#lib/access/gates";
import type { FormState } from "#lib/access/queries";
import { countRecipients } from "#lib/delivery/queries/recipients";
import { clip, total } from "#lib/core/intervals";
import { formatDuration } from "#lib/core/time";
import { bodyLimit } from "#lib/incidents/input";
import { whoSees } from "#lib/incidents/queries/audience";
import { getIncidentFacts, type IncidentFacts } from "#lib/incidents/queries/facts";
import { getImpactRecord, type RecordedImpact } from "#lib/incidents/queries/record";
import { orNotFound } from "../../../or-not-found.ts";

export const metadata: Metadata = { title: "A false alarm" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function FalseAlarmPage({ params, searchParams }: Props) {
  const { ctx } = await requireStaff("incidents.post");
  const facts = await orNotFound(getIncidentFacts(ctx, (await params).id));
  const scope = { visibility: facts.visibility, selectedIds: facts.customerIds, componentIds: facts.componentIds, incidentId: facts.id };
  const [form, viewers, { impacts }, recipients] = await Promise.all([readForm(searchParams), whoSees(ctx, { incidentId: facts.id }), getImpactRecord(ctx, facts.id), countRecipients(ctx.read, { scope, now: ctx.now })]);
  const consequences = [{ term: "Taken out of the record", value: describeImpact(impacts, ctx.now) }, { term: "Seen by", value: namesOf(viewers) }, { term: "Told by mail", value: recipients.total === 1 ? "1 person" : `${recipients.total} people` }];
  const back = `/admin/incidents/${facts.code}`;
  return (
    <div className="grid max-w-portal gap-8">
      <Breadcrumb crumbs={[{ label: "Incidents", href: "/admin/incidents" }, { label: facts.title, href: back }, { label: "False alarm" }]} />
      <PageTitle title="It was a false alarm" lead="A post says so and ends the incident. Everything it held down is taken out of the record, as if it never was; pages and the history say “False alarm”." />
      {facts.endedAs === null ? <Declare facts={facts} form={form} consequences={consequences} /> : <Notice kind="warning" title={facts.endedAs === "merged" ? "It was merged into another" : "It was declared a false alarm already"}>There is nothing left to end here. <TextLink href={back}>Back to the incident</TextLink></Notice>}
    </div>
  );
}

function Declare({ facts, form, consequences }: { facts: IncidentFacts; form: FormState; consequences: Fact[] }) {
  const back = `/admin/incidents/${facts.code}`;
  return (
    <>
      {form.sentence && <Notice kind={form.fields["baseVersion"] ? "warning" : "error"}>{form.sentence}</Notice>}
      <DescriptionList facts={consequences} />
      <form method="post" action={`${back}/false-alarm/declare`} className="grid gap-7">
        <input type="hidden" name="baseVersion" value={facts.version} />
        <TextArea id="body" label="What readers should know" rows={6} required maxLength={bodyLimit} {...fill(form, "body", "")} hint="What looked wrong, and why nothing was. Markdown." />
        <div className="flex flex-wrap gap-2">
          <Button look="primary">Post it and end the incident</Button>
          <LinkButton look="quiet" href={back}>Leave it as it is</LinkButton>
        </div>
      </form>
    </>
  );
}

function describeImpact(impacts: readonly RecordedImpact[], now: number): string {
  if (impacts.length === 0) return "Nothing: no component was affected";
  const lines = Map.groupBy(impacts, (each) => each.component);
  return [...lines].map(([component, of]) => `${component}, ${formatDuration(total(clip(of.map(({ from, until }) => ({ from, until: until ?? now })), { from: 0, until: now })))}`).join("; ");
}
