import { z } from "zod";
import { DAY, MINUTE, parseInstant } from "#lib/core/time";
import { MINUTES_A_QUARTER, quartersKeptDays } from "../terms.ts";

const whole = z.coerce.number("must be a number").int("must be a whole number").min(0, "must not be negative").max(1e12, "is too large");

/** One line of a batch: what was counted within a minute. */
const CountRow = z.object({
  sli: z.string("is missing").trim().min(1, "is missing").max(80, "is too long"),
  customer: z.string().trim().max(80, "is too long").nullish().transform((slug) => slug || null),
  at: z.union([z.string(), z.number()], "is missing").transform((given, check) => {
    const at = typeof given === "number" ? given : /^\d{12,14}$/.test(given) ? Number(given) : parseInstant(given);
    if (at !== null && Number.isSafeInteger(at)) return at;
    check.addIssue({ code: "custom", message: "must be a time with its offset, such as 2026-11-26T09:00:00Z, or epoch milliseconds" });
    return z.NEVER;
  }),
  good: optional(whole),
  bad: optional(whole),
  total: whole,
});

export interface RowCount {
  sli: string;
  customer: string | null;
  minute: number;
  good: number;
  total: number;
}

export interface RowProblem {
  /** From 1, as somebody counts lines. */
  row: number;
  field: string;
  sentence: string;
}

const aheadMs = 5 * MINUTE;

/** Reads one row, or says what is wrong with it: a batch is taken except for the rows that are wrong. */
export function readRow(given: unknown, { row, now, keptFrom }: { row: number; now: number; keptFrom: number }): RowCount | RowProblem {
  const parsed = CountRow.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join(".") || "row";
    return { row, field, sentence: `${field} ${issue?.message ?? "cannot be read"}.` };
  }
  const { sli, customer, at, good, bad, total } = parsed.data;
  const problem = timeProblem(at, { now, keptFrom }) ?? countProblem({ good, bad, total });
  if (problem) return { row, ...problem };
  return { sli, customer, minute: Math.floor(at / MINUTE), good: good ?? total - (bad ?? 0), total };
}

export function isProblem(read: RowCount | RowProblem): read is RowProblem {
  return "sentence" in read;
}

function timeProblem(at: number, { now, keptFrom }: { now: number; keptFrom: number }) {
  if (at > now + aheadMs) return { field: "at", sentence: "at is in the future: check the clock or the unit." };
  if (at < now - quartersKeptDays * DAY) return { field: "at", sentence: `at is more than ${quartersKeptDays} days ago, and nothing is kept of then.` };
  const minute = Math.floor(at / MINUTE);
  if (minute < keptFrom && minute % MINUTES_A_QUARTER !== 0) return { field: "at", sentence: "Of that time only quarter hours are kept: send the sum of each, at its beginning." };
  return null;
}

function countProblem({ good, bad, total }: { good: number | null; bad: number | null; total: number }) {
  if (good === null && bad === null) return { field: "good", sentence: "good or bad is missing beside total." };
  if (good !== null && bad !== null && good + bad !== total) return { field: "total", sentence: "good and bad do not add up to total." };
  if ((good ?? 0) > total || (bad ?? 0) > total) return { field: "total", sentence: "total is less than its part." };
  return null;
}

// A CSV has an empty cell where JSON has nothing.
function optional(schema: typeof whole) {
  return z.preprocess((value) => (value === "" || value === undefined ? null : value), schema.nullable());
}
