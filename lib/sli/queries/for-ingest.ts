import { and, eq, inArray, isNull } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { customers } from "#db/schema/customers";
import { sliRoutes, slis, sliSources } from "#db/schema/sli";
import { Failure } from "#lib/core/failure";
import { sha256 } from "#lib/platform/crypto";
import type { Route } from "../rules/routing.ts";
import type { SourceKind } from "../terms.ts";

export interface IngestSource {
  id: string;
  kind: SourceKind;
  name: string;
}

/** The source that a key belongs to, if it is one of these kinds. Whoever has no key learns nothing. */
export async function getSourceByKey(read: ReadDb, { key, kinds }: { key: string; kinds: readonly SourceKind[] }): Promise<IngestSource> {
  const { id, kind, name, keyHash, archivedAt } = sliSources;
  const [row] = key === "" ? [] : await read.select({ id, kind, name }).from(sliSources).where(and(eq(keyHash, sha256(key)), isNull(archivedAt)));
  if (!row || !kinds.includes(row.kind)) throw new Failure("unauthenticated", "This key opens nothing here. Send the source's own key as `Authorization: Bearer …`.");
  return row;
}

export interface SliAddress {
  /** The customer's short name; null for what is counted for all. */
  customer: string | null;
  key: string;
}

export function addressText({ customer, key }: SliAddress): string {
  return customer === null ? key : `${customer}/${key}`;
}

/** SLIs by what senders call them: `customer/key`, or `key` for those of all. */
export async function findSlisByAddress(read: ReadDb, addresses: readonly SliAddress[]): Promise<Map<string, string>> {
  const keys = [...new Set(addresses.map(({ key }) => key))];
  if (keys.length === 0) return new Map();
  const rows = await read
    .select({ id: slis.id, key: slis.key, customer: customers.slug, customerId: slis.customerId })
    .from(slis)
    .leftJoin(customers, and(eq(customers.id, slis.customerId), isNull(customers.archivedAt)))
    .where(and(inArray(slis.key, keys), isNull(slis.archivedAt)));
  return new Map(rows.filter(({ customer, customerId }) => customerId === null || customer !== null).map((row) => [addressText(row), row.id]));
}

export async function listRoutes(read: ReadDb, sourceId: string): Promise<Route[]> {
  const { id, metric, matchers, side, counting, customerLabel, sliKey } = sliRoutes;
  return read.select({ id, metric, matchers, side, counting, customerLabel, sliKey }).from(sliRoutes).where(eq(sliRoutes.sourceId, sourceId)).orderBy(sliRoutes.metric, sliRoutes.id);
}
