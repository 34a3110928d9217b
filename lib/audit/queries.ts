import { and, desc, eq, lt, or, sql } from "drizzle-orm";
import { containsText } from "#db/dialect";
import { people } from "#db/schema/access";
import type { ReadDb } from "#db/open";
import { audienceRevisions, auditEntries } from "#db/schema/audit";
import { customers } from "#db/schema/customers";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { decodeCursor, toPage, type Page } from "#lib/core/pages";
import { formatInstant } from "#lib/core/time";

export interface AuditRow {
  id: string;
  at: number;
  action: string;
  entityId: string;
  actorKind: string;
  /** A person's name, or the id of whatever else acted. */
  actor: string | null;
  customerName: string | null;
  before: unknown;
  after: unknown;
  requestId: string;
}

const pageSize = 50;

/** Every counter that changes raise: of each audience, of everybody, and of who may read. */
export async function listRevisions(read: ReadDb): Promise<Map<string, number>> {
  const rows = await read.rows<{ audience: string; revision: number }>(sql`select audience, revision from ${audienceRevisions}`);
  return new Map(rows.map((row) => [row.audience, row.revision]));
}

/** Differs whenever any counter was raised: they only ever grow, and none is removed. */
export async function sumRevisions(read: ReadDb): Promise<number> {
  const [row] = await read.rows<{ sum: number }>(sql`select cast(coalesce(sum(revision), 0) as bigint) as sum from ${audienceRevisions}`);
  return row?.sum ?? 0;
}

/** The log, latest first; `search` is looked for in the action, in the ids and in the actor's name. */
export async function searchAudit(ctx: Context, input: { search: string; after: string | null }): Promise<Page<AuditRow>> {
  requirePermission(ctx, "portal.manage");
  const cursor = decodeCursor(input.after);
  const isEarlier = cursor ? or(lt(auditEntries.at, cursor.at), and(eq(auditEntries.at, cursor.at), lt(auditEntries.id, cursor.id))) : undefined;
  const searched = [auditEntries.action, auditEntries.entityId, auditEntries.requestId, people.name, customers.name].map((column) => containsText(column, input.search));
  const rows = await ctx.read
    .select({
      id: auditEntries.id,
      at: auditEntries.at,
      action: auditEntries.action,
      entityId: auditEntries.entityId,
      actorKind: auditEntries.actorKind,
      actorId: auditEntries.actorId,
      personName: people.name,
      customerName: customers.name,
      before: auditEntries.before,
      after: auditEntries.after,
      requestId: auditEntries.requestId,
    })
    .from(auditEntries)
    .leftJoin(people, eq(people.id, auditEntries.actorId))
    .leftJoin(customers, eq(customers.id, auditEntries.customerId))
    .where(and(isEarlier, input.search ? or(...searched) : undefined))
    .orderBy(desc(auditEntries.at), desc(auditEntries.id))
    .limit(pageSize + 1);
  const named = rows.map(({ personName, actorId, ...row }) => ({ ...row, actor: personName ?? actorId }));
  return toPage(named, pageSize, (row) => row);
}

/** Who changed something last, and when, on the reader's clock: "Mira Okafor changed this at 14:02 CET (13:02 UTC)". */
export async function describeLastChange(read: ReadDb, ctx: Context, entityId: string): Promise<string> {
  const [last] = await read
    .select({ at: auditEntries.at, name: people.name })
    .from(auditEntries)
    .leftJoin(people, eq(people.id, auditEntries.actorId))
    .where(eq(auditEntries.entityId, entityId))
    .orderBy(desc(auditEntries.at), desc(auditEntries.id))
    .limit(1);
  if (!last) return "Somebody changed this";
  const readerId = ctx.actor.kind === "person" ? ctx.actor.personId : "";
  const [reader] = await read.select({ timeZone: people.timeZone }).from(people).where(eq(people.id, readerId));
  return `${last.name ?? "Somebody"} changed this at ${formatInstant(last.at, reader?.timeZone ?? "UTC", "timeUtc")}`;
}
