import { setImmediate as turn } from "node:timers/promises";
import { and, asc, eq, gt, gte, inArray, isNull, lt, ne, or } from "drizzle-orm";
import { actionItems, incidents, promises, updates } from "#db/schema/incidents";
import { maintenances } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import type { Interval } from "#lib/core/intervals";
import { DAY, MINUTE } from "#lib/core/time";
import { type Counted, listCounted, loadFinest } from "#lib/impact/queries/seen";
import type { Slot } from "#lib/impact/rules/measure";
import { spanOf } from "#lib/impact/rules/span";
import { listActive } from "#lib/incidents/queries/reach";
import { visibleIncidents } from "#lib/incidents/queries/visible";
import { visibleMaintenances } from "#lib/maintenance/queries/visible";
import { firstMinuteKept } from "#lib/sli/queries/kept";
import type { Evidence, IncidentEvidence } from "../rules/evidence.ts";

interface Asked {
  customer: { id: string; zone: string };
  period: Interval;
}

const [incidentsAtMost, worksAtMost, actionsAtMost] = [500, 500, 200];
// Planned work that lasts longer than this and began before is not asked for.
const longestWorkMs = 31 * DAY;

/** Incidents of the period that the customer sees, with what was counted of it in their time. What was merged into another is told with that. */
export async function gatherIncidents(ctx: Context, { customer, period }: Asked): Promise<IncidentEvidence[]> {
  const active = await listActive(ctx, { since: period.from, limit: incidentsAtMost });
  if (active.length === 0) return [];
  const { id, code, title, impact, startedAt, resolvedAt, endedAs } = incidents;
  const isOfPeriod = and(inArray(id, active), lt(startedAt, period.until), or(isNull(resolvedAt), gt(resolvedAt, period.from)), or(isNull(endedAs), ne(endedAs, "merged")), visibleIncidents(ctx.read, ctx.audience));
  const rows = await ctx.read.select({ id, code, title, grade: impact, startedAt, resolvedAt, endedAs }).from(incidents).where(isOfPeriod).orderBy(asc(startedAt), asc(id));
  const counted = rows.length === 0 ? [] : await listCounted(ctx.read, [customer.id]);
  const told = await listTold(ctx, { ids: rows.map((row) => row.id), period });
  const found: IncidentEvidence[] = [];
  for (const { endedAs: ended, ...row } of rows) {
    const isFalseAlarm = ended === "false_alarm";
    const { updates: own = [], promises: made = [] } = told.get(row.id) ?? {};
    found.push({ ...row, isFalseAlarm, updates: own, promises: made, seen: isFalseAlarm || counted.length === 0 ? null : await loadSeen(ctx, { counted, incident: row, zone: customer.zone, until: period.until }) });
    await turn();
  }
  return found;
}

async function loadSeen(ctx: Context, { counted, incident, zone, until }: { counted: readonly Counted[]; incident: { startedAt: number; resolvedAt: number | null }; zone: string; until: number }): Promise<IncidentEvidence["seen"]> {
  const asked = spanOf({ startedAt: incident.startedAt, endedAt: incident.resolvedAt ?? until, minutesFrom: firstMinuteKept(ctx.now) * MINUTE });
  const { span, slotMs, slis } = await loadFinest(ctx.read, { counted, zone, ...asked });
  const toRows = (slots: readonly Slot[]) => slots.map(({ at, good, total }): [number, number, number] => [at, good, total]);
  return { from: span.from, until: span.until, slotMs, slis: [...slis.values()].map(({ slots, weeks, ...sli }) => ({ ...sli, slots: toRows(slots), weeks: weeks.map(toRows) })) };
}

type Told = Pick<IncidentEvidence, "updates" | "promises">;

async function listTold(ctx: Context, { ids, period }: { ids: string[]; period: Interval }): Promise<Map<string, Told>> {
  if (ids.length === 0) return new Map();
  const { incidentId, kind, occurredAt, recordedAt } = updates;
  const posts = await ctx.read.select({ incidentId, kind, occurredAt, recordedAt }).from(updates).where(inArray(incidentId, ids)).orderBy(asc(occurredAt), asc(recordedAt), asc(updates.id));
  const made = await ctx.read
    .select({ incidentId: promises.incidentId, kind: promises.kind, dueAt: promises.dueAt, settledAt: promises.settledAt, isKept: promises.isKept, missedAt: promises.missedAt })
    .from(promises)
    .where(and(inArray(promises.incidentId, ids), ne(promises.kind, "action"), lt(promises.dueAt, period.until)))
    .orderBy(asc(promises.dueAt), asc(promises.id));
  return new Map(ids.map((id) => [id, {
    updates: posts.filter((post) => post.incidentId === id).map(({ incidentId: _of, ...post }) => post),
    promises: made.filter((promise) => promise.incidentId === id).map(({ incidentId: _of, missedAt, ...promise }) => ({ ...promise, isMissed: missedAt !== null || (promise.settledAt === null && promise.dueAt <= ctx.now) })),
  }]));
}

/** Planned work of the period that was done. */
export async function gatherMaintenance(ctx: Context, period: Interval): Promise<Evidence["maintenance"]> {
  const { id, code, title, scheduledFor, scheduledUntil, startedAt, completedAt, overrunAt, state } = maintenances;
  const rows = await ctx.read
    .select({ code, title, scheduledFor, scheduledUntil, startedAt, completedAt, overrunAt })
    .from(maintenances)
    .where(and(gte(scheduledFor, period.from - longestWorkMs), lt(scheduledFor, period.until), gt(scheduledUntil, period.from), inArray(state, ["in_progress", "verifying", "completed"]), visibleMaintenances(ctx.read, ctx.audience)))
    .orderBy(asc(scheduledFor), asc(id))
    .limit(worksAtMost);
  return rows.map(({ overrunAt: overran, ...row }) => ({ ...row, isOverrun: overran !== null }));
}

/** What is to be done after post-mortems: of the period's incidents, and what is still open of earlier ones. Staff's own and other customers' items are not read. */
export async function gatherActions(ctx: Context, { period, incidentIds }: { period: Interval; incidentIds: readonly string[] }): Promise<Evidence["actions"]> {
  const { id, incidentId, title, owner, dueAt, doneAt, isInternal, customerId, createdAt } = actionItems;
  const isTheirs = and(eq(isInternal, false), ctx.audience.kind === "customer" ? or(isNull(customerId), eq(customerId, ctx.audience.customerId)) : isNull(customerId));
  const isWanted = or(and(isNull(doneAt), gte(dueAt, 0)), inArray(incidentId, [...incidentIds, ""]));
  const hasPostmortem = inArray(incidentId, ctx.read.select({ of: updates.incidentId }).from(updates).where(and(eq(updates.incidentId, incidentId), eq(updates.kind, "postmortem"))));
  return ctx.read
    .select({ id, incident: incidents.code, title, owner, dueAt, doneAt })
    .from(actionItems)
    .innerJoin(incidents, eq(incidents.id, incidentId))
    .where(and(isWanted, isTheirs, lt(createdAt, period.until), hasPostmortem, visibleIncidents(ctx.read, ctx.audience)))
    .orderBy(asc(createdAt), asc(id))
    .limit(actionsAtMost);
}
