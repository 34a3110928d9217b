import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/open";
import { memberships, people, staffMembers } from "#db/schema/access";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import type { StaffRole } from "#lib/access/terms";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { inviterOf } from "../rules.ts";
import { dropSessions } from "./sessions.ts";

/** Adds somebody to the team and invites them by mail. */
export async function addStaff(ctx: Context, input: { name: string; email: string; role: StaffRole }): Promise<string> {
  requirePermission(ctx, "people.manage");
  return ctx.write(async (tx) => {
    const personId = await findOrCreatePerson(tx, { ...input, now: ctx.now });
    const [already] = await tx.select({ role: staffMembers.role }).from(staffMembers).where(eq(staffMembers.personId, personId));
    if (already) throw new Failure("conflict", "This address is on the team already.", { email: "This address is on the team already." });
    await tx.insert(staffMembers).values({ personId, role: input.role, createdAt: ctx.now });
    await record(tx, ctx, {
      action: "staff.added",
      entityId: personId,
      after: { role: input.role },
      touches: [{ kind: "staff" }],
      event: { kind: "person.invited", payload: { personId, customerId: null, invitedBy: inviterOf(ctx.actor) } },
    });
    return personId;
  });
}

export async function changeStaffRole(ctx: Context, input: { id: string; role: StaffRole }): Promise<void> {
  requirePermission(ctx, "people.manage");
  await ctx.write(async (tx) => {
    const before = await loadStaff(tx, input.id);
    if (before.role === input.role) return;
    if (before.role === "admin") await keepAnAdmin(tx);
    await tx.update(staffMembers).set({ role: input.role }).where(eq(staffMembers.personId, input.id));
    await record(tx, ctx, { action: "staff.role_changed", entityId: input.id, before, after: { role: input.role }, touches: [{ kind: "staff" }] });
  });
}

/** Out at once: after this fact the gates are asked anew, and somebody without any role left loses their sessions too. */
export async function removeStaff(ctx: Context, input: { id: string }): Promise<void> {
  requirePermission(ctx, "people.manage");
  await ctx.write(async (tx) => {
    const before = await loadStaff(tx, input.id);
    if (before.role === "admin") await keepAnAdmin(tx);
    await tx.delete(staffMembers).where(eq(staffMembers.personId, input.id));
    await signOutIfNothingIsLeft(tx, input.id);
    await record(tx, ctx, { action: "staff.removed", entityId: input.id, before, touches: [{ kind: "staff" }] });
  });
}

export async function findOrCreatePerson(tx: Tx, input: { name: string; email: string; now: number }): Promise<string> {
  const [known] = await tx.select({ id: people.id, disabledAt: people.disabledAt }).from(people).where(eq(people.email, input.email));
  if (known?.disabledAt) throw new Failure("conflict", "This person's account is disabled. Enable it first.", { email: "This person's account is disabled." });
  if (known) return known.id;
  const id = newId("per", input.now);
  await tx.insert(people).values({ id, email: input.email, name: input.name, createdAt: input.now });
  return id;
}

export async function signOutIfNothingIsLeft(tx: Tx, personId: string): Promise<void> {
  const [staff] = await tx.select({ personId: staffMembers.personId }).from(staffMembers).where(eq(staffMembers.personId, personId));
  const [member] = await tx.select({ id: memberships.id }).from(memberships).where(eq(memberships.personId, personId)).limit(1);
  if (!staff && !member) await dropSessions(tx, personId);
}

async function loadStaff(tx: Tx, personId: string): Promise<{ role: StaffRole }> {
  const [found] = await tx.select({ role: staffMembers.role }).from(staffMembers).where(eq(staffMembers.personId, personId));
  if (!found) throw new Failure("not_found", "This person is not on the team.");
  return found;
}

async function keepAnAdmin(tx: Tx): Promise<void> {
  const [row] = await tx
    .select({ admins: sql<number>`count(*)`.mapWith(Number) })
    .from(staffMembers)
    .innerJoin(people, eq(people.id, staffMembers.personId))
    .where(sql`${staffMembers.role} = 'admin' and ${people.disabledAt} is null`);
  if ((row?.admins ?? 0) <= 1) throw new Failure("conflict", "This is the last admin. Make somebody else an admin first.");
}
