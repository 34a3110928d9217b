import { eq } from "drizzle-orm";
import type { Tx } from "#db/open";
import { incidentComponents, incidentCustomers } from "#db/schema/incidents";
import type { Touched } from "#lib/audit/record";
import type { Addressed } from "../rules/audience.ts";
import { listViewers } from "../queries/for-change.ts";

/** Who an incident is named for, and what it touched. Components are only ever added: it did touch them. */
export async function setReach(tx: Tx, incidentId: string, reach: Addressed): Promise<void> {
  await tx.delete(incidentCustomers).where(eq(incidentCustomers.incidentId, incidentId));
  const named = reach.visibility === "selected" ? reach.customerIds : [];
  if (named.length > 0) await tx.insert(incidentCustomers).values(named.map((customerId) => ({ incidentId, customerId })));
  const touched = reach.componentIds.map((componentId) => ({ incidentId, componentId }));
  if (touched.length > 0) await tx.insert(incidentComponents).values(touched).onConflictDoNothing();
}

/** Exactly the audiences for whom something looks different: those of every reach it had and has. */
export async function touchedBy(tx: Tx, reaches: readonly Addressed[]): Promise<Touched> {
  if (reaches.some((reach) => reach.visibility === "public")) return "everybody";
  const viewers = new Set<string>();
  for (const reach of reaches) for (const customerId of await listViewers(tx, reach)) viewers.add(customerId);
  return [{ kind: "staff" }, ...[...viewers].map((customerId) => ({ kind: "customer", customerId }) as const)];
}
