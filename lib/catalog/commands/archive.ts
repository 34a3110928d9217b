import { and, eq, isNull, ne } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { components } from "#db/schema/catalog";
import { impactIntervals, incidents } from "#db/schema/incidents";
import { maintenances } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { getComponentRow } from "../queries/for-change.ts";
import { touchedByComponents } from "./touched.ts";

/** Takes a component out of use; its history stays. Refused while something is wrong with it: an archived one could never be well again. */
export async function archiveComponent(ctx: Context, input: { id: string }): Promise<void> {
  requirePermission(ctx, "catalog.manage");
  await ctx.write(async (tx) => {
    const row = await getComponentRow(tx, input.id);
    if (row.archivedAt !== null) return;
    await refuseOpenImpact(tx, input.id);
    await tx.update(components).set({ archivedAt: ctx.now, version: row.version + 1 }).where(eq(components.id, input.id));
    await record(tx, ctx, { action: "component.archived", entityId: input.id, before: { name: row.name }, touches: await touchedByComponents(tx, [row]) });
  });
}

/** Brings an archived component back, where it stood. */
export async function restoreComponent(ctx: Context, input: { id: string }): Promise<void> {
  requirePermission(ctx, "catalog.manage");
  await ctx.write(async (tx) => {
    const row = await getComponentRow(tx, input.id);
    if (row.archivedAt === null) return;
    await tx.update(components).set({ archivedAt: null, version: row.version + 1 }).where(eq(components.id, input.id));
    await record(tx, ctx, { action: "component.restored", entityId: input.id, after: { name: row.name }, touches: await touchedByComponents(tx, [row]) });
  });
}

async function refuseOpenImpact(read: ReadDb, componentId: string): Promise<void> {
  const [cause] = await read
    .select({ incident: incidents.title, maintenance: maintenances.title })
    .from(impactIntervals)
    .leftJoin(incidents, eq(incidents.id, impactIntervals.incidentId))
    .leftJoin(maintenances, eq(maintenances.id, impactIntervals.maintenanceId))
    .where(and(eq(impactIntervals.componentId, componentId), isNull(impactIntervals.until), ne(impactIntervals.state, "operational")))
    .limit(1);
  if (!cause) return;
  const title = cause.incident ?? cause.maintenance;
  throw new Failure("conflict", title === null ? "This component is not operational. Set it to operational first, then archive it." : `“${title}” still affects this component. Say there that it is operational again, then archive it.`);
}
