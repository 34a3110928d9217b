import type { Drawing } from "./drawing.ts";
import { colours, margin, sizes } from "./looks.ts";

/** Running heads, and page n of m with what the paper is: added last, when m is known. The cover has its own. */
export function numberPages({ sheet, document, phrasing }: Drawing, { documentHash, running }: { documentHash: string; running: string }): void {
  const { doc } = sheet;
  const { start, count } = doc.bufferedPageRange();
  for (let index = start + 1; index < start + count; index++) {
    doc.switchToPage(index);
    const foot = doc.page.height - 40;
    sheet.ornament(() => {
      doc.moveTo(margin.x, 52).lineTo(margin.x + sheet.width, 52).lineWidth(0.5).strokeColor(colours.line).stroke();
      const half = sheet.width / 2;
      sheet.label(document.portal.name, { x: margin.x, y: 36, size: sizes.small, colour: "muted", width: half * 0.5 });
      sheet.label(shortened(running), { x: margin.x + half * 0.5, y: 36, size: sizes.small, colour: "muted", width: half * 1.5, align: "right" });
      sheet.label(`${document.id} · ${documentHash.slice(0, 16)}`, { x: margin.x, y: foot, size: sizes.small, colour: "muted", width: half * 1.4 });
      sheet.label(phrasing.say("Page {page} of {pages}", { page: index - start + 1, pages: count }), { x: margin.x + half, y: foot, size: sizes.small, colour: "muted", width: half, align: "right" });
    });
  }
}

function shortened(text: string): string {
  return text.length <= 90 ? text : `${text.slice(0, 89)}…`;
}
