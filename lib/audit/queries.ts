import { and, desc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { startsWith } from "#db/dialect";
import { isBehind, together } from "#db/keyset";
import { people, staffMembers } from "#db/schema/access";
import type { ReadDb } from "#db/open";
import { apiKeys } from "#db/schema/api";
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
  /** A person's name, "API key <name>", or the id of whatever else acted. */
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

/**
 * The log, latest first. `search` is an id (of a thing, a person, a request), part of an action, part of a name in the team, a
 * member's address, or the beginning of a customer's name or slug.
 */
export async function searchAudit(ctx: Context, input: { search: string; after: string | null }): Promise<Page<AuditRow>> {
  requirePermission(ctx, "portal.manage");
  const place = decodeCursor(input.after);
  if (input.search === "") return toRows(await select(ctx, { where: isBehind([at, id], place) }));
  const found = await listMeant(ctx.read, input.search);
  const branches = found.map((where) => ctx.read.select({ id: sql`${id}`.as("id") }).from(auditEntries).where(and(where, isBehind([at, id], place))).orderBy(desc(at), desc(id)).limit(pageSize + 1));
  const ids = await ctx.read.rows<{ id: string }>(together(branches));
  return toRows(await select(ctx, { where: inArray(id, ids.map((row) => row.id)) }));
}

const { at, id, action, entityId, actorKind, actorId, customerId, before, after, requestId } = auditEntries;
/** More people or customers than this that begin alike are a reason to type on. */
const meantAtMost = 20;
/** Names are looked through for these many keys, the newest. */
const keysAtMost = 500;

// Each of these is a range of one index.
async function listMeant(read: ReadDb, search: string): Promise<SQL[]> {
  const part = search.toLowerCase();
  const named = (await listActions(read)).filter((each) => each.includes(part));
  const team = await read.select({ id: people.id, name: people.name }).from(staffMembers).innerJoin(people, eq(people.id, staffMembers.personId));
  const member = await read.select({ id: people.id }).from(people).where(eq(people.email, part));
  const bySlug = await read.select({ id: customers.id }).from(customers).where(eq(customers.slug, part));
  const byName = await read.select({ id: customers.id }).from(customers).where(and(isNull(customers.archivedAt), startsWith(sql`lower(${customers.name})`, part))).limit(meantAtMost);
  const ids = [...new Set([search, part])];
  const keys = await read.select({ id: apiKeys.id, name: apiKeys.name }).from(apiKeys).orderBy(desc(apiKeys.createdAt)).limit(keysAtMost);
  const actors = [...ids, ...keys.filter((each) => each.name.toLowerCase().includes(part)).map((each) => each.id), ...team.filter((each) => each.name.toLowerCase().includes(part)).map((each) => each.id), ...member.map((each) => each.id)];
  return [...ids.flatMap((each) => [eq(entityId, each), eq(requestId, each)]), ...named.map((each) => eq(action, each)), ...actors.slice(0, meantAtMost).map((each) => eq(actorId, each)), ...[...bySlug, ...byName].map((each) => eq(customerId, each.id))];
}

// The words an index holds, one look-up each: a plain "distinct" reads every entry.
async function listActions(read: ReadDb): Promise<string[]> {
  const next = sql`select min(action) from audit_entries where action > known.action`;
  const rows = await read.rows<{ action: string }>(sql`with recursive known(action) as (select min(action) from audit_entries union all select (${next}) from known where known.action is not null) select action from known where action is not null`);
  return rows.map((row) => row.action);
}

type Found = Omit<AuditRow, "actor"> & { actorId: string | null; personName: string | null; keyName: string | null };

async function select(ctx: Context, { where }: { where: SQL | undefined }): Promise<Found[]> {
  return ctx.read
    .select({ id, at, action, entityId, actorKind, actorId, personName: people.name, keyName: apiKeys.name, customerName: customers.name, before, after, requestId })
    .from(auditEntries)
    .leftJoin(people, eq(people.id, actorId))
    .leftJoin(apiKeys, eq(apiKeys.id, actorId))
    .leftJoin(customers, eq(customers.id, customerId))
    .where(where)
    .orderBy(desc(at), desc(id))
    .limit(pageSize + 1);
}

function toRows(found: Found[]): Page<AuditRow> {
  const named = found.map(({ personName, keyName, actorId: actor, ...row }) => ({ ...row, actor: personName ?? nameKey(keyName) ?? actor }));
  return toPage(named, pageSize, (row) => row);
}

function nameKey(name: string | null): string | null {
  return name === null ? null : `API key ${name}`;
}

/** Who changed something last, and when, on the reader's clock: "Mira Okafor changed this at 14:02 CET (13:02 UTC)". */
export async function describeLastChange(read: ReadDb, ctx: Context, entityId: string): Promise<string> {
  const [last] = await read
    .select({ at: auditEntries.at, name: people.name, keyName: apiKeys.name })
    .from(auditEntries)
    .leftJoin(people, eq(people.id, auditEntries.actorId))
    .leftJoin(apiKeys, eq(apiKeys.id, auditEntries.actorId))
    .where(eq(auditEntries.entityId, entityId))
    .orderBy(desc(auditEntries.at), desc(auditEntries.id))
    .limit(1);
  if (!last) return "Somebody changed this";
  const readerId = ctx.actor.kind === "person" ? ctx.actor.personId : "";
  const [reader] = await read.select({ timeZone: people.timeZone }).from(people).where(eq(people.id, readerId));
  return `${last.name ?? nameKey(last.keyName) ?? "Somebody"} changed this at ${formatInstant(last.at, reader?.timeZone ?? "UTC", "timeUtc")}`;
}
