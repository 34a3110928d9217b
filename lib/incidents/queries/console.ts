import { and, asc, desc, eq, inArray, isNotNull, isNull, type SQL } from "drizzle-orm";
import { isBehind } from "#db/keyset";
import { incidents, promises } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { decodeCursor, toPage, type Page } from "#lib/core/pages";
import type { IncidentEnding, IncidentImpact, IncidentState, Visibility } from "../terms.ts";
import { visibleIncidents } from "./visible.ts";

const pageSize = 30;
const openLimit = 100;
const choosableLimit = 60;

export interface ConsoleIncident {
  id: string;
  code: string;
  title: string;
  state: IncidentState;
  impact: IncidentImpact;
  visibility: Visibility;
  startedAt: number;
  resolvedAt: number | null;
  endedAs: IncidentEnding | null;
  /** When the next update is due, while that promise is open. */
  promiseDueAt: number | null;
}

/** Open incidents by promise: who must speak first stands first, those without a promise last. */
export async function listOpenIncidents(ctx: Context): Promise<ConsoleIncident[]> {
  requirePermission(ctx, "console.read");
  const promised = await ctx.read.select({ id: promises.incidentId }).from(promises).where(and(isNull(promises.settledAt), eq(promises.kind, "next_update"))).orderBy(asc(promises.dueAt), asc(promises.id)).limit(openLimit);
  const [due, latest] = [await select(ctx, { where: and(isNull(incidents.resolvedAt), inArray(incidents.id, promised.map((each) => each.id))), limit: openLimit }), await select(ctx, { where: isNull(incidents.resolvedAt), limit: openLimit })];
  const rows = [...due, ...latest.filter((row) => !due.some((each) => each.id === row.id))].slice(0, openLimit);
  return rows.toSorted((a, b) => (a.promiseDueAt ?? Number.MAX_SAFE_INTEGER) - (b.promiseDueAt ?? Number.MAX_SAFE_INTEGER) || b.startedAt - a.startedAt);
}

/** What is going on, newest first, a page at a time: the whole list that `listOpenIncidents` is the urgent part of. */
export async function listOpenByStart(ctx: Context, { cursor }: { cursor?: string | undefined }): Promise<Page<ConsoleIncident>> {
  const rows = await select(ctx, { where: and(isNull(incidents.resolvedAt), isBehind([incidents.startedAt, incidents.id], decodeCursor(cursor))), limit: pageSize + 1 });
  return toPage(rows, pageSize, (row) => ({ at: row.startedAt, id: row.id }));
}

/** Resolved incidents, newest first, a page at a time. */
export async function listResolvedIncidents(ctx: Context, { cursor }: { cursor?: string | undefined }): Promise<Page<ConsoleIncident>> {
  const after = decodeCursor(cursor);
  const isOlder = isBehind([incidents.startedAt, incidents.id], after);
  const rows = await select(ctx, { where: and(isNotNull(incidents.resolvedAt), isOlder), limit: pageSize + 1 });
  return toPage(rows, pageSize, (row) => ({ at: row.startedAt, id: row.id }));
}

/** What another incident may be linked with or merged into: all that is going on, and what was over last. */
export async function listChoosable(ctx: Context): Promise<ConsoleIncident[]> {
  requirePermission(ctx, "incidents.post");
  const [open, over] = [await select(ctx, { where: isNull(incidents.resolvedAt), limit: openLimit }), await select(ctx, { where: isNotNull(incidents.resolvedAt), limit: choosableLimit })];
  return [...open, ...over];
}

async function select(ctx: Context, { where, limit }: { where: SQL | undefined; limit: number }): Promise<ConsoleIncident[]> {
  requirePermission(ctx, "console.read");
  const { id, code, title, state, impact, visibility, startedAt, resolvedAt, endedAs } = incidents;
  const rows = await ctx.read
    .select({ id, code, title, state, impact, visibility, startedAt, resolvedAt, endedAs })
    .from(incidents)
    .where(and(visibleIncidents(ctx.read, ctx.audience), where))
    .orderBy(desc(startedAt), desc(id))
    .limit(limit);
  const due = await findDue(ctx, rows.map((row) => row.id));
  return rows.map((row) => ({ ...row, promiseDueAt: due.get(row.id) ?? null }));
}

async function findDue(ctx: Context, incidentIds: string[]): Promise<Map<string, number>> {
  const open = await ctx.read
    .select({ incidentId: promises.incidentId, dueAt: promises.dueAt })
    .from(promises)
    .where(and(inArray(promises.incidentId, incidentIds), eq(promises.kind, "next_update"), isNull(promises.settledAt)))
    .orderBy(asc(promises.dueAt));
  return new Map(open.map((promise) => [promise.incidentId, promise.dueAt]));
}
