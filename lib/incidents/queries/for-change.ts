import { and, asc, eq, inArray, isNull, or } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { components } from "#db/schema/catalog";
import { customerComponents, customers } from "#db/schema/customers";
import { impactCorrections, impactIntervals, incidentComponents, incidentCustomers, incidents, updateComponents, updates } from "#db/schema/incidents";
import { Failure } from "#lib/core/failure";
import type { Addressed } from "../rules/audience.ts";
import { type Correction, readSpans } from "../rules/corrections.ts";
import type { ComponentUpdate, ImpactInterval } from "../rules/intervals.ts";

export type IncidentRow = typeof incidents.$inferSelect;

export interface LoadedIncident {
  row: IncidentRow;
  reach: Addressed;
}

/** By id or by its public code. */
export async function getIncidentForChange(read: ReadDb, key: string): Promise<LoadedIncident> {
  const [row] = await read.select().from(incidents).where(or(eq(incidents.id, key), eq(incidents.code, key)));
  if (!row) throw new Failure("not_found", "This incident does not exist.");
  const named = await read.select({ id: incidentCustomers.customerId }).from(incidentCustomers).where(eq(incidentCustomers.incidentId, row.id));
  const touched = await read.select({ id: incidentComponents.componentId }).from(incidentComponents).where(eq(incidentComponents.incidentId, row.id));
  return { row, reach: { visibility: row.visibility, customerIds: named.map((each) => each.id), componentIds: touched.map((each) => each.id) } };
}

/** An incident may be named by its public code. */
export async function nameIncident<T extends { incidentId: string | null }>(read: ReadDb, wanted: T): Promise<T> {
  if (wanted.incidentId === null) return wanted;
  return { ...wanted, incidentId: (await getIncidentForChange(read, wanted.incidentId)).row.id };
}

/** The customers that see an incident of this reach, whoever else does: all of them where it is public. */
export async function listViewers(read: ReadDb, reach: Addressed): Promise<string[]> {
  switch (reach.visibility) {
    case "internal":
      return [];
    case "public":
      return ids(await read.select({ id: customers.id }).from(customers).where(isNull(customers.archivedAt)));
    case "selected":
      return ids(await read.select({ id: customers.id }).from(customers).where(and(isNull(customers.archivedAt), inArray(customers.id, [...reach.customerIds]))));
    case "affected":
      return ids(
        await read
          .selectDistinct({ id: customers.id })
          .from(customers)
          .innerJoin(customerComponents, eq(customerComponents.customerId, customers.id))
          .where(and(isNull(customers.archivedAt), inArray(customerComponents.componentId, [...reach.componentIds]))),
      );
  }
}

/** What state, impact and intervals are derived from: the news. A post-mortem changes none of them. */
export async function loadTimeline(read: ReadDb, incidentId: string): Promise<ComponentUpdate[]> {
  const posts = await read
    .select({ id: updates.id, state: updates.state, occurredAt: updates.occurredAt, recordedAt: updates.recordedAt })
    .from(updates)
    .where(and(eq(updates.incidentId, incidentId), eq(updates.kind, "update")));
  const states = await read
    .select({ updateId: updateComponents.updateId, componentId: updateComponents.componentId, state: updateComponents.state })
    .from(updateComponents)
    .innerJoin(updates, eq(updates.id, updateComponents.updateId))
    .where(eq(updates.incidentId, incidentId));
  const byUpdate = Map.groupBy(states, (each) => each.updateId);
  return posts.map((post) => ({ ...post, components: (byUpdate.get(post.id) ?? []).map(({ componentId, state }) => ({ componentId, state })) }));
}

/** What was corrected afterwards, in the order of its recording. */
export async function loadCorrections(read: ReadDb, incidentId: string): Promise<Correction[]> {
  const { componentId, spans, correctedAt, id } = impactCorrections;
  const rows = await read.select({ componentId, spans }).from(impactCorrections).where(eq(impactCorrections.incidentId, incidentId)).orderBy(asc(correctedAt), asc(id));
  return rows.map((row) => ({ componentId: row.componentId, spans: readSpans(row.spans) }));
}

/** An incident's record as it stands. */
export async function loadIntervals(read: ReadDb, incidentId: string): Promise<ImpactInterval[]> {
  const { componentId, state, from, until, id } = impactIntervals;
  return read.select({ componentId, state, from, until }).from(impactIntervals).where(eq(impactIntervals.incidentId, incidentId)).orderBy(asc(from), asc(id));
}

/** Refuses ids that name nothing (any more), under the composer's field. */
export async function refuseUnknown(read: ReadDb, named: { componentIds: string[]; customerIds: string[] }): Promise<void> {
  const known = await read.select({ id: components.id }).from(components).where(and(inArray(components.id, named.componentIds), isNull(components.archivedAt)));
  const missing = named.componentIds.find((id) => !known.some((each) => each.id === id));
  if (missing) throw new Failure("invalid", "A component chosen here has been archived meanwhile. Leave it out.", { [`component:${missing}`]: "This component is not in use any more." });
  const present = await read.select({ id: customers.id }).from(customers).where(and(inArray(customers.id, named.customerIds), isNull(customers.archivedAt)));
  const absent = named.customerIds.find((id) => !present.some((each) => each.id === id));
  if (absent) throw new Failure("invalid", "A customer chosen here has been archived meanwhile. Leave it out.", { customers: "One of these customers is not here any more." });
}

function ids(rows: { id: string }[]): string[] {
  return rows.map((row) => row.id);
}
