type Row = Record<string, unknown>;

/** JSON for programs, or lines for people. */
export function printThing(thing: Row, { isJson }: { isJson: boolean }): void {
  if (isJson) return console.log(JSON.stringify(thing, null, 2));
  const names = Object.keys(thing);
  const width = Math.max(...names.map((name) => name.length));
  for (const name of names) console.log(`${name.padEnd(width)}  ${said(thing[name])}`);
}

export function printRows(rows: readonly Row[], { columns, isJson }: { columns: readonly string[]; isJson: boolean }): void {
  if (isJson) return console.log(JSON.stringify(rows, null, 2));
  if (rows.length === 0) return console.error("Nothing.");
  const cells = [columns, ...rows.map((row) => columns.map((column) => oneLine(said(row[column]))))];
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => [...(line[index] ?? "")].length)));
  for (const line of cells) console.log(line.map((cell, index) => (index === line.length - 1 ? cell : cell.padEnd(widths[index] ?? 0))).join("  "));
}

function said(value: unknown): string {
  if (value === null || value === undefined) return "-";
  if (Array.isArray(value)) return value.length === 0 ? "-" : value.every((each) => typeof each === "string") ? value.join(", ") : `\n${value.map((each) => `  ${JSON.stringify(each)}`).join("\n")}`;
  if (typeof value === "object") return JSON.stringify(value);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

// A terminal must not be told what to do by a title.
function oneLine(text: string): string {
  return text.replace(/\p{C}+/gu, " ");
}
