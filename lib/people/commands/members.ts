import { and, count, eq } from "drizzle-orm";
import type { Tx } from "#db/open";
import { memberships } from "#db/schema/access";
import { customers, emailDomains } from "#db/schema/customers";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import type { MemberRole } from "#lib/access/terms";
import { record } from "#lib/audit/record";
import { domainOf } from "#lib/core/email-address";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { inviterOf } from "../rules.ts";
import { findOrCreatePerson, signOutIfNothingIsLeft } from "./staff.ts";

/**
 * Adds somebody to a customer and invites them by mail; for staff, and for the customer's own owners.
 * An owner adds people of the customer's own domains only: otherwise typing addresses would tell who else uses this portal.
 */
export async function addMember(ctx: Context, input: { customerId: string; name: string; email: string; role: MemberRole }): Promise<string> {
  const isStaff = requireMemberManagement(ctx, input.customerId);
  return ctx.write(async (tx) => {
    await demandCustomer(tx, input.customerId);
    if (!isStaff) await demandOwnDomain(tx, input);
    const personId = await findOrCreatePerson(tx, { ...input, now: ctx.now });
    const [already] = await tx.select({ id: memberships.id }).from(memberships).where(and(eq(memberships.personId, personId), eq(memberships.customerId, input.customerId)));
    if (already) throw new Failure("conflict", "This person is a member already.", { email: "This person is a member already." });
    const id = newId("mem", ctx.now);
    await tx.insert(memberships).values({ id, personId, customerId: input.customerId, role: input.role, createdAt: ctx.now });
    await record(tx, ctx, {
      action: "member.added",
      entityId: personId,
      customerId: input.customerId,
      after: { role: input.role },
      touches: [{ kind: "customer", customerId: input.customerId }],
      event: { kind: "person.invited", payload: { personId, customerId: input.customerId, invitedBy: inviterOf(ctx.actor) } },
    });
    return id;
  });
}

/** Out at once: after this fact the gates are asked anew, and somebody without any role left loses their sessions too. */
export async function removeMember(ctx: Context, input: { customerId: string; membershipId: string }): Promise<void> {
  const isStaff = requireMemberManagement(ctx, input.customerId);
  await ctx.write(async (tx) => {
    const [before] = await tx
      .select({ personId: memberships.personId, role: memberships.role })
      .from(memberships)
      .where(and(eq(memberships.id, input.membershipId), eq(memberships.customerId, input.customerId)));
    if (!before) throw new Failure("not_found", "This person is not a member.");
    if (!isStaff && before.role === "owner") await keepAnOwner(tx, input.customerId);
    await tx.delete(memberships).where(eq(memberships.id, input.membershipId));
    await signOutIfNothingIsLeft(tx, before.personId);
    await record(tx, ctx, {
      action: "member.removed",
      entityId: before.personId,
      customerId: input.customerId,
      before,
      touches: [{ kind: "customer", customerId: input.customerId }],
    });
  });
}

/** Whether it is staff who asks; throws unless they, or an owner of this very customer, do. */
function requireMemberManagement(ctx: Context, customerId: string): boolean {
  if (ctx.permissions.has("customers.manage")) return true;
  requirePermission(ctx, "customer.manage_members");
  if (ctx.audience.kind !== "customer" || ctx.audience.customerId !== customerId) throw new Failure("not_found", "There is nothing here.");
  return false;
}

async function demandCustomer(tx: Tx, customerId: string): Promise<void> {
  const [found] = await tx.select({ id: customers.id }).from(customers).where(eq(customers.id, customerId));
  if (!found) throw new Failure("not_found", "There is no such customer.");
}

async function demandOwnDomain(tx: Tx, input: { customerId: string; email: string }): Promise<void> {
  const domains = (await tx.select({ domain: emailDomains.domain }).from(emailDomains).where(eq(emailDomains.customerId, input.customerId))).map((row) => row.domain);
  if (domains.includes(domainOf(input.email))) return;
  const sentence = domains.length > 0 ? `You can add addresses at ${domains.sort().join(", ")}. For anybody else, ask us.` : "Your company has no verified domain here yet. Ask us to add this person.";
  throw new Failure("invalid", sentence, { email: sentence });
}

async function keepAnOwner(tx: Tx, customerId: string): Promise<void> {
  const [row] = await tx.select({ owners: count() }).from(memberships).where(and(eq(memberships.customerId, customerId), eq(memberships.role, "owner")));
  if ((row?.owners ?? 0) <= 1) throw new Failure("conflict", "This is the last owner. Make somebody else an owner first, or ask us.");
}
