/** One figure: what, ours, the yardstick of the same run, their ratio, what it should be, and whether it is. */
export interface Row {
  what: string;
  ours: number;
  yardstick: number | null;
  unit: string;
  target: { atLeast: number } | { atMost: number };
  /** Other figures of the same measurement. */
  more?: string;
  /** What the target is compared with: our figure, or its ratio to the yardstick. */
  of?: "ours" | "ratio";
}

const titles = ["what", "ours", "yardstick", "ratio", "target", "verdict", "also"];

export function verdictOf(row: Row): "ok" | "missed" {
  const value = row.of === "ratio" ? ratioOf(row) : row.ours;
  if (value === null) return "missed";
  return ("atLeast" in row.target ? value >= row.target.atLeast : value <= row.target.atMost) ? "ok" : "missed";
}

/** The row as it is printed. */
export function cellsOf(row: Row): string[] {
  const [sign, limit] = "atLeast" in row.target ? ["≥", row.target.atLeast] : ["≤", row.target.atMost];
  const unit = row.of === "ratio" ? "of the yardstick" : row.unit;
  return [row.what, figure(row.ours, row.unit), row.yardstick === null ? "–" : figure(row.yardstick, row.unit), figure(ratioOf(row), ""), `${sign} ${limit} ${unit}`.trimEnd(), verdictOf(row), row.more ?? ""];
}

export function drawText(rows: Row[]): string {
  const table = [titles, ...rows.map(cellsOf)];
  const widths = titles.map((_, column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)));
  return table.map((cells) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ").trimEnd()).join("\n");
}

export function drawMarkdown(rows: Row[]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(titles), line(titles.map((_, column) => (column > 0 && column < 4 ? "--:" : "---"))), ...rows.map((row) => line(cellsOf(row)))].join("\n");
}

function ratioOf({ ours, yardstick }: Row): number | null {
  return yardstick === null || yardstick === 0 ? null : ours / yardstick;
}

function figure(value: number | null, unit: string): string {
  if (value === null) return "–";
  const digits = value >= 100 ? 0 : value >= 1 ? 1 : 4;
  return `${value.toFixed(digits)}${unit && ` ${unit}`}`;
}
