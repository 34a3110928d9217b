import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/open";
import { sliBatches } from "#db/schema/sli";
import type { Context } from "#lib/access/context";
import { Failure } from "#lib/core/failure";
import { firstMinuteKept } from "../queries/kept.ts";
import { addressText, findSlisByAddress, getSourceByKey } from "../queries/for-ingest.ts";
import { isProblem, readRow, type RowCount, type RowProblem } from "../rules/rows.ts";
import { ensureSeries, noteHeard } from "./series.ts";
import { storeCounts } from "./store.ts";

export interface Batch {
  /** The source's key. */
  key: string;
  rows: readonly unknown[];
  /** `set`: a minute has exactly this, so a batch may come again. `add`: it has so much more, once for each `batch`. */
  how: "set" | "add";
  batch: string | null;
}

export interface BatchAnswer {
  accepted: number;
  rejected: RowProblem[];
  /** The batch was counted before; this is the answer it got then. */
  isRepeated: boolean;
}

const mostRows = 50_000;
const mostProblems = 1_000;

/** Counts of minutes as somebody's own program or file has them. Rows that are wrong are named; all others count. */
// no requirePermission: the source's key is the proof, and it opens nothing else
// no record: counts come by the thousand a minute and change no promise; the source notes when it was heard
export async function ingestRows(ctx: Context, input: Batch): Promise<BatchAnswer> {
  const source = await getSourceByKey(ctx.read, { key: input.key, kinds: ["push", "csv"] });
  if (input.rows.length > mostRows) throw new Failure("too_large", `Send at most ${mostRows} rows at once.`);
  if (input.how === "add" && input.batch === null) throw new Failure("invalid", "What adds to counts needs a name for the batch, so that it counts once however often it is sent.", { batch: "Give the batch a name." });
  const keptFrom = firstMinuteKept(ctx.now);
  const read = input.rows.map((row, index) => readRow(row, { row: index + 1, now: ctx.now, keptFrom }));
  const known = await findSlisByAddress(ctx.read, read.flatMap((row) => (isProblem(row) ? [] : [{ customer: row.customer, key: row.sli }])));
  const problems = read.flatMap((row, index): RowProblem[] => (isProblem(row) ? [row] : known.has(nameOf(row)) ? [] : [{ row: index + 1, field: "sli", sentence: `There is no SLI ${nameOf(row)}.` }]));
  const fine = read.filter((row): row is RowCount => !isProblem(row) && known.has(nameOf(row)));
  const answer = { accepted: fine.length, rejected: problems.slice(0, mostProblems) };
  return ctx.write(async (tx) => {
    const before = await claimBatch(tx, { sourceId: source.id, key: input.batch, answer, now: ctx.now });
    if (before) return { ...before, isRepeated: true };
    const series = await ensureSeries(tx, { sourceId: source.id, sliIds: fine.map((row) => known.get(nameOf(row)) ?? ""), now: ctx.now });
    const counts = fine.flatMap(({ minute, good, total, ...row }) => {
      const number = series.get(known.get(nameOf(row)) ?? "");
      return number === undefined ? [] : [{ series: number, minute, good, total }];
    });
    await storeCounts(tx, counts, { how: input.how, keptFrom });
    await noteHeard(tx, source.id, { now: ctx.now });
    return { ...answer, isRepeated: false };
  }, { lock: true, holdMs: 30_000 });
}

function nameOf({ customer, sli }: Pick<RowCount, "customer" | "sli">): string {
  return addressText({ customer, key: sli });
}

// The row is there or not when the second of two transactions gets to write it.
async function claimBatch(tx: Tx, { sourceId, key, answer, now }: { sourceId: string; key: string | null; answer: object; now: number }): Promise<Omit<BatchAnswer, "isRepeated"> | null> {
  if (key === null) return null;
  const made = await tx.insert(sliBatches).values({ sourceId, key, answer, createdAt: now }).onConflictDoNothing().returning({ key: sliBatches.key });
  if (made.length > 0) return null;
  const [before] = await tx.select({ answer: sliBatches.answer }).from(sliBatches).where(and(eq(sliBatches.sourceId, sourceId), eq(sliBatches.key, key)));
  return (before?.answer ?? { accepted: 0, rejected: [] }) as Omit<BatchAnswer, "isRepeated">;
}
