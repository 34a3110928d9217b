import type { Metadata } from "next";
import { FormNotice } from "#components/forms/form-notice";
import { Notice } from "#components/layout/notice";
import { PageTitle } from "#components/layout/page-frame";
import { SloTable } from "#components/slo/slo-table";
import { Button, LinkButton } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { Checkbox } from "#components/ui/choice";
import { TextLink } from "#components/ui/text-link";
import { Time } from "#components/ui/time";
import { readForm, requireStaff } from "#lib/access/gates";
import { listBurnAlerts, listSloStates } from "#lib/slo/queries/console";
import { findExclusionRule } from "#lib/slo/queries/exclusions";

export const metadata: Metadata = { title: "SLOs" };

const savedWords: Record<string, string> = { archived: "Archived. Nobody is promised it any more.", rule: "Saved.", imported: "Imported. Each is measured from now on." };

export default async function SlosPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { ctx, signedIn } = await requireStaff();
  const [rows, alerts, rule, form, { saved }] = [await listSloStates(ctx), await listBurnAlerts(ctx), await findExclusionRule(ctx.read), await readForm(searchParams), await searchParams];
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
      <div className="mt-8"><SloTable rows={rows} /></div>
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

// Several rules fire for one trouble: the most pressing one says it.
function worstOfEach<A extends { sloId: string; severity: string }>(alerts: readonly A[]): A[] {
  const sorted = alerts.toSorted((a, b) => Number(b.severity === "page") - Number(a.severity === "page"));
  return [...new Map(sorted.toReversed().map((alert) => [alert.sloId, alert])).values()];
}
