import { eq } from "drizzle-orm";
import { components } from "#db/schema/catalog";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import type { MoveComponent } from "../input.ts";
import { getComponentRow, listInGroup } from "../queries/for-change.ts";
import { moveOne } from "../rules.ts";
import { touchedByComponents } from "./touched.ts";

/** Changes places with the component above or below in its group; the first cannot go further up, nor the last down. */
export async function moveComponent(ctx: Context, input: MoveComponent): Promise<void> {
  requirePermission(ctx, "catalog.manage");
  await ctx.write(async (tx) => {
    const row = await getComponentRow(tx, input.id);
    const before = await listInGroup(tx, row.groupId);
    const after = moveOne(before, input, (each) => each.archivedAt === null);
    if (!after) return;
    for (const [position, each] of after.entries()) if (each.position !== position) await tx.update(components).set({ position }).where(eq(components.id, each.id));
    const shifted = after.filter((each, index) => before[index]?.id !== each.id);
    await record(tx, ctx, { action: "component.moved", entityId: input.id, after: { direction: input.direction }, touches: await touchedByComponents(tx, shifted) });
  });
}
