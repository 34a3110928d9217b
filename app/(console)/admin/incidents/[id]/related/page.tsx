import type { Metadata } from "next";
import { Notice } from "#components/layout/notice";
import { EmptyState } from "#components/layout/empty-state";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { Button } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { TextLink } from "#components/ui/text-link";
import { TextInput } from "#components/ui/text-input";
import { Time } from "#components/ui/time";
import { fill } from "#components/forms/fill";
import { readForm, requireStaff } from "#lib/access/gates";
import { listChoosable } from "#lib/incidents/queries/console";
import { getIncidentFacts } from "#lib/incidents/queries/facts";
import { incidentWord } from "#lib/incidents/terms";
import { findIncidentView } from "#lib/status/queries/incident";
import type { RelatedIncident } from "#lib/status/terms";
import { orNotFound } from "../../../or-not-found.ts";

export const metadata: Metadata = { title: "Related incidents" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function RelatedPage({ params, searchParams }: Props) {
  const { ctx, signedIn } = await requireStaff("incidents.post");
  const facts = await orNotFound(getIncidentFacts(ctx, (await params).id));
  const [form, view, choosable] = await Promise.all([readForm(searchParams), findIncidentView(ctx, facts.code), listChoosable(ctx)]);
  const related = view?.related ?? [];
  const zone = signedIn.timeZone ?? "UTC";
  const home = `/admin/incidents/${facts.code}`;
  const choices = choosable.filter((each) => each.id !== facts.id && !related.some((other) => other.id === each.id));
  return (
    <div className="max-w-portal">
      <div className="mb-8"><Breadcrumb crumbs={[{ label: "Incidents", href: "/admin/incidents" }, { label: facts.title, href: home }, { label: "Related" }]} /></div>
      <PageTitle title="Related incidents" lead="Each of the two pages leads to the other, for whoever may see both. Nobody is notified." />
      {form.sentence && <Notice kind="error" className="mt-6">{form.sentence}</Notice>}
      <Section id="linked" title="Linked with" className="mt-8">
        {related.length === 0 ? <EmptyState title="Linked with none." /> : <ul className="divide-y divide-line border-y border-line">{related.map((each) => <Linked key={each.id} incident={each} home={home} zone={zone} />)}</ul>}
      </Section>
      <form method="post" action={`${home}/related/link`} className="mt-8 grid gap-4">
        <TextInput id="otherId" label="Link another" list="incidents" autoComplete="off" required className="max-w-md" {...fill(form, "otherId", "")} hint="Type a part of its title and choose it, or write its code." />
        <datalist id="incidents">{choices.map(({ code, title }) => <option key={code} value={code}>{title}</option>)}</datalist>
        <div><Button look="primary">Link</Button></div>
      </form>
    </div>
  );
}

function Linked({ incident, home, zone }: { incident: RelatedIncident; home: string; zone: string }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3 text-sm">
      <span className="min-w-0">
        <TextLink href={`/admin/incidents/${incident.code}`}>{incident.title}</TextLink>
        <span className="block text-xs text-muted">{incidentWord(incident)}, <Time at={incident.startedAt} zone={zone} show="dateTime" /></span>
      </span>
      <form method="post" action={`${home}/related/unlink`}>
        <input type="hidden" name="otherId" value={incident.code} />
        <Button look="quiet" size="small">Unlink<span className="sr-only"> {incident.title}</span></Button>
      </form>
    </li>
  );
}
