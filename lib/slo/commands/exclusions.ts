import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "#db/open";
import { sloExclusions } from "#db/schema/slo";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { DAY, MINUTE, parseLocalDateTime } from "#lib/core/time";
import { firstMinuteKept } from "#lib/sli/queries/kept";
import type { AddExclusion } from "../input.ts";
import { findExclusionRule } from "../queries/exclusions.ts";
import { getSlo, touchedBy } from "./definitions.ts";

const longestMs = 92 * DAY;

/** Takes a span out of an objective, or counts it good: at once, or when a second person agrees, as the setting has it. */
export async function addExclusion(ctx: Context, input: AddExclusion & { zone: string }): Promise<string> {
  requirePermission(ctx, "slos.manage");
  const { from, until } = readSpan(ctx, input);
  const id = newId("exc", ctx.now);
  const author = personOf(ctx);
  await ctx.write(async (tx) => {
    const slo = await getSlo(tx, input.id);
    const { needsSecond } = await findExclusionRule(tx);
    const { effect, category, reason, clause } = input;
    const approval = needsSecond ? {} : { approvedAt: ctx.now };
    await tx.insert(sloExclusions).values({ id, sloId: slo.id, from, until, effect, category, reason, clause, createdAt: ctx.now, createdBy: author.personId, createdByName: author.name, ...approval });
    await record(tx, ctx, { action: "exclusion.added", entityId: id, customerId: slo.customerId ?? undefined, after: { sloId: slo.id, from, until, effect, category, reason, clause, needsSecond }, touches: touchedBy(slo.customerId) });
  });
  return id;
}

/** A second person agrees; its author cannot. */
export async function approveExclusion(ctx: Context, { id, exclusion }: { id: string; exclusion: string }): Promise<void> {
  requirePermission(ctx, "slos.manage");
  const person = personOf(ctx);
  await ctx.write(async (tx) => {
    const { slo, row } = await getExclusion(tx, { id, exclusion });
    if (row.approvedAt !== null) throw new Failure("conflict", "This exclusion is in force already.");
    if (row.createdBy === person.personId) throw new Failure("forbidden", "Somebody else has to agree: you have made it yourself.");
    await tx.update(sloExclusions).set({ approvedAt: ctx.now, approvedBy: person.personId, approvedByName: person.name }).where(eq(sloExclusions.id, row.id));
    await record(tx, ctx, { action: "exclusion.approved", entityId: row.id, customerId: slo.customerId ?? undefined, touches: touchedBy(slo.customerId) });
  });
}

/** It changes no figure any more, and stays to be read. */
export async function withdrawExclusion(ctx: Context, { id, exclusion }: { id: string; exclusion: string }): Promise<void> {
  requirePermission(ctx, "slos.manage");
  await ctx.write(async (tx) => {
    const { slo, row } = await getExclusion(tx, { id, exclusion });
    await tx.update(sloExclusions).set({ withdrawnAt: ctx.now, withdrawnByName: personOf(ctx).name }).where(eq(sloExclusions.id, row.id));
    await record(tx, ctx, { action: "exclusion.withdrawn", entityId: row.id, customerId: slo.customerId ?? undefined, touches: touchedBy(slo.customerId) });
  });
}

/** A customer sees it differently. */
export async function disputeExclusion(ctx: Context, { exclusion, words }: { exclusion: string; words: string }): Promise<void> {
  requirePermission(ctx, "customer.reply");
  const { audience } = ctx;
  if (audience.kind !== "customer") throw new Failure("not_found", "There is nothing here.");
  await ctx.write(async (tx) => {
    const [found] = await tx.select({ sloId: sloExclusions.sloId }).from(sloExclusions).where(eq(sloExclusions.id, exclusion));
    if (!found) throw new Failure("not_found", "There is nothing here.");
    const { slo, row } = await getExclusion(tx, { id: found.sloId, exclusion });
    if (slo.customerId !== audience.customerId) throw new Failure("not_found", "There is nothing here.");
    if (row.disputedAt !== null && row.disputeSettledAt === null) throw new Failure("conflict", "You have said so already. We will answer.");
    await tx.update(sloExclusions).set({ disputedAt: ctx.now, disputedByName: personOf(ctx).name, dispute: words, disputeSettledAt: null, disputeAnswer: null }).where(eq(sloExclusions.id, exclusion));
    await record(tx, ctx, { action: "exclusion.disputed", entityId: exclusion, customerId: audience.customerId, after: { words }, touches: touchedBy(audience.customerId) });
  });
}

export async function answerDispute(ctx: Context, { id, exclusion, words }: { id: string; exclusion: string; words: string }): Promise<void> {
  requirePermission(ctx, "slos.manage");
  await ctx.write(async (tx) => {
    const { slo, row } = await getExclusion(tx, { id, exclusion });
    if (row.disputedAt === null || row.disputeSettledAt !== null) throw new Failure("conflict", "There is no open question about this exclusion.");
    await tx.update(sloExclusions).set({ disputeSettledAt: ctx.now, disputeAnswer: words }).where(eq(sloExclusions.id, exclusion));
    await record(tx, ctx, { action: "exclusion.dispute_answered", entityId: exclusion, customerId: slo.customerId ?? undefined, after: { words }, touches: touchedBy(slo.customerId) });
  });
}

function personOf(ctx: Context): { personId: string | null; name: string } {
  return ctx.actor.kind === "person" ? ctx.actor : { personId: null, name: "The portal" };
}

async function getExclusion(tx: Tx, { id, exclusion }: { id: string; exclusion: string }) {
  const slo = await getSlo(tx, id);
  const [row] = await tx.select().from(sloExclusions).where(and(eq(sloExclusions.id, exclusion), eq(sloExclusions.sloId, id), isNull(sloExclusions.withdrawnAt)));
  if (!row) throw new Failure("not_found", "This exclusion does not exist any more.");
  return { slo, row };
}

/** Whole minutes; of a time of which only quarter hours are kept, those. */
function readSpan(ctx: Context, { from, until, zone }: { from: string; until: string; zone: string }) {
  const span = { from: parseLocalDateTime(from, zone), until: parseLocalDateTime(until, zone) };
  const fields: Record<string, string> = {};
  if (span.from === null) fields["from"] = "Give a date and a time.";
  if (span.until === null) fields["until"] = "Give a date and a time.";
  if (span.from !== null && span.until !== null) {
    if (span.until <= span.from) fields["until"] = "It ends before it begins.";
    if (span.until - span.from > longestMs) fields["until"] = "An exclusion lasts 92 days at most.";
    const kept = firstMinuteKept(ctx.now) * MINUTE;
    for (const [name, at] of Object.entries({ from: span.from, until: span.until })) {
      if (at < kept && at % (15 * MINUTE) !== 0) fields[name] = "Of that time only quarter hours are kept: choose one.";
    }
  }
  if (span.from === null || span.until === null || Object.keys(fields).length > 0) throw new Failure("invalid", "Some of this cannot be saved yet. See the marked fields.", fields);
  return { from: span.from, until: span.until };
}
