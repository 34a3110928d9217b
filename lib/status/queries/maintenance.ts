import { eq } from "drizzle-orm";
import { maintenances } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import type { MaintenanceView } from "../terms.ts";
import { loadMaintenances, loadMaintenanceUpdates } from "./maintenances.ts";
import { loadKnownComponents, loadZone } from "./scope.ts";

/** One planned work as one audience may see it; null where it may not, or where there is none. */
export async function findMaintenanceView(ctx: Context, code: string): Promise<MaintenanceView | null> {
  const [known, zone] = await Promise.all([loadKnownComponents(ctx), loadZone(ctx)]);
  const [maintenance] = await loadMaintenances(ctx, { known, where: eq(maintenances.code, code), limit: 1 });
  if (!maintenance) return null;
  const updates = await loadMaintenanceUpdates(ctx, [maintenance.id]);
  return { ...maintenance, madeAt: ctx.now, zone, updates: updates.get(maintenance.id) ?? [] };
}
