import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/open";
import { statementBlobs, statements } from "#db/schema/reports";
import { asAudience, type Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import type { Interval } from "#lib/core/intervals";
import { DAY } from "#lib/core/time";
import { identityOf } from "../rules/identity.ts";
import { gatherEvidence, type Wanted } from "../queries/gather.ts";
import { findReleaseRule } from "../queries/settings.ts";
import { getDraft } from "../queries/for-change.ts";
import { make, type Made } from "../queries/make.ts";

/** A statement on any period that is over, for review; nobody but staff sees it before it is released. */
export async function draftStatement(ctx: Context, { customerId, period }: { customerId: string; period: Interval }): Promise<string> {
  requirePermission(ctx, "slos.manage");
  const id = newId("stm", ctx.now);
  const made = await make(await gatherEvidence(asAudience(ctx, { kind: "customer", customerId }), { id, kind: "period", period }));
  await ctx.write(async (tx) => {
    const isNew = await keepDraft(tx, ctx, { wanted: { id, kind: "period", period }, customerId, made });
    if (!isNew) throw new Failure("conflict", "There is a statement on this period already. Amend that one if figures have changed.");
  });
  return id;
}

/** In the caller's transaction: false where there is a statement on that period already. */
export async function keepDraft(tx: Tx, ctx: Context, { wanted, customerId, made, amends }: { wanted: Wanted; customerId: string; made: Made; amends?: { id: string; reason: string; number: number } }): Promise<boolean> {
  const { id, kind, period } = wanted;
  const { afterDays } = await findReleaseRule(tx);
  const releaseDueAt = kind === "month" && !amends && afterDays !== null ? ctx.now + afterDays * DAY : null;
  const row = { id, customerId, kind, from: period.from, until: period.until, state: "draft" as const, identity: identityOf({ customerId, period, amends: amends?.number ?? 0 }), amendsId: amends?.id ?? null, reason: amends?.reason ?? "", document: made.document, madeAt: ctx.now, releaseDueAt };
  const added = await tx.insert(statements).values(row).onConflictDoNothing({ target: statements.identity }).returning({ id: statements.id });
  if (added.length === 0) return false;
  await tx.insert(statementBlobs).values({ statementId: id, file: "evidence", bytes: made.packed });
  const event = releaseDueAt === null ? undefined : { kind: "statement.release_due", payload: { statementId: id }, dueAt: releaseDueAt, dedupeKey: `statement.release:${id}` };
  await record(tx, ctx, { action: "statement.drafted", entityId: id, customerId, after: { kind, period, amends: amends?.id ?? null }, touches: "nobody", event });
  return true;
}

/** Reads everything again: what was counted or corrected since is in it then. */
export async function remakeStatement(ctx: Context, { id, version }: { id: string; version: number }): Promise<void> {
  requirePermission(ctx, "slos.manage");
  const draft = await getDraft(ctx.read, { id, version });
  const gathered = await gatherEvidence(asAudience(ctx, { kind: "customer", customerId: draft.customerId }), { id, kind: draft.kind, period: { from: draft.from, until: draft.until } });
  const { document, packed } = await make({ ...gathered, amends: draft.evidence.amends });
  await ctx.write(async (tx) => {
    await change(tx, { id, version, set: { document, madeAt: ctx.now } });
    await tx.update(statementBlobs).set({ bytes: packed }).where(and(eq(statementBlobs.statementId, id), eq(statementBlobs.file, "evidence")));
    await record(tx, ctx, { action: "statement.remade", entityId: id, customerId: draft.customerId, touches: "nobody" });
  });
}

/** What staff say about the period, for its customer; part of what is signed. */
export async function saveComment(ctx: Context, { id, version, comment }: { id: string; version: number; comment: string }): Promise<void> {
  requirePermission(ctx, "slos.manage");
  await ctx.write(async (tx) => {
    await change(tx, { id, version, set: { comment } });
    await record(tx, ctx, { action: "statement.commented", entityId: id, after: { comment }, touches: "nobody" });
  });
}

/** A draft that nobody needs: of a period by hand or of an amendment. A month's own is made again and stays. */
export async function discardDraft(ctx: Context, { id, version }: { id: string; version: number }): Promise<void> {
  requirePermission(ctx, "slos.manage");
  await ctx.write(async (tx) => {
    const isMonth = await tx.select({ id: statements.id }).from(statements).where(and(eq(statements.id, id), eq(statements.kind, "month"), eq(statements.reason, "")));
    if (isMonth.length > 0) throw new Failure("conflict", "The draft of a month stays: it would be made again. Read the figures again instead.");
    const gone = await tx.delete(statements).where(and(eq(statements.id, id), eq(statements.version, version), eq(statements.state, "draft"))).returning({ customerId: statements.customerId, from: statements.from, until: statements.until });
    if (!gone[0]) throw new Failure("conflict", "Somebody else has changed or released this meanwhile. Open the page again.");
    await record(tx, ctx, { action: "statement.discarded", entityId: id, customerId: gone[0].customerId, before: gone[0], touches: "nobody" });
  });
}

async function change(tx: Tx, { id, version, set }: { id: string; version: number; set: Partial<typeof statements.$inferInsert> }): Promise<void> {
  const changed = await tx.update(statements).set({ ...set, version: version + 1 }).where(and(eq(statements.id, id), eq(statements.version, version), eq(statements.state, "draft"))).returning({ id: statements.id });
  if (changed.length === 0) throw new Failure("conflict", "Somebody else has changed or released this meanwhile. Open the page again.");
}
