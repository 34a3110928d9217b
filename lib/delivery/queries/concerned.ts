import { and, eq, inArray, isNull } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { customerComponents, customers } from "#db/schema/customers";
import type { Visibility } from "#lib/incidents/terms";

/** What decides who hears of a post; the composer asks before there is an incident. */
export interface PostScope {
  visibility: Visibility;
  /** Named customers, where the visibility is `selected`. */
  selectedIds: readonly string[];
  /** Every component the incident touches, with this post's. */
  componentIds: readonly string[];
  incidentId: string | null;
}

/** Customers a post is about: those named, else those that use what it touches; all, where it is public and touches nothing. */
export async function listConcernedCustomers(read: ReadDb, scope: PostScope): Promise<string[]> {
  if (scope.visibility === "internal") return [];
  if (scope.visibility === "selected") return listUnarchived(read, scope.selectedIds);
  if (scope.componentIds.length > 0) {
    const rows = await read
      .selectDistinct({ id: customerComponents.customerId })
      .from(customerComponents)
      .innerJoin(customers, eq(customers.id, customerComponents.customerId))
      .where(and(inArray(customerComponents.componentId, [...scope.componentIds]), isNull(customers.archivedAt)));
    return rows.map((row) => row.id);
  }
  if (scope.visibility === "affected") return [];
  const rows = await read.select({ id: customers.id }).from(customers).where(isNull(customers.archivedAt));
  return rows.map((row) => row.id);
}

async function listUnarchived(read: ReadDb, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await read.select({ id: customers.id }).from(customers).where(and(inArray(customers.id, [...ids]), isNull(customers.archivedAt)));
  return rows.map((row) => row.id);
}
