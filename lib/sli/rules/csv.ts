import { readCsv } from "#lib/core/csv";
import type { RowProblem } from "./rows.ts";

const needed = ["sli", "at", "total"];

export interface CountsFile {
  rows: Record<string, string>[];
  /** The line of the file on which each row stands. */
  lines: number[];
  problems: RowProblem[];
}

/** The lines of a file by the names in its first line, or one sentence why it is none. */
export function readCountsCsv(text: string): CountsFile | { sentence: string } {
  const { header, rows, problems } = readCsv(text);
  const missing = needed.filter((name) => !header.includes(name));
  if (header.length === 0) return { sentence: problems[0]?.reason ?? "The file is empty." };
  if (missing.length > 0) return { sentence: `The first line must name the columns: ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing. Known are customer, sli, at, good, bad and total.` };
  return { rows: rows.map(({ values }) => values), lines: rows.map(({ line }) => line), problems: problems.map(({ line, reason }) => ({ row: line, field: "row", sentence: reason })) };
}

/** An answer about rows said of the lines they stand on. */
export function onLines<A extends { rejected: RowProblem[] }>(answer: A, { lines, problems }: CountsFile): A {
  const rejected = answer.rejected.map((problem) => ({ ...problem, row: lines[problem.row - 1] ?? problem.row }));
  return { ...answer, rejected: [...rejected, ...problems].toSorted((a, b) => a.row - b.row) };
}
