import { asc, eq, isNull, max } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { componentGroups, components } from "#db/schema/catalog";
import type { Context } from "#lib/access/context";
import { describeLastChange } from "#lib/audit/queries";
import { Failure } from "#lib/core/failure";

export type ComponentRow = typeof components.$inferSelect;
export type GroupRow = typeof componentGroups.$inferSelect;

export async function getComponentRow(read: ReadDb, id: string): Promise<ComponentRow> {
  const [row] = await read.select().from(components).where(eq(components.id, id));
  if (!row) throw new Failure("not_found", "This component does not exist.");
  return row;
}

export async function getGroupRow(read: ReadDb, id: string): Promise<GroupRow> {
  const [row] = await read.select().from(componentGroups).where(eq(componentGroups.id, id));
  if (!row) throw new Failure("not_found", "This group does not exist.");
  return row;
}

/** The second of two people is told who was first; what they typed comes back with the form, beside what is saved now. */
export async function refuseStale(read: ReadDb, ctx: Context, seen: { row: { id: string; version: number }; version: number }): Promise<void> {
  if (seen.row.version === seen.version) return;
  const sentence = `${await describeLastChange(read, ctx, seen.row.id)} while you were writing. Nothing you typed is lost: compare it with what is saved now, then save again.`;
  throw new Failure("conflict", sentence, { version: sentence });
}

export async function demandGroup(read: ReadDb, groupId: string | null): Promise<void> {
  if (groupId === null) return;
  const [found] = await read.select({ id: componentGroups.id }).from(componentGroups).where(eq(componentGroups.id, groupId));
  if (!found) throw new Failure("invalid", "This group was deleted meanwhile. Choose another.", { groupId: "This group was deleted meanwhile." });
}

export async function nextPosition(read: ReadDb, groupId: string | null): Promise<number> {
  const [last] = await read.select({ position: max(components.position) }).from(components).where(inGroup(groupId));
  return (last?.position ?? -1) + 1;
}

/** The components of a group in their order, archived ones too: one that is restored stands where it stood. */
export async function listInGroup(read: ReadDb, groupId: string | null): Promise<ComponentRow[]> {
  return read.select().from(components).where(inGroup(groupId)).orderBy(asc(components.position), asc(components.name), asc(components.id));
}

function inGroup(groupId: string | null) {
  return groupId === null ? isNull(components.groupId) : eq(components.groupId, groupId);
}
