import { and, desc, eq, isNotNull, isNull } from "drizzle-orm";
import type { Tx } from "#db/open";
import { statementBlobs, statements } from "#db/schema/reports";
import { asAudience, type Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { getDraft, getReleased } from "../queries/for-change.ts";
import { gatherEvidence } from "../queries/gather.ts";
import { make, type Made } from "../queries/make.ts";
import { canonical, hashOf } from "../rules/canonical.ts";
import { figuresOf } from "../rules/differences.ts";
import { StatementDocument } from "../rules/document.ts";
import { Seal, sealHash } from "../rules/seal.ts";
import { sealFormat } from "../terms.ts";
import { drawStatement } from "../pdf.ts";
import { keepDraft } from "./drafts.ts";
import { findSigningKey, signSeal } from "./keys.ts";

/** Freezes a draft and shows it to its customer: from then on nothing of it changes, and what is found out later is an amendment. */
export async function releaseStatement(ctx: Context, { id, version }: { id: string; version: number }): Promise<void> {
  requirePermission(ctx, "slos.manage");
  await release(ctx, { id, version, byName: ctx.actor.kind === "person" ? ctx.actor.name : "" });
}

// no requirePermission: the days were set by who may, and a person comes here from releaseStatement
/** The release itself, for a person or, after the days that were set, by itself. Everything slow is done before the transaction. */
export async function release(ctx: Context, { id, version, byName }: { id: string; version: number; byName: string }): Promise<void> {
  const draft = await getDraft(ctx.read, { id, version });
  const creditConfirmed = draft.creditConfirmedAt === null ? null : { at: draft.creditConfirmedAt, byName: draft.creditConfirmedByName ?? "" };
  const made = await make({ ...draft.evidence, comment: draft.comment, creditConfirmed });
  const documentHash = await hashOf(made.document);
  const pdf = await drawStatement(StatementDocument.parse(JSON.parse(made.document)), documentHash);
  await ctx.write(async (tx) => {
    const key = await findSigningKey(tx, ctx.now);
    const last = await findLast(tx, draft.customerId);
    const seal: Seal = { format: sealFormat, statement: id, customer: draft.customerId, number: (last?.number ?? 0) + 1, documentHash, previousSealHash: last && (await sealHash(last.seal)), releasedAt: ctx.now, keyId: key.id };
    const frozen = { state: "released" as const, version: version + 1, document: made.document, number: seal.number, seal: canonical(seal), signature: signSeal(key, seal), keyId: key.id, documentHash, releasedAt: ctx.now, releasedByName: byName, releaseDueAt: null };
    const changed = await tx.update(statements).set(frozen).where(and(eq(statements.id, id), eq(statements.version, version), eq(statements.state, "draft"))).returning({ id: statements.id });
    if (changed.length === 0) throw new Failure("conflict", "Somebody else has changed or released this meanwhile. Open the page again.");
    await tx.update(statementBlobs).set({ bytes: made.packed }).where(and(eq(statementBlobs.statementId, id), eq(statementBlobs.file, "evidence")));
    await tx.insert(statementBlobs).values({ statementId: id, file: "pdf", bytes: pdf });
    await record(tx, ctx, { action: "statement.released", entityId: id, customerId: draft.customerId, after: { number: seal.number, documentHash, keyId: key.id }, touches: [{ kind: "customer", customerId: draft.customerId }], event: { kind: "statement.released", payload: { statementId: id } } });
  });
}

/** Reads the period again after its statement was released; where figures differ, a draft that says how. The old one stays as it is. */
// no record: keepDraft records the draft in the same transaction
export async function amendStatement(ctx: Context, { id, reason }: { id: string; reason: string }): Promise<string> {
  requirePermission(ctx, "slos.manage");
  const released = await getReleased(ctx.read, id);
  const said = figuresOf(StatementDocument.parse(JSON.parse(released.document)));
  const wanted = { id: newId("stm", ctx.now), kind: released.kind, period: { from: released.from, until: released.until } };
  const gathered = await gatherEvidence(asAudience(ctx, { kind: "customer", customerId: released.customerId }), wanted);
  const amends = { id, number: released.number ?? 0, hash: released.documentHash ?? "", reason, said };
  const made = await make({ ...gathered, amends });
  refuseSame(made);
  await ctx.write(async (tx) => {
    const isNew = await keepDraft(tx, ctx, { wanted, customerId: released.customerId, made, amends });
    if (!isNew) throw new Failure("conflict", "There is an amendment of this statement already. Release or discard that one first, or amend that one.");
  });
  return wanted.id;
}

/** What is due by contract is no longer provisional. Before its release it is part of what is signed, after it is noted beside it. */
export async function confirmCredit(ctx: Context, { id }: { id: string }): Promise<void> {
  requirePermission(ctx, "customers.manage");
  const byName = ctx.actor.kind === "person" ? ctx.actor.name : "";
  await ctx.write(async (tx) => {
    const [row] = await tx.select({ customerId: statements.customerId, document: statements.document, state: statements.state }).from(statements).where(eq(statements.id, id));
    const credit = row && StatementDocument.parse(JSON.parse(row.document)).credit;
    if (!row || !credit?.isCounted) throw new Failure("not_found", "There is no credit to confirm.");
    // Two may read at once that nobody has: the row itself says who was first.
    const confirmed = await tx.update(statements).set({ creditConfirmedAt: ctx.now, creditConfirmedByName: byName }).where(and(eq(statements.id, id), isNull(statements.creditConfirmedAt))).returning({ id: statements.id });
    if (confirmed.length === 0) throw new Failure("conflict", "Somebody has confirmed it already.");
    await record(tx, ctx, { action: "statement.credit_confirmed", entityId: id, customerId: row.customerId, after: { creditPpm: credit.creditPpm, amountMinor: credit.amountMinor }, touches: row.state === "released" ? [{ kind: "customer", customerId: row.customerId }] : "nobody" });
  });
}

function refuseSame({ document }: Made): void {
  const { amends } = StatementDocument.parse(JSON.parse(document));
  if (amends?.differences.length === 0) throw new Failure("conflict", "Read again, every figure is the same. There is nothing to amend.");
}

async function findLast(tx: Tx, customerId: string): Promise<{ number: number; seal: Seal } | null> {
  const [row] = await tx.select({ number: statements.number, seal: statements.seal }).from(statements).where(and(eq(statements.customerId, customerId), isNotNull(statements.number))).orderBy(desc(statements.number)).limit(1);
  return row?.seal && row.number !== null ? { number: row.number, seal: Seal.parse(JSON.parse(row.seal)) } : null;
}
