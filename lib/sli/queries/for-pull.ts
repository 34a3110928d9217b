import { and, asc, eq, isNotNull } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { customers } from "#db/schema/customers";
import { sliSeries, slis } from "#db/schema/sli";
import { unseal } from "#lib/platform/crypto";
import { authSecret } from "#lib/platform/env";

export interface PulledSeries {
  number: number;
  sliId: string;
  query: Record<string, string>;
  readThrough: number | null;
}

/** What a source is asked for, each query with the customer's short name where it says `$customer`. */
export async function listPulled(read: ReadDb, sourceId: string): Promise<PulledSeries[]> {
  const { number, sliId, query, readThrough } = sliSeries;
  const rows = await read.select({ number, sliId, query, readThrough, customer: customers.slug }).from(sliSeries).innerJoin(slis, eq(slis.id, sliId)).leftJoin(customers, eq(customers.id, slis.customerId)).where(and(eq(sliSeries.sourceId, sourceId), isNotNull(query))).orderBy(asc(number));
  return rows.flatMap(({ query, customer, ...row }) => (query === null ? [] : [{ ...row, query: fillQuery(query, customer) }]));
}

export function fillQuery(query: Record<string, string>, customer: string | null): Record<string, string> {
  return Object.fromEntries(Object.entries(query).map(([name, text]) => [name, text.replaceAll("$customer", customer ?? "")]));
}

export function openSecret(source: { id: string; secret: string | null }): string | null {
  return source.secret === null ? null : unseal(authSecret(), `sli_sources/${source.id}/secret`, source.secret);
}
