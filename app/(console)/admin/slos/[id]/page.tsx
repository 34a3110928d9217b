import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AskFirst } from "#components/forms/ask-first";
import { FormNotice } from "#components/forms/form-notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { ExclusionForm, ExclusionList } from "#components/slo/exclusions";
import { BudgetBar, BudgetLabel, budgetStateOf, MonthBars, MonthTable } from "#components/slo/figures";
import { LinkButton } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { DescriptionList } from "#components/ui/description-list";
import { Table } from "#components/ui/table";
import { TextLink } from "#components/ui/text-link";
import { Time } from "#components/ui/time";
import { readForm, requireStaff } from "#lib/access/gates";
import { formatDuration } from "#lib/core/time";
import { findCustomerPage, findExport, listBurnAlerts } from "#lib/slo/queries/console";
import { findExclusionRule } from "#lib/slo/queries/exclusions";
import { findSloHistory, findSloView } from "#lib/slo/queries/page";
import { burnText } from "#lib/slo/rules/budget";
import { thresholdOf } from "#lib/slo/rules/burn-alerts";
import { percentOfPpm } from "#lib/slo/rules/counts";
import { attainmentWords, countsWords, leftWords, policySentences, spanWords } from "#lib/slo/rules/words";

export const metadata: Metadata = { title: "SLO" };

const savedWords: Record<string, string> = { created: "Defined. It is measured from now on.", saved: "Saved as a new version. The past stays as it was promised.", excluded: "Noted.", answered: "Answered. The customer reads it on its page." };

export default async function SloPage({ params, searchParams }: PageProps<"/admin/slos/[id]">) {
  const { ctx, signedIn } = await requireStaff();
  const { id } = await params;
  const [found, form, { saved }] = [await findSloView(ctx, id), await readForm(searchParams), await searchParams];
  if (!found) notFound();
  const { slo, version, figure, burn, exhaustionMs, exclusions, versions } = found;
  const { policy, alerts } = version.definition;
  const isAsked = (await findExport(ctx, id)) !== null;
  const zone = signedIn.timeZone ?? "UTC";
  const canManage = ctx.permissions.has("slos.manage");
  const customerPage = await findCustomerPage(ctx, { sloId: id });
  const [past, told, rule] = [await findSloHistory(ctx, { id, months: 13, zone: policy.window.kind === "calendar" ? policy.window.zone : zone }), await listBurnAlerts(ctx, { sloId: id }), await findExclusionRule(ctx.read)];
  return (
    <>
      <Breadcrumb crumbs={[{ label: "SLOs", href: "/admin/slos" }, { label: slo.name }]} />
      <div className="mt-3"><PageTitle title={slo.name} lead={<BudgetLabel state={budgetStateOf(figure.leftPpm)} />} actions={<>{customerPage !== null && <LinkButton look="quiet" href={customerPage}>As its customer reads it</LinkButton>}{canManage && <LinkButton href={`/admin/slos/${id}/edit`}>Change it</LinkButton>}</>} /></div>
      <FormNotice sentence={form.sentence} saved={saved} words={savedWords} />
      <div className="mt-6 max-w-2xl"><BudgetBar leftPpm={figure.leftPpm} label={`Budget left: ${leftWords(figure.leftPpm)}`} /></div>
      <div className="mt-6">
        <DescriptionList
          facts={[
            { term: "Attained", value: <span className="tabular-nums">{attainmentWords(figure.counts)}, {countsWords(figure.counts, policy.method)}</span> },
            { term: "Target", value: `${percentOfPpm(policy.targetPpm)} %` },
            { term: "Without exclusions", value: attainmentWords(figure.before) },
            { term: "Budget left", value: leftWords(figure.leftPpm) },
            { term: "Burn, last hour", value: burn === null ? "Nothing was counted" : `${burnText(burn, 1)}×` },
            { term: "Lasts", value: exhaustionMs === null ? "Longer than the window, as it burns now" : exhaustionMs === 0 ? "It is used up" : formatDuration(exhaustionMs) },
            { term: "Binds", value: version.bindsFrom > ctx.now ? <>From <Time at={version.bindsFrom} zone={zone} show="full" />; observed until then</> : "Now" },
            { term: "Measured on", value: figure.parts.map((part) => part.name).join(", ") || "Nothing that is left" },
            { term: "Rules", value: policySentences(policy).join(" ") },
          ]}
        />
      </div>
      <Section id="alerts" title="Alerts">
        <Table
          caption="When somebody is told"
          columns={[{ key: "over", label: "Over" }, { key: "burn", label: "Burn", isNumber: true }, { key: "share", label: "Budget gone by then", isNumber: true }, { key: "severity", label: "As" }]}
          rows={alerts.map((each) => ({ id: `${each.longMs}`, cells: { over: `${spanWords(each.longMs)} and ${spanWords(each.shortMs)}`, burn: `${burnText(thresholdOf(each, policy.window), 2)}×`, share: `${percentOfPpm(each.sharePpm)} %`, severity: each.severity === "page" ? "Page" : "Ticket" } }))}
          empty={<p className="text-sm text-muted">None can be reached at this target.</p>}
        />
        {told.length > 0 && <ul className="mt-4 grid gap-2 text-sm">{told.map((alert) => <li key={alert.id}>{alert.sentence} <span className="text-muted"><Time at={alert.openedAt} zone={zone} show="dateTime" />{alert.resolvedAt === null ? ", open" : <>, over <Time at={alert.resolvedAt} zone={zone} show="dateTime" /></>}</span></li>)}</ul>}
      </Section>
      <Section id="exclusions" title="Exclusions">
        <ExclusionList sloId={id} exclusions={exclusions} zone={zone} canManage={canManage} />
        {canManage && <details className="mt-5" open={Object.keys(form.values).length > 0}><summary className="text-sm text-accent hover:text-accent-strong">Exclude a span</summary><div className="mt-4"><ExclusionForm sloId={id} zone={zone} form={form} needsSecond={rule.needsSecond} /></div></details>}
      </Section>
      <Section id="months" title="Month by month"><div className="grid gap-4"><MonthBars past={past ?? []} zone={zone} /><MonthTable past={past ?? []} zone={zone} versions={versions} /></div></Section>
      <Section id="versions" title="Versions">
        <ol className="grid gap-2 text-sm">{versions.toReversed().map((each) => <li key={each.number}><span className="font-medium">{each.number}</span>, from <Time at={each.effectiveFrom} zone={zone} show="full" />: {percentOfPpm(each.definition.policy.targetPpm)} %{each.reason === "" ? "" : `, ${each.reason}`}</li>)}</ol>
      </Section>
      {isAsked && <p className="mt-8 text-sm text-muted">For other tools: <TextLink href={`/admin/slos/${id}/export?as=openslo`}>OpenSLO</TextLink>, <TextLink href={`/admin/slos/${id}/export?as=rules`}>rules for Prometheus</TextLink></p>}
      {canManage && <div className="mt-12"><AskFirst ask="Archive it" of={slo.name} action={`/admin/slos/${id}/archive`} label="Archive">Nobody is promised it any more, and it leaves the customer’s page. What was counted stays.</AskFirst></div>}
    </>
  );
}
