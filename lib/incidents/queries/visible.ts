import { and, eq, or, sql, type SQL } from "drizzle-orm";
import { hasRow } from "#db/dialect";
import type { ReadDb } from "#db/open";
import { customerComponents } from "#db/schema/customers";
import { incidentComponents, incidentCustomers, incidents } from "#db/schema/incidents";
import type { Audience } from "#lib/access/terms";

/** The condition on `incidents` that holds for what an audience may see; its pure twin is rules/audience.ts. */
export function visibleIncidents(read: ReadDb, audience: Audience): SQL {
  const isPublic = eq(incidents.visibility, "public");
  if (audience.kind === "staff") return sql`1 = 1`;
  if (audience.kind === "public") return isPublic;
  const usesAffected = read
    .select({ one: sql`1` })
    .from(incidentComponents)
    .innerJoin(customerComponents, eq(customerComponents.componentId, incidentComponents.componentId))
    .where(and(eq(incidentComponents.incidentId, incidents.id), eq(customerComponents.customerId, audience.customerId)));
  const isNamed = read
    .select({ one: sql`1` })
    .from(incidentCustomers)
    .where(and(eq(incidentCustomers.incidentId, incidents.id), eq(incidentCustomers.customerId, audience.customerId)));
  const conditions = or(isPublic, and(eq(incidents.visibility, "affected"), hasRow(usesAffected.limit(1))), and(eq(incidents.visibility, "selected"), hasRow(isNamed.limit(1))));
  return conditions ?? isPublic;
}
