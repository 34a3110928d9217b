import { type CsvRow, readCsv } from "#lib/core/csv";
import { oneLine } from "#lib/core/one-line";

export const rowLimit = 5_000;

export interface RowProblem {
  line: number;
  reason: string;
}

export interface Change {
  column: string;
  from: string;
  to: string;
}

/** One line of the file and what it comes to; `values` is what would be written. */
export interface PlannedRow<T> {
  line: number;
  /** Names the row to a reader: a customer, or a person of one. */
  title: string;
  verdict: "create" | "change" | "same";
  changes: Change[];
  values: T;
}

export interface ImportPlan<T> {
  rows: PlannedRow<T>[];
  problems: RowProblem[];
  /** Columns nothing is done with. */
  ignored: string[];
}

export type Judgement<T> = Omit<PlannedRow<T>, "line"> | string;

export interface Columns {
  required: readonly string[];
  optional: readonly string[];
}

/** Reads a file and judges it row by row; a sentence instead of a judgement is what is wrong with the row. */
export function planFile<T>(text: string, columns: Columns, judge: (cells: Record<string, string>, line: number) => Judgement<T>): ImportPlan<T> {
  const table = readCsv(text);
  const headers = table.header.map(columnName);
  const missing = columns.required.filter((column) => !headers.includes(column));
  const ignored = table.header.filter((_, index) => ![...columns.required, ...columns.optional].includes(headers[index] ?? ""));
  if (table.header.length === 0) return { rows: [], problems: table.problems, ignored: [] };
  if (missing.length > 0) return refuse(`The first line must name the columns. Missing: ${missing.join(", ")}.`);
  const twice = headers.find((name, index) => headers.indexOf(name) !== index);
  if (twice !== undefined) return refuse(`The column ${twice} stands there twice.`);
  if (table.rows.length > rowLimit) return refuse(`The file has ${table.rows.length} rows. Import at most ${rowLimit} at once.`);
  const plan: ImportPlan<T> = { rows: [], problems: [...table.problems], ignored };
  for (const row of table.rows) {
    const judgement = judgeRow(row, table.header, judge);
    if (typeof judgement === "string") plan.problems.push({ line: row.line, reason: judgement });
    else plan.rows.push({ line: row.line, ...judgement });
  }
  return { ...plan, problems: plan.problems.toSorted((left, right) => left.line - right.line) };
}

function judgeRow<T>(row: CsvRow, header: string[], judge: (cells: Record<string, string>, line: number) => Judgement<T>): Judgement<T> {
  const cells = Object.fromEntries(header.map((name) => [columnName(name), oneLine(row.values[name] ?? "", Number.POSITIVE_INFINITY)]));
  if (Object.values(cells).some((cell) => cell.includes("\ufffd"))) return "A character could not be read. Save the file as UTF-8 and choose it again.";
  return judge(cells, row.line);
}

/** "Time zone" and "time-zone" are `time_zone`. */
function columnName(header: string): string {
  return oneLine(header).toLowerCase().replace(/[\s-]+/g, "_");
}

function refuse<T>(reason: string): ImportPlan<T> {
  return { rows: [], problems: [{ line: 1, reason }], ignored: [] };
}

export interface Tally {
  create: number;
  change: number;
  same: number;
}

export function tallyOf(plan: { rows: readonly { verdict: keyof Tally }[] }): Tally {
  const tally: Tally = { create: 0, change: 0, same: 0 };
  for (const row of plan.rows) tally[row.verdict] += 1;
  return tally;
}
