import type { Objective } from "../rules/document.ts";
import type { Drawing } from "./drawing.ts";
import { colours, sizes } from "./looks.ts";

const [height, scale] = [84, 46];

/** What is left of the budget, day by day: down to the line where nothing is, and below it. */
export function drawBurnDown({ sheet, phrasing }: Drawing, { burnDown, leftPpm }: Objective): void {
  const last = burnDown.at(-1);
  if (!last) return;
  const { say, share, time } = phrasing;
  const lowest = Math.min(0, ...burnDown.map((day) => day.leftPpm));
  // Far below zero the scale grows, so that the line is not cut.
  const floor = Math.min(-250_000, lowest);
  sheet.figure(say("Budget left, day by day; at the end {left}.", { left: share(leftPpm) }), height, (box) => {
    const { doc } = sheet;
    const [left, right, top, bottom] = [box.x + scale, box.x + box.width, box.y + 6, box.y + box.height - 16];
    const y = (ppm: number) => top + ((1_000_000 - ppm) / (1_000_000 - floor)) * (bottom - top);
    const x = (index: number) => left + (index / burnDown.length) * (right - left);
    for (const ppm of [1_000_000, 500_000, 0]) {
      doc.moveTo(left, y(ppm)).lineTo(right, y(ppm)).lineWidth(ppm === 0 ? 1 : 0.4).strokeColor(ppm === 0 ? colours.ink : colours.line).stroke();
      sheet.label(share(ppm, 0), { x: box.x, y: y(ppm) - 5, size: sizes.small, colour: "muted", width: scale - 6, align: "right" });
    }
    const isOver = last.leftPpm < 0;
    doc.moveTo(left, y(1_000_000));
    burnDown.forEach((day, index) => void doc.lineTo(x(index + 1), y(day.leftPpm)));
    doc.lineTo(right, y(0)).lineTo(left, y(0)).closePath().fillOpacity(0.1).fill(isOver ? colours.bad : colours.accent).fillOpacity(1);
    doc.moveTo(left, y(1_000_000));
    burnDown.forEach((day, index) => void doc.lineTo(x(index + 1), y(day.leftPpm)));
    doc.lineWidth(1.4).lineJoin("round").strokeColor(isOver ? colours.bad : colours.accent).stroke();
    const [first] = burnDown;
    if (first) sheet.label(time(first.from, "dayMonth"), { x: left, y: bottom + 4, size: sizes.small, colour: "muted", width: 120 });
    sheet.label(time(last.until - 1, "dayMonth"), { x: right - 120, y: bottom + 4, size: sizes.small, colour: "muted", width: 120, align: "right" });
  });
}
