import { settings } from "#db/schema/outbox";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { exclusionSetting } from "../queries/exclusions.ts";

/** Whether an exclusion waits for a second person. Those that are in force stay so. */
export async function saveExclusionRule(ctx: Context, { needsSecond }: { needsSecond: boolean }): Promise<void> {
  requirePermission(ctx, "portal.manage");
  await ctx.write(async (tx) => {
    const value = { needsSecond };
    await tx.insert(settings).values({ key: exclusionSetting, value, updatedAt: ctx.now }).onConflictDoUpdate({ target: settings.key, set: { value, updatedAt: ctx.now } });
    await record(tx, ctx, { action: "setting.saved", entityId: exclusionSetting, after: value, touches: "nobody" });
  });
}
