import { and, eq, isNull, or } from "drizzle-orm";
import { impactDisputes } from "#db/schema/impact";
import { incidents } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import type { AnswerImpactDispute, DisputeImpact } from "../input.ts";
import { getIncidentImpact } from "../queries/impact.ts";

/** A customer says that an incident did something else to it than its page says. What the page said then is kept beside it. */
export async function disputeImpact(ctx: Context, { code, words, failed }: Omit<DisputeImpact, "customer">): Promise<string> {
  requirePermission(ctx, "customer.reply");
  const { audience } = ctx;
  if (audience.kind !== "customer") throw new Failure("not_found", "There is nothing here.");
  const { customerId } = audience;
  const [found] = await ctx.read.select({ id: incidents.id }).from(incidents).where(eq(incidents.code, code));
  // Whoever may not see the incident learns here that there is none.
  const impact = await getIncidentImpact(ctx, { incidentId: found?.id ?? "", customerId });
  const measured = impact.measurement === "measured" ? { measuredFailed: impact.failed, measuredTotal: impact.total } : {};
  const author = personOf(ctx);
  const id = newId("dsp", ctx.now);
  await ctx.write(async (tx) => {
    const [open] = await tx.select({ id: impactDisputes.id }).from(impactDisputes).where(and(eq(impactDisputes.incidentId, impact.incidentId), eq(impactDisputes.customerId, customerId), isNull(impactDisputes.answeredAt))).limit(1);
    if (open) throw new Failure("conflict", "Your company has said so already. We will answer.");
    await tx.insert(impactDisputes).values({ id, incidentId: impact.incidentId, customerId, words, claimedFailed: failed, ...measured, raisedAt: ctx.now, raisedBy: author.personId, raisedByName: author.name });
    await record(tx, ctx, { action: "incident.impact_disputed", entityId: impact.incidentId, customerId, after: { disputeId: id, words, claimedFailed: failed, ...measured }, touches: [{ kind: "customer", customerId }], event: { kind: "impact.disputed", payload: { disputeId: id } } });
  });
  return id;
}

/** What staff say to it, with the figure both go by, if there is one. */
export async function answerImpactDispute(ctx: Context, { id, dispute, words, failed }: AnswerImpactDispute): Promise<void> {
  requirePermission(ctx, "incidents.edit");
  const author = personOf(ctx);
  await ctx.write(async (tx) => {
    const [row] = await tx
      .select({ customerId: impactDisputes.customerId, incidentId: impactDisputes.incidentId, answeredAt: impactDisputes.answeredAt })
      .from(impactDisputes)
      .innerJoin(incidents, eq(incidents.id, impactDisputes.incidentId))
      .where(and(eq(impactDisputes.id, dispute), or(eq(incidents.id, id), eq(incidents.code, id))));
    if (!row) throw new Failure("not_found", "This dispute does not exist.");
    if (row.answeredAt !== null) throw new Failure("conflict", "Somebody has answered it already. See below what was said.");
    await tx.update(impactDisputes).set({ answer: words, agreedFailed: failed, answeredAt: ctx.now, answeredBy: author.personId, answeredByName: author.name }).where(eq(impactDisputes.id, dispute));
    await record(tx, ctx, { action: "incident.impact_dispute_answered", entityId: row.incidentId, customerId: row.customerId, after: { disputeId: dispute, words, agreedFailed: failed }, touches: [{ kind: "customer", customerId: row.customerId }], event: { kind: "impact.dispute_answered", payload: { disputeId: dispute } } });
  });
}

function personOf(ctx: Context): { personId: string | null; name: string } {
  return ctx.actor.kind === "person" ? { personId: ctx.actor.personId, name: ctx.actor.name } : { personId: null, name: "The portal" };
}
