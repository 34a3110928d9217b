import { and, asc, eq, inArray, isNull, or, sql, type SQL } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { customerComponents, journeyComponents } from "#db/schema/customers";
import { sliSeries, slis } from "#db/schema/sli";
import { slos, sloVersions } from "#db/schema/slo";
import type { Audience } from "#lib/access/terms";
import { MINUTE } from "#lib/core/time";
import { Definition } from "../input.ts";
import type { Slo, SloVersion } from "../rules/view.ts";

/** The condition on `slos` that holds for what an audience may see: a customer its own and what is promised to all; the public none. */
export function visibleSlos(audience: Audience): SQL {
  switch (audience.kind) {
    case "staff": return sql`1 = 1`;
    case "public": return sql`1 = 0`;
    case "customer": return or(eq(slos.customerId, audience.customerId), isNull(slos.customerId)) ?? sql`1 = 0`;
  }
}

/** Objectives in force that an audience may see, with all their versions, by name. */
export async function loadSlos(read: ReadDb, { audience, ids }: { audience: Audience; ids?: readonly string[] }): Promise<Slo[]> {
  const { id, name, version, createdAt } = slos;
  const wanted = and(isNull(slos.archivedAt), visibleSlos(audience), ids ? inArray(id, [...ids]) : undefined);
  const rows = await read.select({ id, customerId: slos.customerId, name, version, createdAt }).from(slos).where(wanted).orderBy(asc(name), asc(id)).limit(1_000);
  if (rows.length === 0) return [];
  const versions = await read.select().from(sloVersions).where(inArray(sloVersions.sloId, rows.map((row) => row.id))).orderBy(asc(sloVersions.number));
  return rows.map((row) => ({ ...row, versions: versions.filter(({ sloId }) => sloId === row.id).map(versionOf) }));
}

function versionOf({ number, effectiveFrom, bindsFrom, definition, reason, createdAt }: typeof sloVersions.$inferSelect): SloVersion {
  return { number, effectiveFrom, bindsFrom, definition: Definition.parse(definition), reason, createdAt };
}

export interface Counted {
  sliId: string;
  name: string;
  definition: string;
  customerId: string | null;
  series: number[];
  /** When counting began; null while nothing was counted. */
  since: number | null;
  /** What planned work on it is work on. */
  componentIds: string[];
}

/** What is known of SLIs for measuring: their series, since when they count, and the components of their journey or customer. */
export async function loadCounted(read: ReadDb, sliIds: readonly string[]): Promise<Map<string, Counted>> {
  if (sliIds.length === 0) return new Map();
  const rows = await read.select({ id: slis.id, name: slis.name, definition: slis.definition, customerId: slis.customerId, journeyId: slis.journeyId, number: sliSeries.number, firstMinute: sliSeries.firstMinute }).from(slis).leftJoin(sliSeries, eq(sliSeries.sliId, slis.id)).where(inArray(slis.id, [...sliIds]));
  const journeys = [...new Set(rows.flatMap(({ journeyId }) => journeyId ?? []))];
  const owners = [...new Set(rows.flatMap(({ journeyId, customerId }) => (journeyId === null && customerId !== null ? [customerId] : [])))];
  const ofJourneys = journeys.length === 0 ? [] : await read.select({ of: journeyComponents.journeyId, id: journeyComponents.componentId }).from(journeyComponents).where(inArray(journeyComponents.journeyId, journeys));
  const ofOwners = owners.length === 0 ? [] : await read.select({ of: customerComponents.customerId, id: customerComponents.componentId }).from(customerComponents).where(inArray(customerComponents.customerId, owners));
  const counted = new Map<string, Counted>();
  for (const row of rows) {
    const of = row.journeyId ?? row.customerId;
    const componentIds = [...ofJourneys, ...ofOwners].filter((each) => each.of === of).map(({ id }) => id);
    const one = counted.get(row.id) ?? { sliId: row.id, name: row.name, definition: row.definition, customerId: row.customerId, series: [], since: null, componentIds };
    if (row.number !== null) one.series.push(row.number);
    if (row.firstMinute !== null) one.since = Math.min(one.since ?? Number.MAX_SAFE_INTEGER, row.firstMinute * MINUTE);
    counted.set(row.id, one);
  }
  return counted;
}
