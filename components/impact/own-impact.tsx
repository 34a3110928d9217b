import { impactSentence, sharePercent, wholeNumber } from "#lib/impact/rules/words";
import type { BudgetImpact, Confidence, IncidentImpact } from "#lib/impact/terms";
import { currentLanguage } from "#lib/core/language";
import { MINUTE } from "#lib/core/time";
import { say, sayFigure, sayLasting } from "#lib/language/rules/say";
import { leftWords } from "#lib/slo/rules/words";
import { LinkButton } from "../ui/button.tsx";
import { Section } from "../ui/card.tsx";
import { Say } from "../ui/say.tsx";
import { Table } from "../ui/table.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { Time } from "../ui/time.tsx";
import { Disputes, type Dispute } from "./disputes.tsx";

interface Props {
  impact: IncidentImpact;
  disputes: readonly Dispute[];
  zone: string;
  /** Of the customer's pages. */
  base: string;
}

/** What an incident did to its reader, by that reader's own counts; where there are none it says so. */
export function OwnImpact({ impact, disputes, zone, base }: Props) {
  if (impact.measurement === "off" && disputes.length === 0) return null;
  const isOpen = disputes.some(({ answeredAt }) => answeredAt === null);
  return (
    <Section id="impact" title={say("In your own requests")} aside={impact.measurement === "measured" && <TextLink href={`${base}/slos/how-we-count`}>{say("How we count")}</TextLink>}>
      {impact.measurement !== "off" && <p className="text-lg font-semibold text-balance">{impactSentence(impact, currentLanguage())}</p>}
      {impact.measurement === "unmeasured" && <p className="mt-1 max-w-prose text-sm text-muted">{say("Nothing of yours was counted in that time. This does not mean that nothing failed: tell us what you saw.")}</p>}
      {impact.measurement === "measured" && <Measured impact={impact} zone={zone} />}
      <Disputes disputes={disputes} zone={zone} />
      {!isOpen && <p className="mt-4"><LinkButton size="small" href={`${base}/incidents/${encodeURIComponent(impact.code)}/dispute`}>{say("This looks wrong")}</LinkButton></p>}
    </Section>
  );
}

function Measured({ impact, zone }: { impact: IncidentImpact; zone: string }) {
  const [worst] = impact.budgets;
  return (
    <>
      <dl className="mt-4 grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
        <Figure term={say("Failed beyond normal")} value={whole(impact.failed)} />
        <Figure term={say("Of your requests")} value={impact.sharePpm === null ? "–" : share(impact.sharePpm)} />
        <Figure term={say("Time affected")} value={impact.affectedMs === 0 ? `0\u00a0min` : sayLasting(impact.affectedMs)} />
        {worst && <Figure term={say("Budget used by it")} value={worst.usedPpm === null ? "–" : share(worst.usedPpm)} />}
      </dl>
      <div className="mt-6 grid gap-6">
        <Journeys impact={impact} />
        {impact.budgets.length > 0 && <Budgets impact={impact} />}
      </div>
      <p className="mt-4 max-w-prose text-sm text-muted">
        {confidenceWords(impact.confidence)}{" "}
        {impact.weeks === 0 ? say("There is no normal to compare with: every failure counts.") : say("{covered} of the time you are normally counted in was counted. Normal is made of {count} week.|{covered} of the time you are normally counted in was counted. Normal is made of {count} weeks.", { covered: share(impact.coveragePpm), count: impact.weeks })}{" "}
        <Say words={impact.slotMs === MINUTE ? "From {from} to {until}, in whole minutes." : "From {from} to {until}, in quarter hours."} from={<Time at={impact.from} zone={zone} show="dateTime" />} until={<Time at={impact.until} zone={zone} show="dateTime" />} />
      </p>
    </>
  );
}

function Figure({ term, value }: { term: string; value: string }) {
  return <div className="flex flex-col-reverse justify-end"><dt className="text-xs text-muted">{term}</dt><dd className="text-xl font-semibold tabular-nums">{value}</dd></div>;
}

function Journeys({ impact: { journeys } }: { impact: IncidentImpact }) {
  const columns = [{ key: "journey", label: say("Journey") }, { key: "failed", label: say("Failed"), isNumber: true }, { key: "total", label: say("Requests"), isNumber: true, isHiddenOnPhone: true }, { key: "share", label: say("Share"), isNumber: true }, { key: "normal", label: say("Normally"), isNumber: true, isHiddenOnPhone: true }];
  const rows = journeys.map((each) => ({
    id: each.sliId,
    cells: { journey: <span className="wrap-anywhere">{each.name}</span>, failed: whole(each.failed), total: whole(each.total), share: each.sharePpm === null ? "–" : share(each.sharePpm), normal: each.normalPpm === null ? "–" : share(each.normalPpm) },
  }));
  return <Table caption={say("What it did to each journey")} columns={columns} rows={rows} />;
}

function Budgets({ impact: { budgets, isOpen } }: { impact: IncidentImpact }) {
  const columns = [{ key: "slo", label: say("Objective") }, { key: "used", label: say("Used by it"), isNumber: true }, { key: "left", label: isOpen ? say("Left now") : say("Left at its end"), isNumber: true }, ...(isOpen ? [{ key: "lasts", label: say("If it goes on"), isNumber: true }] : [])];
  const rows = budgets.map((each) => ({
    id: each.sloId,
    cells: { slo: <span className="wrap-anywhere">{each.name}</span>, used: each.usedPpm === null ? "–" : share(each.usedPpm), left: each.leftPpm === null ? "–" : sayFigure(leftWords(each.leftPpm)), lasts: lastsWords(each) },
  }));
  return <Table caption={say("What it took of each budget")} columns={columns} rows={rows} />;
}

function lastsWords({ lastsMs, leftPpm }: BudgetImpact): string {
  if (leftPpm !== null && leftPpm <= 0) return say("used up");
  return lastsMs === null ? say("does not run out") : say("lasts {time}", { time: sayLasting(lastsMs) });
}

function confidenceWords(confidence: Confidence): string {
  switch (confidence) {
    case "high": return say("Confidence: high.");
    case "medium": return say("Confidence: medium.");
    case "low": return say("Confidence: low.");
    case "none": return "";
  }
}

function whole(value: number): string {
  return wholeNumber(value, currentLanguage());
}

function share(ppm: number): string {
  return sharePercent(ppm, currentLanguage());
}
