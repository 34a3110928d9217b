import type { Drawing } from "./drawing.ts";

/** How likely each objective is missed next: an estimate, and named one. */
export function drawOutlook({ sheet, document, phrasing }: Drawing): void {
  const { say, share, number } = phrasing;
  sheet.section(say("Outlook, an estimate"));
  sheet.heading(1, say("Outlook, an estimate"));
  const known = document.objectives.flatMap(({ name, outlook }) => (outlook ? [{ name, outlook }] : []));
  if (known.length === 0) return sheet.paragraph(say("There is not enough data for an estimate: it needs four weeks of counts, and an objective whose days add up."));
  const right = { align: "right" as const };
  sheet.table([{ title: say("Objective"), share: 0.34 }, { title: say("Looks ahead"), share: 0.14, ...right }, { title: say("Missed with"), share: 0.16, ...right }, { title: say("Budget left then, eight of ten runs"), share: 0.36, ...right }], known.map(({ name, outlook }) => [name, say("{count} day|{count} days", { count: outlook.toCome }), share(outlook.missPpm, 1), `${share(outlook.leftPpm.low)} … ${share(outlook.leftPpm.high)}`]));
  const [first] = known;
  if (first) sheet.paragraph(say("This is an estimate and no promise. {runs} futures are drawn from the last {count} days, a week at a time; days that leave the window until then are left out. It knows nothing of what we plan, and counts before exclusions.", { runs: number(first.outlook.runs), count: first.outlook.drawnFrom }), { colour: "muted" });
}
