import type { Metadata } from "next";
import { FormNotice } from "#components/forms/form-notice";
import { Notice } from "#components/layout/notice";
import { PageTitle } from "#components/layout/page-frame";
import { RiskFilter } from "#components/slo/risk-filter";
import { SloTable } from "#components/slo/slo-table";
import { Button, LinkButton } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { Checkbox } from "#components/ui/choice";
import { Pagination } from "#components/ui/tabs";
import { TextLink } from "#components/ui/text-link";
import { Time } from "#components/ui/time";
import { readForm, requireStaff } from "#lib/access/gates";
import { searchText } from "#lib/core/search-text";
import { listBurnAlerts } from "#lib/slo/queries/console";
import { findExclusionRule } from "#lib/slo/queries/exclusions";
import { listRisks, type Risks } from "#lib/slo/queries/risks";
import { budgetStates } from "#lib/slo/terms";

export const metadata: Metadata = { title: "SLOs" };

const savedWords: Record<string, string> = { archived: "Archived. Nobody is promised it any more.", rule: "Saved.", imported: "Imported. Each is measured from now on." };

export default async function SlosPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { ctx, signedIn } = await requireStaff();
  const asked = await searchParams;
  const chosen = chosenOf(asked);
  const risks = await listRisks(ctx, { words: chosen.words, customerId: chosen.customerId || undefined, state: chosen.state || undefined, hasAlert: chosen.hasAlert, page: chosen.page });
  const [alerts, rule, form, { saved }] = [await listBurnAlerts(ctx), await findExclusionRule(ctx.read), await readForm(searchParams), asked];
  const isFiltered = chosen.words !== "" || chosen.customerId !== "" || chosen.state !== "" || chosen.hasAlert;
  const zone = signedIn.timeZone ?? "UTC";
  return (
    <>
      <PageTitle title="SLOs" lead="What is promised to whom, and how much of it may still fail." actions={ctx.permissions.has("slos.manage") && <><LinkButton href="/admin/slos/import">Import</LinkButton><LinkButton look="primary" href="/admin/slos/new">New SLO</LinkButton></>} />
      <FormNotice sentence={form.sentence} saved={saved} words={savedWords} />
      {alerts.length > 0 && (
        <div className="mt-6 grid gap-3">
          {worstOfEach(alerts).map((alert) => <Notice key={alert.id} kind={alert.severity === "page" ? "error" : "warning"}><TextLink href={`/admin/slos/${alert.sloId}`}>{alert.sentence}</TextLink> Since <Time at={alert.openedAt} zone={zone} show="dateTime" />.</Notice>)}
        </div>
      )}
      {risks.all > 0 && <RiskFilter chosen={chosen} customers={risks.customers} isFiltered={isFiltered} />}
      {risks.found > 0 && <p className="mt-6 text-sm text-muted">{isFiltered ? `${risks.found} of ${risks.all} objectives` : `${risks.all} ${risks.all === 1 ? "objective" : "objectives"}`}, the riskiest first</p>}
      <div className="mt-2"><SloTable rows={risks.rows} isFiltered={isFiltered} /></div>
      <Pages risks={risks} chosen={chosen} />
      {ctx.permissions.has("portal.manage") && (
        <Section id="rule" title="Exclusions">
          <form method="post" action="/admin/slos/rule" className="grid max-w-prose gap-3">
            <Checkbox name="needsSecond" value="true" label="A second person has to agree" hint="Until then an exclusion changes no figure, and no customer sees it." defaultChecked={rule.needsSecond} />
            <div><Button size="small">Save</Button></div>
          </form>
        </Section>
      )}
    </>
  );
}

type Chosen = ReturnType<typeof chosenOf>;

function chosenOf(asked: Record<string, string | string[] | undefined>) {
  const [customer, page] = [asked["customer"], Number(asked["page"])];
  return { words: searchText(asked["find"]), customerId: typeof customer === "string" ? customer : "", state: budgetStates.find((each) => each === asked["state"]) ?? ("" as const), hasAlert: asked["alert"] === "1", page: Number.isSafeInteger(page) ? page : 1 };
}

function Pages({ risks: { page, pages }, chosen }: { risks: Risks; chosen: Chosen }) {
  const kept = Object.entries({ find: chosen.words, customer: chosen.customerId, state: chosen.state, alert: chosen.hasAlert ? "1" : "" }).filter(([, value]) => value !== "");
  const href = (to: number) => `/admin/slos?${new URLSearchParams([...kept, ["page", String(to)]])}`;
  return <Pagination {...(page > 1 ? { newerHref: href(page - 1) } : {})} newerLabel="Riskier" {...(page < pages ? { olderHref: href(page + 1) } : {})} olderLabel="Less risky" />;
}

// Several rules fire for one trouble: the most pressing one says it.
function worstOfEach<A extends { sloId: string; severity: string }>(alerts: readonly A[]): A[] {
  const sorted = alerts.toSorted((a, b) => Number(b.severity === "page") - Number(a.severity === "page"));
  return [...new Map(sorted.toReversed().map((alert) => [alert.sloId, alert])).values()];
}
