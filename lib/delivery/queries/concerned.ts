import { and, eq, inArray, isNull } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { customerComponents, customers } from "#db/schema/customers";
import type { ComponentState } from "#lib/catalog/terms";
import type { Visibility } from "#lib/incidents/terms";
import type { PostKind } from "../terms.ts";

/** What decides who hears of a post; the composer asks before there is an incident. */
export interface PostScope {
  /** An incident's update where nothing else is said. */
  kind?: PostKind;
  visibility: Visibility;
  /** Named customers, where the visibility is `selected`. */
  selectedIds: readonly string[];
  /** Every component the incident touches, with this post's. */
  componentIds: readonly string[];
  /** Of an incident and its post-mortem: what readers follow and mute. */
  incidentId: string | null;
  /** What messages of one story thread under, where that is no incident. */
  storyId?: string;
  postId?: string;
  /** It ends its story. */
  isLast?: boolean;
  /** States that an update not written yet gives to components, beside those that its incident had. */
  states?: readonly { componentId: string; state: ComponentState }[];
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
