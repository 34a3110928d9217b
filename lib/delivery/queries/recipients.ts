import { and, asc, count, eq, exists, gt, inArray, isNull, lte, not, or, sql, type SQL } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { memberships } from "#db/schema/access";
import { components } from "#db/schema/catalog";
import { customerComponents, customers } from "#db/schema/customers";
import { suppressions } from "#db/schema/delivery";
import { mutedIncidents, subscribers, subscriptions } from "#db/schema/subscriptions";
import type { Visibility } from "#lib/incidents/terms";

/** What decides who hears of a post; the composer asks before there is an incident. */
export interface PostScope {
  visibility: Visibility;
  /** Named customers, where the visibility is `selected`. */
  selectedIds: readonly string[];
  /** Every component the incident touches, with this post's. */
  componentIds: readonly string[];
  incidentId: string | null;
}

export interface Recipient {
  subscriberId: string;
  email: string;
  customerId: string | null;
  timeZone: string;
  linkVersion: number;
}

/** The next slice of subscribers who hear of a post, by id. Nobody is in it twice, whatever they subscribed to. */
export async function listRecipients(read: ReadDb, input: { scope: PostScope; now: number; after: string; limit: number }): Promise<Recipient[]> {
  const condition = await hearsOf(read, input);
  if (!condition) return [];
  return read
    .select({ subscriberId: subscribers.id, email: subscribers.email, customerId: subscribers.customerId, timeZone: subscribers.timeZone, linkVersion: subscribers.linkVersion })
    .from(subscribers)
    .where(and(condition, gt(subscribers.id, input.after)))
    .orderBy(asc(subscribers.id))
    .limit(input.limit);
}

/** How many addresses hear of a post, the public's and each customer's. */
export async function countRecipients(read: ReadDb, input: { scope: PostScope; now: number }): Promise<{ total: number; public: number; byCustomer: Record<string, number> }> {
  const condition = await hearsOf(read, input);
  if (!condition) return { total: 0, public: 0, byCustomer: {} };
  const rows = await read.select({ customerId: subscribers.customerId, people: count() }).from(subscribers).where(condition).groupBy(subscribers.customerId);
  const byCustomer = Object.fromEntries(rows.flatMap((row) => (row.customerId ? [[row.customerId, row.people]] : [])));
  return { total: rows.reduce((sum, row) => sum + row.people, 0), public: rows.find((row) => row.customerId === null)?.people ?? 0, byCustomer };
}

/** Customers a post is about: those named, else those that use what it touches; all, where it is public and touches nothing. */
export async function listConcernedCustomers(read: ReadDb, scope: PostScope): Promise<string[]> {
  if (scope.visibility === "internal") return [];
  if (scope.visibility === "selected") return listUnarchived(read, scope.selectedIds);
  if (scope.componentIds.length > 0) {
    const rows = await read
      .selectDistinct({ id: customerComponents.customerId })
      .from(customerComponents)
      .innerJoin(customers, eq(customers.id, customerComponents.customerId))
      .where(and(inArray(customerComponents.componentId, [...scope.componentIds]), isNull(customers.archivedAt)));
    return rows.map((row) => row.id);
  }
  if (scope.visibility === "affected") return [];
  const rows = await read.select({ id: customers.id }).from(customers).where(isNull(customers.archivedAt));
  return rows.map((row) => row.id);
}

async function listUnarchived(read: ReadDb, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await read.select({ id: customers.id }).from(customers).where(and(inArray(customers.id, [...ids]), isNull(customers.archivedAt)));
  return rows.map((row) => row.id);
}

// Null when nobody at all hears: an internal post must not depend on a subtle condition.
async function hearsOf(read: ReadDb, { scope, now }: { scope: PostScope; now: number }): Promise<SQL | null> {
  if (scope.visibility === "internal") return null;
  const concerned = await listConcernedCustomers(read, scope);
  const isMember = read.select({ one: sql`1` }).from(memberships).where(and(eq(memberships.personId, subscribers.personId), eq(memberships.customerId, subscribers.customerId)));
  const publicComponents = await listPublic(read, scope.componentIds);
  const asCustomer = and(exists(isMember), or(and(within(subscribers.customerId, concerned), wants(read, scope, scope.componentIds)), mayFollow(read, scope)));
  const asPublic = scope.visibility === "public" ? and(isNull(subscribers.customerId), wants(read, scope, publicComponents)) : undefined;
  const isSuppressed = read.select({ one: sql`1` }).from(suppressions).where(eq(suppressions.email, subscribers.email));
  return and(isListening(now), not(exists(isSuppressed)), isNotMuted(read, scope), or(asCustomer, asPublic)) ?? null;
}

function isListening(now: number): SQL | undefined {
  return or(eq(subscribers.state, "active"), and(eq(subscribers.state, "paused"), lte(subscribers.pausedUntil, now)));
}

function wants(read: ReadDb, scope: PostScope, componentIds: readonly string[]): SQL {
  const kinds = or(eq(subscriptions.scope, "everything"), within(subscriptions.componentId, componentIds), follows(scope));
  return exists(read.select({ one: sql`1` }).from(subscriptions).where(and(eq(subscriptions.subscriberId, subscribers.id), kinds)));
}

// Whoever follows a public incident hears of it even where it is none of its customer's; any other incident it must be concerned by.
function mayFollow(read: ReadDb, scope: PostScope): SQL | undefined {
  if (scope.visibility !== "public") return undefined;
  return exists(read.select({ one: sql`1` }).from(subscriptions).where(and(eq(subscriptions.subscriberId, subscribers.id), follows(scope) ?? sql`1 = 0`)));
}

function follows({ incidentId }: PostScope): SQL | undefined {
  return incidentId === null ? undefined : eq(subscriptions.incidentId, incidentId);
}

function isNotMuted(read: ReadDb, { incidentId }: PostScope): SQL | undefined {
  if (incidentId === null) return undefined;
  return not(exists(read.select({ one: sql`1` }).from(mutedIncidents).where(and(eq(mutedIncidents.subscriberId, subscribers.id), eq(mutedIncidents.incidentId, incidentId)))));
}

async function listPublic(read: ReadDb, componentIds: readonly string[]): Promise<string[]> {
  if (componentIds.length === 0) return [];
  const rows = await read.select({ id: components.id }).from(components).where(and(inArray(components.id, [...componentIds]), eq(components.visibility, "public")));
  return rows.map((row) => row.id);
}

function within(column: Parameters<typeof inArray>[0], ids: readonly string[]): SQL {
  return ids.length === 0 ? sql`1 = 0` : inArray(column, [...ids]);
}
