import { and, eq, inArray, isNull } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { components } from "#db/schema/catalog";
import { customerComponents, customers } from "#db/schema/customers";
import type { Touched } from "#lib/audit/record";
import type { ComponentVisibility } from "../terms.ts";

/** Whose pages show these components: everybody's where one is public, else those of the customers that use one. */
export async function touchedByComponents(read: ReadDb, shown: readonly { id: string; visibility: ComponentVisibility }[]): Promise<Touched> {
  if (shown.some((each) => each.visibility === "public")) return "everybody";
  const users = await read
    .selectDistinct({ id: customers.id })
    .from(customers)
    .innerJoin(customerComponents, eq(customerComponents.customerId, customers.id))
    .where(and(isNull(customers.archivedAt), inArray(customerComponents.componentId, shown.map((each) => each.id))));
  return [{ kind: "staff" }, ...users.map(({ id }) => ({ kind: "customer", customerId: id }) as const)];
}

/** A group is seen wherever one of its components is. */
export async function touchedByGroup(read: ReadDb, groupId: string): Promise<Touched> {
  return touchedByComponents(read, await read.select({ id: components.id, visibility: components.visibility }).from(components).where(eq(components.groupId, groupId)));
}
