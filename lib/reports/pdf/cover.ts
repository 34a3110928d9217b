import { periodWords } from "../rules/period.ts";
import type { Drawing } from "./drawing.ts";
import { colours, margin, sizes } from "./looks.ts";

/** Whose it is, of when, the verdict and the three numbers that matter. */
export function drawCover({ sheet, document, phrasing }: Drawing, documentHash: string): void {
  const { customer, portal, headline } = document;
  const { say, time } = phrasing;
  sheet.addPage();
  sheet.section(say("Reliability statement"));
  const { doc, width } = sheet;
  sheet.ornament(() => void doc.rect(0, 0, doc.page.width, 10).fill(colours.accent));
  sheet.place("P", portal.name, { x: margin.x, y: 64, size: sizes.lead, weight: "bold" });
  sheet.place("H1", say("Reliability statement"), { x: margin.x, y: 200, size: sizes.lead, colour: "muted" });
  sheet.y = 222;
  sheet.place("P", customer.name, { x: margin.x, y: sheet.y, size: sizes.cover, weight: "bold" });
  sheet.space(sheet.heightOf(customer.name, { size: sizes.cover, weight: "bold" }) + 6);
  sheet.place("P", periodWords(document, customer), { x: margin.x, y: sheet.y, size: 17 });
  sheet.space(26);
  sheet.place("P", say("All times in {zone}.", { zone: customer.zone }), { x: margin.x, y: sheet.y, colour: "muted" });
  sheet.space(52);
  // An amendment says first that it is one.
  const verdict = document.summary[document.amends ? 1 : 0] ?? "";
  sheet.place("P", verdict, { x: margin.x, y: sheet.y, size: 17, weight: "medium", width: width * 0.85, ...(headline.missed > 0 ? { colour: "bad" as const } : {}) });
  sheet.space(sheet.heightOf(verdict, { size: 17, weight: "medium", width: width * 0.85 }) + 30);
  drawNumbers({ sheet, document, phrasing });
  const foot = [say("Statement {id}, made {time}", { id: document.id, time: time(document.madeAt, "full") }), `SHA-256 ${documentHash}`, say("Anybody can check this statement: {url}", { url: `${portal.url}/verify` })];
  sheet.y = doc.page.height - margin.bottom - 52;
  for (const line of foot) {
    sheet.place("P", line, { x: margin.x, y: sheet.y, size: sizes.small, colour: "muted" });
    sheet.space(14);
  }
}

function drawNumbers({ sheet, document, phrasing }: Drawing): void {
  const { headline, objectives } = document;
  const { say, number, share } = phrasing;
  const measured = headline.met + headline.missed;
  const worst = objectives.find(({ id }) => id === headline.worst);
  const numbers = [
    { figure: measured === 0 ? "–" : `${headline.met} / ${measured}`, words: say("objectives met") },
    { figure: worst ? share(worst.leftPpm) : "–", words: worst ? say("budget left of {name}", { name: worst.name }) : say("budget left") },
    headline.failed === null ? { figure: number(headline.incidents), words: say("{count} incident|{count} incidents", { count: headline.incidents }).replace(/^\d+ /, "") } : { figure: number(headline.failed), words: say("requests failed in {count} incident|requests failed in {count} incidents", { count: headline.incidents }) },
  ];
  const column = sheet.width / 3;
  const top = sheet.y;
  sheet.ornament(() => void sheet.doc.moveTo(margin.x, top).lineTo(margin.x + sheet.width, top).lineWidth(0.5).strokeColor(colours.line).stroke());
  numbers.forEach(({ figure, words }, index) => {
    const x = margin.x + index * column;
    sheet.place("P", figure, { x, y: top + 16, size: sizes.figure, weight: "bold", width: column - 14 });
    sheet.place("P", words, { x, y: top + 52, colour: "muted", width: column - 14 });
  });
}
