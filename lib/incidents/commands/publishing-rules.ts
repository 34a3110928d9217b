import { settings } from "#db/schema/outbox";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { PublishingRules } from "../input.ts";
import { loadPublishingRules, rulesKey } from "../queries/publishing.ts";
import { accept } from "./accept.ts";

/** What needs a second person from now on. What waits already is judged by the rules of the moment it is published. */
export async function savePublishingRules(ctx: Context, input: PublishingRules): Promise<void> {
  requirePermission(ctx, "portal.manage");
  const value = accept(PublishingRules, input);
  await ctx.write(async (tx) => {
    const before = await loadPublishingRules(tx);
    await tx.insert(settings).values({ key: rulesKey, value, updatedAt: ctx.now }).onConflictDoUpdate({ target: settings.key, set: { value, updatedAt: ctx.now } });
    await record(tx, ctx, { action: "setting.changed", entityId: rulesKey, before, after: value, touches: "nobody" });
  });
}
