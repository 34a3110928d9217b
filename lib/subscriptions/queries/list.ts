import { and, asc, count, desc, eq, inArray, lt, or } from "drizzle-orm";
import { containsText } from "#db/dialect";
import { customers } from "#db/schema/customers";
import { subscribers } from "#db/schema/subscriptions";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import type { SubscriberState } from "../terms.ts";

export interface SubscriberRow {
  id: string;
  email: string;
  state: SubscriberState;
  customerName: string | null;
  createdAt: number;
}

/** Subscribers for staff, newest first; `find` is part of an address. */
export async function listSubscribers(ctx: Context, input: { find: string; before: { at: number; id: string } | null; limit: number }): Promise<SubscriberRow[]> {
  requirePermission(ctx, "console.read");
  const { find, before, limit } = input;
  const isOlder = before ? or(lt(subscribers.createdAt, before.at), and(eq(subscribers.createdAt, before.at), lt(subscribers.id, before.id))) : undefined;
  return ctx.read
    .select({ id: subscribers.id, email: subscribers.email, state: subscribers.state, customerName: customers.name, createdAt: subscribers.createdAt })
    .from(subscribers)
    .leftJoin(customers, eq(customers.id, subscribers.customerId))
    .where(and(find === "" ? undefined : containsText(subscribers.email, find), isOlder))
    .orderBy(desc(subscribers.createdAt), desc(subscribers.id))
    .limit(limit);
}

/** How many listen, to the public page and to each customer's. */
export async function countListening(ctx: Context): Promise<{ public: number; customers: number }> {
  requirePermission(ctx, "console.read");
  const rows = await ctx.read
    .select({ customerId: subscribers.customerId, people: count() })
    .from(subscribers)
    .where(inArray(subscribers.state, ["active", "paused"]))
    .groupBy(subscribers.customerId)
    .orderBy(asc(subscribers.customerId));
  const open = rows.find((row) => row.customerId === null)?.people ?? 0;
  return { public: open, customers: rows.reduce((sum, row) => sum + row.people, 0) - open };
}
