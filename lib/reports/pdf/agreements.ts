import { floorDecimal, percentOfPpm } from "#lib/slo/rules/counts";
import { local, moneyOf } from "../rules/summary.ts";
import type { Credit } from "../rules/document.ts";
import type { Drawing } from "./drawing.ts";
import type { Phrasing } from "./phrasing.ts";

/** Planned work, and every span that was taken out of a figure, with who did it and why. */
export function drawMaintenance({ sheet, document, phrasing }: Drawing): void {
  const { say, span, lasting } = phrasing;
  sheet.section(say("Planned work and exclusions"));
  sheet.heading(1, say("Planned work and exclusions"));
  if (document.maintenance.length === 0) sheet.paragraph(say("No planned work was done in this period."));
  else sheet.table([{ title: say("Planned work"), share: 0.5 }, { title: say("Planned for"), share: 0.36 }, { title: say("In time"), share: 0.14, align: "right" }], document.maintenance.map((work) => [work.title, span(work.scheduledFor, work.scheduledUntil), work.isOverrun ? { text: say("Overran"), colour: "warn" as const } : say("Yes")]));
  const exclusions = document.objectives.flatMap((objective) => objective.exclusions.map((each) => ({ objective: objective.name, ...each })));
  sheet.heading(2, say("Exclusions"));
  if (exclusions.length === 0) return sheet.paragraph(say("No span was taken out of any figure by hand."));
  sheet.table([{ title: say("Objective"), share: 0.2 }, { title: say("Time"), share: 0.26 }, { title: say("Why"), share: 0.34 }, { title: say("Who"), share: 0.2 }], exclusions.map((each) => [
    each.objective,
    `${span(each.from, each.until)} (${lasting(each.until - each.from)})`,
    `${each.effect === "removed" ? say("Taken out") : say("Counts as good")}: ${each.reason}${each.clause === "" ? "" : ` (${each.clause})`}${each.disputedAt !== null && each.disputeSettledAt === null ? ` · ${say("disputed")}` : ""}`,
    each.approvedByName === null || each.approvedByName === each.createdByName ? each.createdByName : `${each.createdByName}, ${say("approved by {name}", { name: each.approvedByName })}`,
  ]));
}

/** What the contract says, what was measured by it, and what is due. */
export function drawCredit({ sheet, document, phrasing }: Drawing): void {
  const { say } = phrasing;
  sheet.section(say("Contract and credit"));
  sheet.heading(1, say("Contract and credit"));
  const { credit } = document;
  if (!credit) return sheet.paragraph(say("No terms about credits are recorded for you."));
  sheet.paragraph(credit.terms.name, { weight: "medium" });
  if (!credit.isCounted) return sheet.paragraph(say("It could not be computed: counts as fine as the contract asks for are not kept of this period."));
  drawResult({ sheet, document, phrasing }, credit);
  drawTerms({ sheet, document, phrasing }, credit);
}

function drawResult({ sheet, document, phrasing }: Drawing, credit: Credit): void {
  const { say, target, share, lasting, span } = phrasing;
  const uptime = `${local(floorDecimal(BigInt(credit.uptimePpb), 10_000_000n, 4), phrasing.language)}\u00a0%`;
  const rows = [
    [say("Uptime by contract"), `${uptime} (${say("promised")} ${target(credit.terms.targetPpm)})`],
    [say("Downtime"), credit.terms.method === "average" ? "–" : lasting(credit.downtimeMs)],
    [say("Credit"), { text: creditWords(credit, phrasing), weight: "bold" as const }],
    [say("State"), credit.confirmed === null ? say("Provisional: not confirmed by {portal} yet", { portal: document.portal.name }) : say("Confirmed by {name}, {time}", { name: credit.confirmed.byName, time: phrasing.time(credit.confirmed.at, "date") })],
    ...(credit.creditPpm === 0 ? [] : [[say("To be claimed until"), phrasing.time(credit.claimUntil - 1, "date")]]),
  ];
  sheet.table([{ title: say("What"), share: 0.35 }, { title: say("Figure"), share: 0.65 }], rows);
  if (credit.downtimes.length > 0) sheet.table([{ title: say("Downtime"), share: 0.7 }, { title: say("For"), share: 0.3, align: "right" }], credit.downtimes.map(({ from, until }) => [span(from, until), lasting(until - from)]));
  if (credit.belowPpm !== null) sheet.paragraph(say("The tier below {bound} holds: {share}.", { bound: target(credit.belowPpm), share: share(credit.creditPpm, 2) }), { colour: "muted" });
}

function creditWords({ creditPpm, amountMinor, terms }: Credit, { say, share, language }: Phrasing): string {
  if (creditPpm === 0) return say("None due");
  return amountMinor === null ? say("{share} of the month’s fee", { share: share(creditPpm, 2) }) : `${moneyOf(amountMinor, { currency: terms.currency, language })} (${share(creditPpm, 2)})`;
}

function drawTerms({ sheet, phrasing }: Drawing, { terms }: Credit): void {
  const { say, target } = phrasing;
  sheet.heading(2, say("What was agreed"));
  const how = terms.method === "average"
    ? say("Uptime is 100 % less the mean of the failures of every slice of {minutes} min. A slice without requests has none.", { minutes: terms.sliceMinutes })
    : say("A slice of {minutes} min is down when more than {share} of its requests fail; down for {least} min or longer in a row is downtime. Without requests it is up.", { minutes: terms.sliceMinutes, share: target(terms.downFromPpm), least: terms.minimumMinutes });
  sheet.list([
    how,
    terms.honoursExclusions ? say("Exclusions and planned work are left out.") : say("Exclusions and planned work count like any other time."),
    `${say("Credits")}: ${terms.tiers.map((tier) => `< ${target(tier.belowPpm)}: ${target(tier.creditPpm)}`).join(" · ")}`,
    say("At most {cap} of the month’s fee; to be claimed within {days} days.", { cap: `${local(percentOfPpm(terms.capPpm), phrasing.language)}\u00a0%`, days: terms.claimDays }),
    ...(terms.clauses === "" ? [] : [terms.clauses]),
  ]);
}
