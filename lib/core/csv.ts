import { parse } from "csv-parse/browser/esm/sync";
import { stringify } from "csv-stringify/browser/esm/sync";

export type CsvCell = string | number | null;

// A spreadsheet runs a text cell that begins like this, in ASCII or full width (OWASP, "CSV Injection").
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
const ESCAPED_FORMULA = /^'+[=+\-@\t\r\n＝＋－＠]/;

/** RFC 4180 with every text quoted; a text that a spreadsheet would run as a formula gets an apostrophe in front. */
export function writeCsv(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return writeCsvRows([header, ...rows]);
}

/** Further rows of the same file, for one that is written a part at a time. */
export function writeCsvRows(rows: readonly (readonly CsvCell[])[]): string {
  const safe = rows.map((row) => row.map((cell) => (typeof cell === "string" && FORMULA.test(cell) ? `'${cell}` : cell)));
  return stringify(safe, { record_delimiter: "\r\n", quoted_string: true });
}

const partRows = 1_000;

/** A long file a part at a time, so that writing it never holds the process up. */
export async function* writeCsvParts(rows: readonly (readonly CsvCell[])[]): AsyncGenerator<string> {
  for (let start = 0; start < rows.length; start += partRows) yield writeCsvRows(rows.slice(start, start + partRows));
}

export interface CsvRow {
  /** The line of the file on which the row begins, the header being line 1. */
  line: number;
  values: Record<string, string>;
}

export interface CsvProblem {
  line: number;
  reason: string;
}

export interface CsvTable {
  header: string[];
  rows: CsvRow[];
  problems: CsvProblem[];
}

/** Reads a CSV file with a header; commas or semicolons, with or without a byte order mark. Apostrophes of `writeCsv` are taken off again. */
export function readCsv(text: string): CsvTable {
  let records: { line: number; cells: string[] }[];
  try {
    records = parseRecords(text);
  } catch (error) {
    return { header: [], rows: [], problems: [{ line: lineOf(error), reason: "This is not a readable CSV file: a quotation mark is not closed or stands inside a value." }] };
  }
  const [first, ...rest] = records;
  if (!first) return { header: [], rows: [], problems: [{ line: 1, reason: "The file is empty." }] };
  const header = first.cells.map((name) => name.trim());
  const twice = header.find((name, index) => header.indexOf(name) !== index);
  if (twice !== undefined) return { header, rows: [], problems: [{ line: 1, reason: `The column "${twice}" stands there twice.` }] };
  const fits = ({ cells }: { cells: string[] }) => cells.length === header.length;
  return {
    header,
    rows: rest.filter(fits).map(({ line, cells }) => ({ line, values: Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ""])) })),
    problems: rest.filter((row) => !fits(row)).map(({ line, cells }) => ({ line, reason: `The row has ${cells.length} values, the header has ${header.length}.` })),
  };
}

function parseRecords(text: string): { line: number; cells: string[] }[] {
  const records: { line: number; cells: string[] }[] = [];
  // The parser counts a CRLF inside a value as two lines.
  let surplus = 0;
  parse(text, {
    bom: true,
    delimiter: delimiterOf(text),
    relax_column_count: true,
    skip_empty_lines: true,
    on_record: (cells: string[], { lines }) => {
      const inside = cells.join("\0");
      records.push({ line: lines - surplus - count(inside, /[\r\n]/g), cells: cells.map(unescapeFormula) });
      surplus += count(inside, /\r\n/g);
      return null;
    },
  });
  return records;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function delimiterOf(text: string): string {
  const header = text.split(/\r?\n/, 1)[0] ?? "";
  return header.includes(";") && !header.includes(",") ? ";" : ",";
}

function unescapeFormula(cell: string): string {
  return ESCAPED_FORMULA.test(cell) ? cell.slice(1) : cell;
}

function lineOf(error: unknown): number {
  return typeof error === "object" && error !== null && "lines" in error && typeof error.lines === "number" ? error.lines : 1;
}
