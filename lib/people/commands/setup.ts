import { and, eq, gt, isNull } from "drizzle-orm";
import type { Db, Tx } from "#db/open";
import { invitations, people, staffMembers } from "#db/schema/access";
import type { Context } from "#lib/access/context";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { randomToken, sha256 } from "#lib/platform/crypto";
import { env } from "#lib/platform/env";
import { setupLinkLifeMs } from "../rules.ts";
import { findOrCreatePerson } from "./staff.ts";

/** The one-time address at which an empty portal gets its first admin, or null once it has one. An earlier link stops working. */
// no requirePermission: called at start, by whoever runs the portal
// no record: nobody is there yet; making the admin is recorded
export async function createSetupLink(db: Db, now: number): Promise<string | null> {
  const token = randomToken(32);
  const isOpen = await db.write(async (tx) => {
    if (await hasAdmin(tx)) return false;
    await tx.delete(invitations).where(eq(invitations.purpose, "setup"));
    await tx.insert(invitations).values({ id: newId("inv", now), tokenHash: sha256(token), purpose: "setup", createdAt: now, expiresAt: now + setupLinkLifeMs });
    return true;
  });
  return isOpen ? new URL(`/setup/${token}`, env.APP_URL).href : null;
}

/** Makes the first admin. Worthless as soon as any admin exists, however that came about. */
// no requirePermission: the link is the permission
export async function finishSetup(ctx: Context, input: { token: string; name: string; email: string }): Promise<string> {
  return ctx.write(async (tx) => {
    const isUsable = and(eq(invitations.tokenHash, sha256(input.token)), eq(invitations.purpose, "setup"), isNull(invitations.usedAt), gt(invitations.expiresAt, ctx.now));
    const used = await tx.update(invitations).set({ usedAt: ctx.now }).where(isUsable).returning({ id: invitations.id });
    if (used.length === 0 || (await hasAdmin(tx))) throw new Failure("gone", "This set-up link no longer works. Restart the portal to get a new one, if it has no admin yet.");
    const personId = await findOrCreatePerson(tx, { ...input, now: ctx.now });
    await tx.insert(staffMembers).values({ personId, role: "admin", createdAt: ctx.now }).onConflictDoUpdate({ target: staffMembers.personId, set: { role: "admin" } });
    await record(tx, ctx, { action: "portal.set_up", entityId: personId, after: { role: "admin" }, touches: [{ kind: "staff" }] });
    return personId;
  });
}

async function hasAdmin(tx: Tx): Promise<boolean> {
  const [admin] = await tx.select({ personId: staffMembers.personId }).from(staffMembers).innerJoin(people, eq(people.id, staffMembers.personId)).where(eq(staffMembers.role, "admin")).limit(1);
  return admin !== undefined;
}
