import type { Metadata } from "next";
import { FormNotice } from "#components/forms/form-notice";
import { EmptyState } from "#components/layout/empty-state";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { StateLabel } from "#components/status/state-mark";
import { Button } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { Select } from "#components/ui/select";
import { Table, type Column } from "#components/ui/table";
import { TextLink } from "#components/ui/text-link";
import { Time } from "#components/ui/time";
import type { Context } from "#lib/access/context";
import { readForm, requireStaff } from "#lib/access/gates";
import { formatDuration } from "#lib/core/time";
import { listComposerChoices } from "#lib/incidents/queries/composer";
import { getIncidentFacts, type IncidentFacts } from "#lib/incidents/queries/facts";
import { getImpactRecord, type RecordedImpact } from "#lib/incidents/queries/record";
import { orNotFound } from "../../../or-not-found.ts";
import { Correct } from "./correct.tsx";
import { CorrectionList } from "./correction-list.tsx";

export const metadata: Metadata = { title: "The record of an impact" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ImpactPage({ params, searchParams }: Props) {
  const { ctx, signedIn } = await requireStaff();
  const facts = await orNotFound(getIncidentFacts(ctx, (await params).id));
  const [record, form, { component, saved }] = await Promise.all([getImpactRecord(ctx, facts.id), readForm(searchParams), searchParams]);
  const zone = signedIn.timeZone ?? "UTC";
  const chosen = form.values["component"] ?? component;
  const canEdit = ctx.permissions.has("incidents.edit");
  return (
    <div className="max-w-portal">
      <div className="mb-8"><Breadcrumb crumbs={[{ label: "Incidents", href: "/admin/incidents" }, { label: facts.title, href: `/admin/incidents/${facts.code}` }, { label: "Impact" }]} /></div>
      <PageTitle title="The record of its impact" lead="What was how bad, from when until when. Durations, bars and uptime are made of this. A correction changes it and is kept beside it; what was said stays as it was." />
      <FormNotice sentence={form.sentence || null} saved={saved} words={{ yes: "The record is corrected. Pages and uptime follow it from now on." }} />
      <Section id="record" title="As it stands" className="mt-8">
        <Record impacts={record.impacts} {...{ facts, zone, canEdit }} now={ctx.now} />
      </Section>
      {canEdit && typeof chosen === "string" && <Correct ctx={ctx} facts={facts} componentId={chosen} form={form} zone={zone} />}
      {canEdit && <ChooseComponent ctx={ctx} facts={facts} />}
      <Section id="corrections" title="Corrections">
        <CorrectionList corrections={record.corrections} zone={zone} />
      </Section>
    </div>
  );
}

interface RecordProps {
  impacts: readonly RecordedImpact[];
  facts: IncidentFacts;
  zone: string;
  canEdit: boolean;
  now: number;
}

function Record({ impacts, facts, zone, canEdit, now }: RecordProps) {
  const columns: Column[] = [{ key: "component", label: "Component" }, { key: "from", label: "From" }, { key: "until", label: "Until" }, { key: "lasted", label: "Lasted", isNumber: true, isHiddenOnPhone: true }, ...(canEdit ? [{ key: "verb", label: "Correct", isLabelHidden: true, isNumber: true }] : [])];
  const rows = impacts.map(({ componentId, component, state, from, until }) => ({
    id: `${componentId} ${from}`,
    cells: {
      component: <><span className="block">{component}</span><StateLabel state={state} className="text-xs font-normal" /></>,
      from: <Time at={from} zone={zone} show="dateTime" />,
      until: until === null ? "going on" : <Time at={until} zone={zone} show="dateTime" />,
      lasted: <span className="whitespace-nowrap">{formatDuration((until ?? now) - from)}</span>,
      verb: <TextLink href={`/admin/incidents/${facts.code}/impact?component=${componentId}#correct`}>Correct<span className="sr-only"> {component}</span></TextLink>,
    },
  }));
  return <Table caption="Impact" columns={columns} rows={rows} empty={<EmptyState title="Nothing was affected.">No update gave a component a state, or a correction took it out.</EmptyState>} />;
}

/** Any component, also one that nobody named while it lasted. */
async function ChooseComponent({ ctx, facts }: { ctx: Context; facts: IncidentFacts }) {
  const { components } = await listComposerChoices(ctx);
  return (
    <form method="get" action={`/admin/incidents/${facts.code}/impact`} className="mt-6 flex flex-wrap items-end gap-3">
      <Select id="component" label="Correct or add a component" options={components.map(({ id, name, group }) => ({ value: id, label: group === undefined ? name : `${name} (${group})` }))} className="w-full sm:w-80" />
      <Button>Choose</Button>
    </form>
  );
}
