import { and, asc, eq, gt, isNull, lte, max, type SQL } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { subscribers } from "#db/schema/subscriptions";

/** Subscribers of one audience (null: the public) by id, whether they hear or not. */
export interface Slice {
  customerId: string | null;
  after: string;
  until: string;
}

/** Where the next slice of an audience ends; null behind its last subscriber. */
export async function findSliceEnd(read: ReadDb, input: { customerId: string | null; after: string; limit: number }): Promise<string | null> {
  const { customerId, after, limit } = input;
  const slice = read.select({ id: subscribers.id }).from(subscribers).where(and(isOf(customerId), gt(subscribers.id, after))).orderBy(asc(subscribers.id)).limit(limit).as("slice");
  const [row] = await read.select({ until: max(slice.id) }).from(slice);
  return row?.until ?? null;
}

export function isWithin({ customerId, after, until }: Slice): SQL | undefined {
  return and(isOf(customerId), gt(subscribers.id, after), lte(subscribers.id, until));
}

function isOf(customerId: string | null): SQL {
  return customerId === null ? isNull(subscribers.customerId) : eq(subscribers.customerId, customerId);
}
