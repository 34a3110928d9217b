import { and, eq, or, sql, type SQL } from "drizzle-orm";
import { hasRow } from "#db/dialect";
import type { ReadDb } from "#db/open";
import { customerComponents } from "#db/schema/customers";
import { maintenanceComponents, maintenanceCustomers, maintenances } from "#db/schema/maintenance";
import type { Audience } from "#lib/access/terms";

/** The condition on `maintenances` that holds for what an audience may see: the same four words as for incidents. */
export function visibleMaintenances(read: ReadDb, audience: Audience): SQL {
  const isPublic = eq(maintenances.visibility, "public");
  if (audience.kind === "staff") return sql`1 = 1`;
  if (audience.kind === "public") return isPublic;
  const usesAffected = read
    .select({ one: sql`1` })
    .from(maintenanceComponents)
    .innerJoin(customerComponents, eq(customerComponents.componentId, maintenanceComponents.componentId))
    .where(and(eq(maintenanceComponents.maintenanceId, maintenances.id), eq(customerComponents.customerId, audience.customerId)));
  const isNamed = read
    .select({ one: sql`1` })
    .from(maintenanceCustomers)
    .where(and(eq(maintenanceCustomers.maintenanceId, maintenances.id), eq(maintenanceCustomers.customerId, audience.customerId)));
  const conditions = or(isPublic, and(eq(maintenances.visibility, "affected"), hasRow(usesAffected.limit(1))), and(eq(maintenances.visibility, "selected"), hasRow(isNamed.limit(1))));
  return conditions ?? isPublic;
}
