import { and, eq, inArray } from "drizzle-orm";
import { incidents } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { visibleIncidents } from "#lib/incidents/queries/visible";

/** A chain of merges is followed so far: nobody merges more often. */
const stepsAtMost = 10;

interface Merged {
  id: string;
  code: string;
  title: string;
  mergedIntoId: string | null;
}

const { id, code, title, mergedIntoId } = incidents;
const columns = { id, code, title, mergedIntoId };

/** Where incidents that were merged into these go on, as far as the audience may see it: what it may not see ends the way. */
export async function listMergeTargets(ctx: Context, intoIds: readonly string[]): Promise<Map<string, Merged>> {
  const found = new Map<string, Merged>();
  let wanted = [...new Set(intoIds)];
  for (let step = 0; wanted.length > 0 && step < stepsAtMost; step += 1) {
    const rows = await ctx.read.select(columns).from(incidents).where(and(inArray(id, wanted), visibleIncidents(ctx.read, ctx.audience)));
    for (const row of rows) found.set(row.id, row);
    wanted = rows.flatMap((row) => (row.mergedIntoId === null || found.has(row.mergedIntoId) ? [] : [row.mergedIntoId]));
  }
  return new Map(intoIds.flatMap((into) => {
    const last = endOf(found, into);
    return last ? [[into, last] as const] : [];
  }));
}

/** The incidents that were merged into one, and those merged into them, as far as the audience may see each step of the way. */
export async function listMergedInto(ctx: Context, incidentId: string): Promise<Merged[]> {
  const found: Merged[] = [];
  let into = [incidentId];
  for (let step = 0; into.length > 0 && step < stepsAtMost; step += 1) {
    const rows = await ctx.read.select(columns).from(incidents).where(and(inArray(mergedIntoId, into), eq(incidents.endedAs, "merged"), visibleIncidents(ctx.read, ctx.audience)));
    found.push(...rows);
    into = rows.map((row) => row.id);
  }
  return found;
}

function endOf(found: ReadonlyMap<string, Merged>, from: string): Merged | undefined {
  const here = found.get(from);
  return (here?.mergedIntoId == null ? undefined : endOf(found, here.mergedIntoId)) ?? here;
}
