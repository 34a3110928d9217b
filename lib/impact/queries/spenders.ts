import { setImmediate as turn } from "node:timers/promises";
import { and, desc, eq, gt, inArray, isNull, lt, ne, or, sql } from "drizzle-orm";
import { hasRow } from "#db/dialect";
import { incidentComponents, incidents } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import type { Interval } from "#lib/core/intervals";
import { listActive } from "#lib/incidents/queries/reach";
import { visibleIncidents } from "#lib/incidents/queries/visible";
import { loadCounted } from "#lib/slo/queries/definitions";
import { loadFigure } from "#lib/slo/queries/figures";
import type { SloView } from "#lib/slo/rules/view";
import { shareOfBudget, wholeSlices } from "../rules/budgets.ts";
import type { Spender } from "../terms.ts";

const [readAtMost, measuredAtMost] = [500, 50];

/**
 * Incidents of an objective's window that the audience sees, touched what it counts, and in whose time something failed: what used most
 * of the budget first. What failed is what an incident's own page says; the share here is of the window as it stands now, there of the one
 * at the incident's end. The latest 50 are looked at. None where nothing may fail, or its parts weigh differently.
 */
export async function listSpenders(ctx: Context, { slo, version, figure }: Pick<SloView, "slo" | "version" | "figure">): Promise<Spender[]> {
  const { definition } = version;
  if (definition.way === "weighted" || figure.budget.allowed <= 0) return [];
  const spenders: Spender[] = [];
  for (const { startedAt, resolvedAt, ...incident } of await listTouching(ctx, { sliIds: definition.parts.map(({ sliId }) => sliId), span: figure.elapsed })) {
    const seen = { from: Math.max(startedAt, figure.elapsed.from), until: Math.min(resolvedAt ?? ctx.now, figure.elapsed.until) };
    const window = wholeSlices(seen, definition.policy.sliceMinutes);
    const { budget } = await loadFigure(ctx.read, { sloId: slo.id, customerId: slo.customerId, definition, now: ctx.now, at: Math.min(window.until, ctx.now), window });
    if (budget.spent > 0) spenders.push({ ...incident, from: startedAt, until: resolvedAt, spent: budget.spent, usedPpm: shareOfBudget(budget.spent, figure.budget) ?? 0 });
    // SQLite answers without letting go: others have their turn between two incidents.
    await turn();
  }
  return spenders.toSorted((a, b) => b.spent - a.spent || b.from - a.from);
}

async function listTouching(ctx: Context, { sliIds, span }: { sliIds: string[]; span: Interval }): Promise<Pick<typeof incidents.$inferSelect, "id" | "code" | "title" | "startedAt" | "resolvedAt">[]> {
  const active = await listActive(ctx, { since: span.from, limit: readAtMost });
  if (active.length === 0) return [];
  const componentIds = [...new Set([...(await loadCounted(ctx.read, sliIds)).values()].flatMap((sli) => sli.componentIds))];
  const { id, code, title, startedAt, resolvedAt, endedAs } = incidents;
  const touching = ctx.read.select({ one: sql`1` }).from(incidentComponents).where(and(eq(incidentComponents.incidentId, id), inArray(incidentComponents.componentId, componentIds)));
  return ctx.read
    .select({ id, code, title, startedAt, resolvedAt })
    .from(incidents)
    .where(and(
      inArray(id, active),
      lt(startedAt, span.until),
      or(isNull(resolvedAt), gt(resolvedAt, span.from)),
      // What was merged is told with the incident that went on; a false alarm used nothing.
      or(isNull(endedAs), and(ne(endedAs, "merged"), ne(endedAs, "false_alarm"))),
      visibleIncidents(ctx.read, ctx.audience),
      // Where nobody said what it is measured on, any of them may have been it.
      componentIds.length === 0 ? undefined : hasRow(touching.limit(1)),
    ))
    .orderBy(desc(startedAt), desc(id))
    .limit(measuredAtMost);
}
