import { and, eq } from "drizzle-orm";
import { maintenanceReplies, maintenances } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import { findSeriesOf } from "#lib/maintenance/queries/series";
import type { MaintenanceReplyView, MaintenanceView } from "../terms.ts";
import { loadMaintenances, loadMaintenanceUpdates } from "./maintenances.ts";
import { loadKnownComponents, loadZone } from "./scope.ts";
import { nextTimes } from "./series.ts";

/** One planned work as one audience may see it; null where it may not, or where there is none. */
export async function findMaintenanceView(ctx: Context, code: string): Promise<MaintenanceView | null> {
  const [known, zone] = await Promise.all([loadKnownComponents(ctx), loadZone(ctx)]);
  const [maintenance] = await loadMaintenances(ctx, { known, where: eq(maintenances.code, code), limit: 1 });
  if (!maintenance) return null;
  const [updates, reply, series] = await Promise.all([loadMaintenanceUpdates(ctx, [maintenance.id]), findOwnReply(ctx, maintenance), maintenance.repeats === null ? null : findSeriesOf(ctx, { maintenanceId: maintenance.id })]);
  const next = series ? nextTimes(series, { after: Math.max(ctx.now, maintenance.scheduledFor) }) : [];
  return { ...maintenance, madeAt: ctx.now, zone, updates: updates.get(maintenance.id) ?? [], reply, next };
}

async function findOwnReply(ctx: Context, { id, sequence }: { id: string; sequence: number }): Promise<MaintenanceReplyView | null> {
  if (ctx.audience.kind !== "customer") return null;
  const { answer, comment, proposedFor, proposedUntil, repliedAt } = maintenanceReplies;
  const isTheirs = and(eq(maintenanceReplies.maintenanceId, id), eq(maintenanceReplies.customerId, ctx.audience.customerId), eq(maintenanceReplies.sequence, sequence));
  const [reply] = await ctx.read.select({ answer, comment, proposedFor, proposedUntil, repliedAt }).from(maintenanceReplies).where(isTheirs);
  return reply ?? null;
}
