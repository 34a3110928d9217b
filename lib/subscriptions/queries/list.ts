import { and, desc, eq, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { inByteOrder, mailDomain, startsWith } from "#db/dialect";
import { isBehind } from "#db/keyset";
import { customers } from "#db/schema/customers";
import { endpoints, subscribers } from "#db/schema/subscriptions";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { decodeCursor, encodeCursor, type Page, toPage } from "#lib/core/pages";
import type { Channel, SubscriberState } from "../terms.ts";

const pageSize = 50;
const countedAtMost = 10_000;

export interface SubscriberRow {
  id: string;
  /** Where it is told; an endpoint's address masked, and whose it is. */
  channel: Channel;
  shown: string | null;
  email: string;
  state: SubscriberState;
  /** Read by several people. */
  isShared: boolean;
  customerName: string | null;
  createdAt: number;
}

/** Subscribers for staff, newest first; or, by address, those whose address begins with `find`, or whose domain does where it begins with "@". */
export async function listSubscribers(ctx: Context, input: { find: string; cursor: string | null }): Promise<Page<SubscriberRow>> {
  requirePermission(ctx, "console.read");
  const find = input.find.trim().toLowerCase();
  const place = decodeCursor(input.cursor);
  if (find === "") {
    const rows = await select(ctx, isBehind([subscribers.createdAt, subscribers.id], place), [desc(subscribers.createdAt), desc(subscribers.id)]);
    return toPage(rows, pageSize, (row) => ({ at: row.createdAt, id: row.id }));
  }
  return find.startsWith("@") ? listByAddress(ctx, { part: mailDomain(subscribers.email), find: find.slice(1), after: place?.id ?? null }) : listByAddress(ctx, { part: null, find, after: place?.id ?? null });
}

// The last address seen is looked up, so that it stands in nobody's history or log as part of an address line.
async function listByAddress(ctx: Context, { part, find, after }: { part: SQL | null; find: string; after: string | null }): Promise<Page<SubscriberRow>> {
  const { email, id } = subscribers;
  const order = [...(part ? [inByteOrder(part)] : []), inByteOrder(email), sql`${id}`];
  const [last] = after === null ? [] : await ctx.read.select({ email }).from(subscribers).where(eq(id, after));
  const values = last && [...(part ? [last.email.slice(last.email.indexOf("@") + 1)] : []), last.email, after];
  const isBeyond = values && sql`(${sql.join(order, sql`, `)}) > (${sql.join(values.map((value) => sql`${value}`), sql`, `)})`;
  const rows = await select(ctx, and(startsWith(part ?? email, find), isBeyond), order);
  const ends = rows.length > pageSize ? rows[pageSize - 1] : undefined;
  return { rows: rows.slice(0, pageSize), next: ends ? encodeCursor({ at: 0, id: ends.id }) : null };
}

async function select(ctx: Context, where: SQL | undefined, order: SQL[]): Promise<SubscriberRow[]> {
  const { id, channel, email, state, isShared, createdAt } = subscribers;
  return ctx.read
    .select({ id, channel, shown: endpoints.shown, email, state, isShared, customerName: customers.name, createdAt })
    .from(subscribers)
    .leftJoin(customers, eq(customers.id, subscribers.customerId))
    .leftJoin(endpoints, eq(endpoints.subscriberId, subscribers.id))
    .where(where)
    .orderBy(...order)
    .limit(pageSize + 1);
}

export interface Listening {
  people: number;
  /** There are more: nobody waits for a million rows to be counted. */
  isMore: boolean;
}

/** How many listen to the public page and how many to customers', counted up to ten thousand. */
export async function countListening(ctx: Context): Promise<{ public: Listening; customers: Listening }> {
  requirePermission(ctx, "console.read");
  return { public: await countUpTo(ctx, isNull(subscribers.customerId)), customers: await countUpTo(ctx, isNotNull(subscribers.customerId)) };
}

async function countUpTo(ctx: Context, where: SQL): Promise<Listening> {
  const counted = ctx.read.select({ one: sql`1`.as("one") }).from(subscribers).where(and(where, inArray(subscribers.state, ["active", "paused"]))).limit(countedAtMost + 1);
  const [row] = await ctx.read.rows<{ people: number }>(sql`select count(*) as people from ${counted} as counted`);
  const people = row?.people ?? 0;
  return { people: Math.min(people, countedAtMost), isMore: people > countedAtMost };
}
