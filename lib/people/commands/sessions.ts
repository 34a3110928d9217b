import { and, eq, lt, ne, or } from "drizzle-orm";
import type { Tx } from "#db/open";
import { people, sessions, staffMembers } from "#db/schema/access";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { sha256, randomToken } from "#lib/platform/crypto";
import { sessionLifeMs } from "../rules.ts";

export interface NewSession {
  personId: string;
  /** How it was opened, as shown in the person's list: "link", "code", "Staff sign-in". */
  method: string;
  userAgent: string;
  /** Made by the caller when it has to be known before; only its hash is kept. */
  token?: string;
  /** Under a customer's own name: the session it is opened from, which it does not outlive, and the one customer it opens. */
  under?: { parentId: string; expiresAt: number; customerId: string };
}

/** Opens a session; its token is returned once and kept as a hash. */
// no requirePermission: the caller has just proven who they are
export async function startSession(ctx: Context, input: NewSession): Promise<{ token: string; expiresAt: number }> {
  const token = input.token ?? randomToken(32);
  const expiresAt = Math.min(ctx.now + sessionLifeMs, input.under?.expiresAt ?? Number.POSITIVE_INFINITY);
  const id = newId("ses", ctx.now);
  await ctx.write(async (tx) => {
    await tx.delete(sessions).where(lt(sessions.expiresAt, ctx.now));
    await tx.insert(sessions).values({
      id,
      tokenHash: sha256(token),
      personId: input.personId,
      userAgent: input.userAgent.slice(0, 300),
      method: input.method,
      createdAt: ctx.now,
      lastSeenAt: ctx.now,
      expiresAt,
      parentId: input.under?.parentId ?? null,
      onlyCustomerId: input.under?.customerId ?? null,
    });
    const [person] = await tx.select({ name: people.name }).from(people).where(eq(people.id, input.personId));
    const actor = { kind: "person", personId: input.personId, name: person?.name ?? "" } as const;
    await record(tx, { ...ctx, actor }, { action: "session.started", entityId: id, after: { method: input.method }, touches: "nobody" });
  });
  return { token, expiresAt };
}

/** Ends the session of a token, under every name it was carried to: signing out, or signing in again in the same browser. */
// no requirePermission: holding the token is the permission
export async function endSession(ctx: Context, input: { token: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const [own] = await tx.select({ id: sessions.id, parentId: sessions.parentId }).from(sessions).where(eq(sessions.tokenHash, sha256(input.token)));
    if (!own) return;
    const ended = await tx.delete(sessions).where(familyOf(own.parentId ?? own.id)).returning({ id: sessions.id });
    for (const { id } of ended) await record(tx, ctx, { action: "session.ended", entityId: id, touches: "nobody" });
  });
}

export async function revokeSession(ctx: Context, input: { id: string }): Promise<void> {
  requirePermission(ctx, "own.manage");
  await ctx.write(async (tx) => {
    const revoked = await tx
      .delete(sessions)
      .where(and(familyOf(input.id), eq(sessions.personId, ownId(ctx))))
      .returning({ id: sessions.id });
    if (revoked.length === 0) throw new Failure("not_found", "This session has ended already.");
    await record(tx, ctx, { action: "session.revoked", entityId: input.id, touches: "nobody" });
  });
}

/** Signs the person out everywhere, or everywhere but in the session that is named. */
export async function revokeAllSessions(ctx: Context, input: { exceptSessionId?: string | undefined }): Promise<number> {
  requirePermission(ctx, "own.manage");
  return ctx.write(async (tx) => {
    const own = eq(sessions.personId, ownId(ctx));
    const revoked = await tx
      .delete(sessions)
      .where(input.exceptSessionId ? and(own, ne(sessions.id, input.exceptSessionId)) : own)
      .returning({ id: sessions.id });
    await record(tx, ctx, { action: "session.revoked_all", entityId: ownId(ctx), after: { count: revoked.length }, touches: "nobody" });
    return revoked.length;
  });
}

/** Somebody with no role left has nothing to be signed in for. */
export async function dropSessions(tx: Tx, personId: string): Promise<void> {
  await tx.delete(sessions).where(eq(sessions.personId, personId));
}

export async function saveProfile(ctx: Context, input: { name: string; timeZone: string | null }): Promise<void> {
  requirePermission(ctx, "own.manage");
  await ctx.write(async (tx) => {
    const [before] = await tx.select({ name: people.name, timeZone: people.timeZone }).from(people).where(eq(people.id, ownId(ctx)));
    await tx.update(people).set(input).where(eq(people.id, ownId(ctx)));
    await record(tx, ctx, { action: "person.profile_saved", entityId: ownId(ctx), before, after: input, touches: [{ kind: "staff" }] });
  });
}

/** Whether one of the team is mailed when a promise is due, or an incident silent. */
export async function saveReminders(ctx: Context, { hearsReminders }: { hearsReminders: boolean }): Promise<void> {
  requirePermission(ctx, "own.manage");
  await ctx.write(async (tx) => {
    const changed = await tx.update(staffMembers).set({ hearsReminders }).where(eq(staffMembers.personId, ownId(ctx))).returning({ id: staffMembers.personId });
    if (changed.length === 0) throw new Failure("not_found", "Only the team gets reminders.");
    await record(tx, ctx, { action: "person.reminders_saved", entityId: ownId(ctx), after: { hearsReminders }, touches: "nobody" });
  });
}

function familyOf(id: string) {
  return or(eq(sessions.id, id), eq(sessions.parentId, id));
}

function ownId(ctx: Context): string {
  if (ctx.actor.kind !== "person") throw new Failure("unauthenticated", "Sign in to do this.");
  return ctx.actor.personId;
}
