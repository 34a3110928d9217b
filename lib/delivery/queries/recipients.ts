import { count } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { subscribers } from "#db/schema/subscriptions";
import type { Channel } from "../terms.ts";
import type { PostScope } from "./concerned.ts";
import { findHearing, hears } from "./hearing.ts";

export interface Recipients {
  total: number;
  public: number;
  byCustomer: Record<string, number>;
  byChannel: Partial<Record<Channel, number>>;
}

/** How many addresses hear of a post, the public's and each customer's, by the same condition as the fan-out's. */
export async function countRecipients(read: ReadDb, input: { scope: PostScope; now: number }): Promise<Recipients> {
  const hearing = await findHearing(read, input);
  if (!hearing) return { total: 0, public: 0, byCustomer: {}, byChannel: {} };
  const { customerId, channel } = subscribers;
  const rows = await read.select({ customerId, channel, people: count() }).from(subscribers).where(hears(read, hearing)).groupBy(customerId, channel);
  const result: Recipients = { total: 0, public: 0, byCustomer: {}, byChannel: {} };
  for (const row of rows) {
    result.total += row.people;
    result.byChannel[row.channel] = (result.byChannel[row.channel] ?? 0) + row.people;
    if (row.customerId === null) result.public += row.people;
    else result.byCustomer[row.customerId] = (result.byCustomer[row.customerId] ?? 0) + row.people;
  }
  return result;
}
