import type { Drawing } from "./drawing.ts";

/** The period in a few sentences, and what the team adds. */
export function drawSummary({ sheet, document, phrasing }: Drawing): void {
  const { say } = phrasing;
  sheet.section(say("In short"));
  sheet.heading(1, say("In short"));
  sheet.list(document.summary);
  if (document.comment !== "") {
    sheet.heading(2, say("From {portal}", { portal: document.portal.name }));
    sheet.paragraph(document.comment);
  }
  if (document.amends) drawAmendment({ sheet, document, phrasing }, document.amends);
}

function drawAmendment({ sheet, phrasing }: Drawing, amends: NonNullable<Drawing["document"]["amends"]>): void {
  const { say } = phrasing;
  sheet.heading(2, say("What differs from statement {number}", { number: amends.number }));
  sheet.paragraph(amends.reason);
  const columns = [{ title: say("Figure"), share: 0.5 }, { title: say("Before"), share: 0.25, align: "right" as const }, { title: say("Now"), share: 0.25, align: "right" as const }];
  sheet.table(columns, amends.differences.map(({ what, before, after }) => [what, before ?? "–", { text: after ?? "–", weight: "medium" as const }]));
}
