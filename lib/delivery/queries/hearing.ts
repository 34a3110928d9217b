import { and, eq, exists, gt, inArray, isNotNull, isNull, lte, ne, not, or, sql, type SQL } from "drizzle-orm";
import { hasRow } from "#db/dialect";
import type { ReadDb } from "#db/open";
import { memberships } from "#db/schema/access";
import { components } from "#db/schema/catalog";
import { suppressions } from "#db/schema/delivery";
import { endpoints, mutedIncidents, subscribers, subscriptions } from "#db/schema/subscriptions";
import { listConcernedCustomers, type PostScope } from "./concerned.ts";
import { findHeardImpact, type HeardImpact } from "./impact.ts";
import { isWithin, type Slice } from "./slice.ts";
import { isWithoutPerson, kindOf, wantsIt } from "./wishes.ts";

/** What the condition of hearing is made of: looked up once for a post, then asked for as many slices of readers as there are. */
export interface Hearing {
  scope: PostScope;
  now: number;
  /** Customers the post is about. */
  concernedIds: readonly string[];
  /** Those of its components that the public knows. */
  publicComponentIds: readonly string[];
  /** Of an incident. */
  impact: HeardImpact | null;
}

/** Null when nobody at all hears: an internal post must not depend on a subtle condition. */
export async function findHearing(read: ReadDb, { scope, now }: { scope: PostScope; now: number }): Promise<Hearing | null> {
  if (scope.visibility === "internal") return null;
  return { scope, now, concernedIds: await listConcernedCustomers(read, scope), publicComponentIds: await listPublic(read, scope.componentIds), impact: await findHeardImpact(read, scope) };
}

/** Whose readers may hear: customers first, null for the public last. */
export async function listHearingAudiences(read: ReadDb, { scope, concernedIds }: Hearing): Promise<(string | null)[]> {
  if (scope.visibility !== "public") return [...concernedIds];
  return [...new Set([...concernedIds, ...(await listFollowing(read, scope))]), null];
}

/** Who hears of a post: the one condition, for everybody. */
export function hears(read: ReadDb, hearing: Hearing): SQL | undefined {
  const { concernedIds } = hearing;
  const asConcerned = and(within(subscribers.customerId, concernedIds), hearsAsMember(read, hearing, { isConcerned: true }));
  const asAny = or(asConcerned, hearsAsMember(read, hearing, { isConcerned: false }), and(isNull(subscribers.customerId), hearsAsPublic(read, hearing)));
  return and(mayGet(read, hearing), wantsIt(read, { ...hearing, customerId: "any" }), asAny);
}

/** The same for the readers of one audience, within a slice of them: no more than its part, since PostgreSQL reads a whole table for what stands under an `or`. */
export function hearsAs(read: ReadDb, hearing: Hearing, slice: Slice): SQL | undefined {
  const { customerId } = slice;
  const isConcerned = customerId !== null && hearing.concernedIds.includes(customerId);
  return and(isWithin(slice), mayGet(read, hearing), wantsIt(read, { ...hearing, customerId }), customerId === null ? hearsAsPublic(read, hearing, slice) : hearsAsMember(read, hearing, { isConcerned, slice }));
}

function mayGet(read: ReadDb, { scope, now }: Hearing): SQL | undefined {
  const isSuppressed = read.select({ one: sql`1` }).from(suppressions).where(and(eq(suppressions.email, subscribers.email), eq(subscribers.channel, "email"), isNull(suppressions.healedAt)));
  const works = read.select({ one: sql`1` }).from(endpoints).where(and(eq(endpoints.subscriberId, subscribers.id), isNull(endpoints.disabledAt))).limit(1);
  return and(isListening(now), not(exists(isSuppressed)), or(eq(subscribers.channel, "email"), hasRow(works)), isNotMuted(read, scope));
}

// Whoever follows a public incident hears of it even where it is none of its customer's; any other incident it must be concerned by.
function hearsAsMember(read: ReadDb, { scope }: Hearing, { isConcerned, slice }: { isConcerned: boolean; slice?: Slice }): SQL | undefined {
  const membership = read.select({ id: memberships.id }).from(memberships).where(and(eq(memberships.personId, subscribers.personId), eq(memberships.customerId, subscribers.customerId)));
  if (!isConcerned && scope.visibility !== "public") return never;
  // A customer's own endpoint belongs to no single member.
  const isMember = or(hasRow(membership.limit(1)), and(isNotNull(subscribers.customerId), ne(subscribers.channel, "email"), isWithoutPerson));
  return and(isMember, hasSubscription(read, isConcerned ? wanted(scope, scope.componentIds) : (follows(scope) ?? never), slice));
}

function hearsAsPublic(read: ReadDb, { scope, publicComponentIds }: Hearing, slice?: Slice): SQL | undefined {
  return scope.visibility === "public" ? hasSubscription(read, wanted(scope, publicComponentIds), slice) : never;
}

// Members may follow a public incident that is none of their customer's.
async function listFollowing(read: ReadDb, { incidentId }: PostScope): Promise<string[]> {
  if (incidentId === null) return [];
  const rows = await read
    .selectDistinct({ id: subscribers.customerId })
    .from(subscriptions)
    .innerJoin(subscribers, eq(subscribers.id, subscriptions.subscriberId))
    .where(and(eq(subscriptions.incidentId, incidentId), isNotNull(subscribers.customerId)));
  return rows.flatMap((row) => row.id ?? []);
}

function isListening(now: number): SQL | undefined {
  return or(eq(subscribers.state, "active"), and(eq(subscribers.state, "paused"), lte(subscribers.pausedUntil, now)));
}

function hasSubscription(read: ReadDb, kinds: SQL | undefined, slice?: Slice): SQL {
  // The slice's bounds again: no plan reads more than its subscriptions.
  const bounds = slice && and(gt(subscriptions.subscriberId, slice.after), lte(subscriptions.subscriberId, slice.until));
  return exists(read.select({ one: sql`1` }).from(subscriptions).where(and(eq(subscriptions.subscriberId, subscribers.id), bounds, kinds)));
}

// An announcement about no component is for everybody who wants announcements, whichever components they chose.
function wanted(scope: PostScope, componentIds: readonly string[]): SQL | undefined {
  const isAboutNone = kindOf(scope) === "announcement" && scope.componentIds.length === 0;
  const chosen = isAboutNone ? eq(subscriptions.scope, "component") : within(subscriptions.componentId, componentIds);
  return or(eq(subscriptions.scope, "everything"), chosen, follows(scope));
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
  return ids.length === 0 ? never : inArray(column, [...ids]);
}

const never = sql`1 = 0`;
