import { and, count, eq, gt, gte, isNotNull, isNull, lt, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/open";
import { signInRequests, verificationTokens } from "#db/schema/access";
import type { Context } from "#lib/access/context";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { DAY } from "#lib/core/time";
import { isSameSecret } from "#lib/platform/crypto";
import { enqueue } from "#lib/platform/outbox";
import { codeTries, linkLifeMs, mailsPerDay, mailsPerLinkLife } from "../rules.ts";
import { hashMailToken, signInSecretsOf } from "../tokens.ts";

/**
 * Notes that a browser wants to sign in with an address. Who that is, and whether there is anybody, is looked up by the worker:
 * here nothing depends on it, so neither the answer nor its time can tell.
 */
// no requirePermission: anybody may ask
// no record: nothing changes until the mail's owner confirms; the session's start is recorded
export async function requestSignIn(ctx: Context, input: { email: string; browserHash: string; returnTo: string; userAgent: string }): Promise<string> {
  const id = newId("sir", ctx.now);
  const { userAgent, ...request } = input;
  await ctx.write(async (tx) => {
    await tx.delete(signInRequests).where(lt(signInRequests.expiresAt, ctx.now - DAY));
    await tx.delete(verificationTokens).where(lt(verificationTokens.expiresAt, ctx.now - DAY));
    await tx.insert(signInRequests).values({ id, ...request, createdAt: ctx.now, expiresAt: ctx.now + linkLifeMs });
    await enqueue(tx, { kind: "access.sign_in_requested", payload: { requestId: id, userAgent: userAgent.slice(0, 300), language: ctx.language }, dedupeKey: `sign-in:${id}` }, ctx.now);
  });
  return id;
}

/** Counts the mail that answers a request and makes its link and code usable, unless its address has had enough; a second call changes nothing. */
// no requirePermission: called by the job, for an address that may sign in
// no record: nothing changes until the mail's owner confirms; the session's start is recorded
export async function armRequest(db: Db, input: { requestId: string; email: string; now: number; isLink: boolean }): Promise<boolean> {
  const { requestId, email, now, isLink } = input;
  return db.write(async (tx) => {
    const isOpen = and(eq(signInRequests.id, requestId), isNull(signInRequests.usedAt), gt(signInRequests.expiresAt, now));
    const [request] = await tx.select({ armedAt: signInRequests.armedAt, expiresAt: signInRequests.expiresAt }).from(signInRequests).where(isOpen);
    if (!request) return false;
    if (request.armedAt !== null) return true;
    if ((await mailsSince(tx, email, now - linkLifeMs)) >= mailsPerLinkLife || (await mailsSince(tx, email, now - DAY)) >= mailsPerDay) return false;
    await tx.update(signInRequests).set({ armedAt: now }).where(isOpen);
    if (isLink) await tx.insert(verificationTokens).values({ identifier: email, tokenHash: hashMailToken(signInSecretsOf(requestId).token), expiresAt: request.expiresAt });
    return true;
  });
}

async function mailsSince(tx: Tx, email: string, since: number): Promise<number> {
  const [row] = await tx
    .select({ count: count() })
    .from(signInRequests)
    .where(and(eq(signInRequests.email, email), gte(signInRequests.createdAt, since), isNotNull(signInRequests.armedAt)));
  return row?.count ?? 0;
}

export type Proof = { token: string } | { code: string };

export interface OpenedRequest {
  email: string;
  token: string;
  returnTo: string;
}

const expired = "This link has expired or was used already. Ask for a new one.";
const elsewhere = "This link was asked for in another browser. Open it there, or type the code from the mail there.";

/**
 * Accepts the link or the code of a request, once, in the browser that asked; returns what next-auth needs to finish.
 * A wrong code counts as a try even for an address that nobody has, and reads the same.
 */
// no requirePermission: the link or the code is the permission
// no record: the session's start is recorded
export async function openRequest(ctx: Context, input: { requestId: string; browserHash: string; proof: Proof }): Promise<OpenedRequest> {
  const outcome = await ctx.write((tx) => tryToOpen(tx, { ...input, now: ctx.now }));
  if ("refusal" in outcome) throw outcome.refusal;
  return outcome.opened;
}

// Refusals are returned rather than thrown, so that the try they cost is committed.
async function tryToOpen(tx: Tx, input: { requestId: string; browserHash: string; proof: Proof; now: number }): Promise<{ opened: OpenedRequest } | { refusal: Failure }> {
  const { requestId, proof, now } = input;
  const [request] = await tx.select().from(signInRequests).where(eq(signInRequests.id, requestId));
  if (!request || request.usedAt !== null || request.expiresAt <= now || request.tries >= codeTries) return { refusal: new Failure("gone", expired) };
  if (request.browserHash !== input.browserHash) return { refusal: new Failure("gone", elsewhere) };
  const secrets = signInSecretsOf(requestId);
  const isRight = "token" in proof ? isSameSecret(secrets.token, proof.token) : isSameSecret(secrets.code, proof.code);
  if (!isRight || request.armedAt === null) {
    await tx.update(signInRequests).set({ tries: sql`${signInRequests.tries} + 1` }).where(eq(signInRequests.id, requestId));
    return { refusal: wrong(proof, codeTries - request.tries - 1) };
  }
  await tx.update(signInRequests).set({ usedAt: now }).where(eq(signInRequests.id, requestId));
  return { opened: { email: request.email, token: secrets.token, returnTo: request.returnTo } };
}

function wrong(proof: Proof, left: number): Failure {
  if ("token" in proof || left <= 0) return new Failure("gone", expired);
  const sentence = left === 1 ? "That is not the code in the mail. You have one more try." : `That is not the code in the mail. You have ${left} more tries.`;
  return new Failure("invalid", sentence, { code: sentence });
}
