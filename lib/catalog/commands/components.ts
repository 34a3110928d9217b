import { eq } from "drizzle-orm";
import { components } from "#db/schema/catalog";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import type { CreateComponent, SaveComponent } from "../input.ts";
import { demandGroup, getComponentRow, nextPosition, refuseStale } from "../queries/for-change.ts";
import { startOf } from "../rules.ts";
import { touchedByComponents } from "./touched.ts";

/** A new component stands last in its group. */
export async function createComponent(ctx: Context, input: CreateComponent): Promise<string> {
  requirePermission(ctx, "catalog.manage");
  const { startedOn, ...words } = input;
  const id = newId("cmp", ctx.now);
  const startedAt = startOf(startedOn, null);
  refuseFuture(ctx, startedAt);
  await ctx.write(async (tx) => {
    await demandGroup(tx, words.groupId);
    await tx.insert(components).values({ id, ...words, startedAt, position: await nextPosition(tx, words.groupId), createdAt: ctx.now });
    await record(tx, ctx, { action: "component.created", entityId: id, after: { ...words, startedAt }, touches: await touchedByComponents(tx, [{ id, visibility: words.visibility }]) });
  });
  return id;
}

/** Shown anew to whoever saw it before and whoever sees it now; in another group it stands last. */
export async function saveComponent(ctx: Context, input: SaveComponent): Promise<void> {
  requirePermission(ctx, "catalog.manage");
  const { id, version, startedOn, ...words } = input;
  await ctx.write(async (tx) => {
    const row = await getComponentRow(tx, id);
    await refuseStale(tx, ctx, { row, version });
    await demandGroup(tx, words.groupId);
    const startedAt = startOf(startedOn, row.startedAt);
    if (startedAt !== row.startedAt) refuseFuture(ctx, startedAt);
    const position = row.groupId === words.groupId ? row.position : await nextPosition(tx, words.groupId);
    await tx.update(components).set({ ...words, startedAt, position, version: version + 1 }).where(eq(components.id, id));
    const { name, description, groupId, visibility, showsHistory } = row;
    await record(tx, ctx, {
      action: "component.saved",
      entityId: id,
      before: { name, description, groupId, visibility, showsHistory, startedAt: row.startedAt },
      after: { ...words, startedAt },
      touches: await touchedByComponents(tx, [row, { id, visibility: words.visibility }]),
    });
  });
}

function refuseFuture(ctx: Context, startedAt: number): void {
  if (startedAt > ctx.now) throw new Failure("invalid", "See the marked field.", { startedOn: "Enter today or a day before: there is no history of days to come." });
}
