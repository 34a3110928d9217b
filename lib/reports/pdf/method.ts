import type { Objective } from "../rules/document.ts";
import type { Drawing } from "./drawing.ts";
import type { Phrasing } from "./phrasing.ts";

/** What was counted, how, how much of it is known, and how to check all of it. */
export function drawMethod({ sheet, document, phrasing }: Drawing): void {
  const { say, span } = phrasing;
  sheet.section(say("How this was counted"));
  sheet.heading(1, say("How this was counted"));
  sheet.paragraph(say("Everything is counted in whole numbers, compared unrounded, and rounded down when it is shown."));
  for (const objective of document.objectives) {
    sheet.heading(3, objective.name, { keep: 70 });
    sheet.list([...objective.parts.map(({ name, definition }) => `${name}: ${definition}`), methodOf(objective, phrasing), gapRule(objective, phrasing), workRule(objective, phrasing), coverageOf(objective, phrasing)]);
    const [longest] = objective.coverage.gaps;
    if (longest) sheet.paragraph(say("The longest gap: {time}.", { time: span(longest.from, longest.until) }), { colour: "muted" });
  }
  sheet.heading(2, say("How to check this statement"));
  sheet.list([
    say("Beside this paper there is a file with the same figures and its signature, and one with the counts they came from."),
    say("{url} checks both in the browser, without sending them anywhere; the command line does the same without this portal.", { url: `${document.portal.url}/verify` }),
    say("The public key: {url}", { url: `${document.portal.url}/statements/keys.json` }),
    say("Evidence: SHA-256 {hash}", { hash: document.evidenceHash }),
  ]);
}

function methodOf({ policy }: Objective, { say, target }: Phrasing): string {
  const { method, sliceMinutes, sliceTargetPpm, minimumTraffic } = policy;
  const low = minimumTraffic === 0 ? "" : ` ${say("Fewer than {least} events are like none.", { least: minimumTraffic })}`;
  if (method === "occurrences") return `${say("Every event counts the same.")}${low}`;
  if (method === "ratio_timeslices") return `${say("Slices of {minutes} min count by their own share of good.", { minutes: sliceMinutes ?? 1 })}${low}`;
  return `${say("Slices of {minutes} min are good from {share} on, or bad as a whole.", { minutes: sliceMinutes ?? 1, share: target(sliceTargetPpm ?? policy.targetPpm) })}${low}`;
}

function gapRule({ policy }: Objective, { say }: Phrasing): string {
  if (policy.method === "occurrences") return say("What was not counted is left out.");
  return { ignore: say("Slices without counts are left out."), good: say("Slices without counts count as good."), bad: say("Slices without counts count as bad.") }[policy.noData];
}

function workRule({ policy }: Objective, { say }: Phrasing): string {
  return { removed: say("Planned work is taken out of the figure."), good: say("Planned work counts as good."), counts: say("Planned work counts like any other time.") }[policy.maintenance];
}

function coverageOf({ coverage }: Objective, { say, share, time }: Phrasing): string {
  if (coverage.since === null) return say("Nothing was counted of it in this period.");
  return say("Counted since {time}; {covered} of its quarter hours have counts.", { time: time(coverage.since, "date"), covered: share(coverage.coveredPpm, 2) });
}
