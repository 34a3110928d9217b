import { count } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { subscribers } from "#db/schema/subscriptions";
import type { PostScope } from "./concerned.ts";
import { findHearing, hears } from "./hearing.ts";

/** How many addresses hear of a post, the public's and each customer's. */
export async function countRecipients(read: ReadDb, input: { scope: PostScope; now: number }): Promise<{ total: number; public: number; byCustomer: Record<string, number> }> {
  const hearing = await findHearing(read, input);
  if (!hearing) return { total: 0, public: 0, byCustomer: {} };
  const rows = await read.select({ customerId: subscribers.customerId, people: count() }).from(subscribers).where(hears(read, hearing)).groupBy(subscribers.customerId);
  const byCustomer = Object.fromEntries(rows.flatMap((row) => (row.customerId ? [[row.customerId, row.people]] : [])));
  return { total: rows.reduce((sum, row) => sum + row.people, 0), public: rows.find((row) => row.customerId === null)?.people ?? 0, byCustomer };
}
