import { asc, eq, max } from "drizzle-orm";
import type { Tx } from "#db/open";
import { componentGroups, components } from "#db/schema/catalog";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record, type Touched } from "#lib/audit/record";
import { newId } from "#lib/core/ids";
import type { CreateGroup, SaveGroup } from "../input.ts";
import { getGroupRow, listInGroup, nextPosition, refuseStale, type GroupRow } from "../queries/for-change.ts";
import { placeAfter } from "../rules.ts";
import { touchedByComponents, touchedByGroup } from "./touched.ts";

/** A new group stands last; nobody but staff sees it before it has a component. */
export async function createGroup(ctx: Context, input: CreateGroup): Promise<string> {
  requirePermission(ctx, "catalog.manage");
  const id = newId("grp", ctx.now);
  await ctx.write(async (tx) => {
    const [last] = await tx.select({ position: max(componentGroups.position) }).from(componentGroups);
    await tx.insert(componentGroups).values({ id, ...input, position: (last?.position ?? -1) + 1, createdAt: ctx.now });
    await record(tx, ctx, { action: "group.created", entityId: id, after: input, touches: [{ kind: "staff" }] });
  });
  return id;
}

export async function saveGroup(ctx: Context, input: SaveGroup): Promise<void> {
  requirePermission(ctx, "catalog.manage");
  const { id, version, after, ...words } = input;
  await ctx.write(async (tx) => {
    const row = await getGroupRow(tx, id);
    await refuseStale(tx, ctx, { row, version });
    await tx.update(componentGroups).set({ ...words, version: version + 1 }).where(eq(componentGroups.id, id));
    const shifted = await setOrder(tx, { id, after });
    await record(tx, ctx, {
      action: "group.saved",
      entityId: id,
      before: { name: row.name, description: row.description },
      after: { ...words, isMoved: shifted.length > 0 },
      touches: await touchedByGroups(tx, [id, ...shifted]),
    });
  });
}

/** Its components stay, in no group, behind those that are in none already. */
export async function deleteGroup(ctx: Context, input: { id: string }): Promise<void> {
  requirePermission(ctx, "catalog.manage");
  await ctx.write(async (tx) => {
    const row = await getGroupRow(tx, input.id);
    const touches = await touchedByGroup(tx, input.id);
    const members = await listInGroup(tx, input.id);
    const from = await nextPosition(tx, null);
    for (const [index, member] of members.entries()) await tx.update(components).set({ groupId: null, position: from + index }).where(eq(components.id, member.id));
    await tx.delete(componentGroups).where(eq(componentGroups.id, input.id));
    await record(tx, ctx, { action: "group.deleted", entityId: input.id, before: { name: row.name, componentIds: members.map((member) => member.id) }, touches });
  });
}

/** Writes the order and answers which groups stand elsewhere now. */
async function setOrder(tx: Tx, place: { id: string; after: string | null }): Promise<string[]> {
  const before: GroupRow[] = await tx.select().from(componentGroups).orderBy(asc(componentGroups.position), asc(componentGroups.name), asc(componentGroups.id));
  const after = placeAfter(before, place.id, place.after);
  for (const [position, each] of after.entries()) if (each.position !== position) await tx.update(componentGroups).set({ position }).where(eq(componentGroups.id, each.id));
  return after.filter((each, index) => before[index]?.id !== each.id).map((each) => each.id);
}

async function touchedByGroups(tx: Tx, groupIds: readonly string[]): Promise<Touched> {
  const members = [];
  for (const groupId of groupIds) members.push(...(await listInGroup(tx, groupId)));
  return touchedByComponents(tx, members);
}
