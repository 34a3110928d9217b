import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/open";
import { sloThresholds } from "#db/schema/slo";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import type { SaveThreshold } from "../input.ts";
import { loadSlos } from "../queries/definitions.ts";
import { judgeThreshold } from "../rules/thresholds.ts";
import { touchedBy } from "./definitions.ts";

/** A customer says from what share of its budget on it wants to hear; null: no more than everybody. */
export async function saveThreshold(ctx: Context, { slo, left }: Pick<SaveThreshold, "slo" | "left">): Promise<void> {
  requirePermission(ctx, "customer.reply");
  const { audience } = ctx;
  if (audience.kind !== "customer") throw new Failure("not_found", "There is nothing here.");
  const { customerId } = audience;
  await ctx.write(async (tx) => {
    const [found] = await loadSlos(tx, { audience, ids: [slo] });
    if (!found) throw new Failure("not_found", "There is nothing here.");
    const own = and(eq(sloThresholds.sloId, slo), eq(sloThresholds.customerId, customerId));
    if (left === null) await tx.delete(sloThresholds).where(own);
    else {
      const row = { leftPpm: left * 10_000, setByName: ctx.actor.kind === "person" ? ctx.actor.name : "The portal", setAt: ctx.now, toldAt: null };
      await tx.insert(sloThresholds).values({ sloId: slo, customerId, ...row }).onConflictDoUpdate({ target: [sloThresholds.sloId, sloThresholds.customerId], set: row });
    }
    await record(tx, ctx, { action: "slo.threshold_saved", entityId: slo, customerId, after: { leftPercent: left }, touches: touchedBy(customerId) });
  });
}

/** Holds a figure against what customers asked for, and publishes what was crossed. */
// no requirePermission: part of the look at a budget
export async function keepThresholds(tx: Tx, ctx: Context, { sloId, leftPpm }: { sloId: string; leftPpm: number | null }): Promise<void> {
  const rows = await tx.select().from(sloThresholds).where(eq(sloThresholds.sloId, sloId));
  for (const row of rows) {
    const verdict = judgeThreshold(row, leftPpm);
    if (verdict === null) continue;
    const { customerId } = row;
    await tx.update(sloThresholds).set({ toldAt: verdict === "crossed" ? ctx.now : null }).where(and(eq(sloThresholds.sloId, sloId), eq(sloThresholds.customerId, customerId)));
    if (verdict === "crossed") await record(tx, ctx, { action: "slo.threshold_crossed", entityId: sloId, customerId, after: { leftPpm, limitPpm: row.leftPpm }, touches: "nobody", event: { kind: "slo.threshold_crossed", payload: { sloId, customerId, leftPpm, limitPpm: row.leftPpm, at: ctx.now } } });
  }
}
