import { and, asc, inArray } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { components } from "#db/schema/catalog";
import { customerComponents, customers } from "#db/schema/customers";
import type { Meant } from "../rules/variables.ts";
import { getIncidentForChange } from "./for-change.ts";

interface Post {
  incidentId: string | null;
  componentIds: readonly string[];
  /** Those a note is for. */
  customerIds: readonly string[];
}

/** What the places in a post stand for: the components it names, or those the incident touched where it names none. */
export async function loadMeant(read: ReadDb, { incidentId, componentIds, customerIds }: Post): Promise<Pick<Meant, "components" | "customers"> & { startedAt: number | null }> {
  const told = incidentId === null ? null : await getIncidentForChange(read, incidentId);
  const ids = componentIds.length > 0 ? [...componentIds] : [...(told?.reach.componentIds ?? [])];
  const named = await read.select({ id: components.id, name: components.name, visibility: components.visibility }).from(components).where(inArray(components.id, ids)).orderBy(asc(components.position), asc(components.name));
  const owners = await read.select({ id: customers.id, name: customers.name, timeZone: customers.timeZone }).from(customers).where(inArray(customers.id, [...customerIds]));
  const used = await read.select().from(customerComponents).where(and(inArray(customerComponents.customerId, [...customerIds]), inArray(customerComponents.componentId, ids)));
  const namesFor = (customerId: string) => named.flatMap(({ id, name }) => {
    const own = used.find((each) => each.customerId === customerId && each.componentId === id);
    return own ? [own.ownName ?? name] : [];
  });
  return {
    startedAt: told?.row.startedAt ?? null,
    // A component that only its users know of has no name in words for all.
    components: named.filter((each) => each.visibility === "public").map((each) => each.name),
    customers: Object.fromEntries(owners.map(({ id, name, timeZone }) => [id, { name, timeZone, components: namesFor(id) }])),
  };
}
