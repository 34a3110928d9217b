import { and, eq } from "drizzle-orm";
import { maintenanceReplies, maintenances } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { ReplyToMaintenance } from "../input.ts";
import { getMaintenanceForChange, listAsked } from "../queries/for-change.ts";
import { visibleMaintenances } from "../queries/visible.ts";
import { canDo } from "../rules/state.ts";
import { accept, invalid, personOf } from "./accept.ts";

/** A customer's word on a proposed time. The last one counts for these times; earlier ones stay in the audit. */
export async function replyToMaintenance(ctx: Context, input: ReplyToMaintenance): Promise<void> {
  requirePermission(ctx, "customer.reply");
  const { code, sequence, answer, comment, proposedFor, proposedUntil } = accept(ReplyToMaintenance, input);
  if (ctx.audience.kind !== "customer") throw unknown();
  const { customerId } = ctx.audience;
  await ctx.write(async (tx) => {
    const [seen] = await tx.select({ id: maintenances.id }).from(maintenances).where(and(eq(maintenances.code, code), visibleMaintenances(tx, ctx.audience)));
    if (!seen) throw unknown();
    const { row, reach } = await getMaintenanceForChange(tx, seen.id);
    if (row.asksUntil === null || !(await listAsked(tx, reach)).includes(customerId)) throw new Failure("conflict", "No answer is asked for this work.");
    if (!canDo(row.state, "answer") || row.asksUntil <= ctx.now) throw new Failure("conflict", "The time to answer is over. Write to your contact if the time does not suit you.");
    if (row.sequence !== sequence) throw new Failure("conflict", "The times were changed meanwhile. Look at the new ones, then answer.");
    refuseProposal({ answer, proposedFor, proposedUntil, now: ctx.now });
    const proposal = answer === "object" ? { proposedFor, proposedUntil } : { proposedFor: null, proposedUntil: null };
    const reply = { answer, comment, ...proposal, personId: personOf(ctx), repliedAt: ctx.now };
    const [before] = await tx.select().from(maintenanceReplies).where(and(eq(maintenanceReplies.maintenanceId, row.id), eq(maintenanceReplies.customerId, customerId), eq(maintenanceReplies.sequence, sequence)));
    const replyId = before?.id ?? newId("mrp", ctx.now);
    if (before) await tx.update(maintenanceReplies).set(reply).where(eq(maintenanceReplies.id, before.id));
    else await tx.insert(maintenanceReplies).values({ id: replyId, maintenanceId: row.id, customerId, sequence, ...reply });
    await record(tx, ctx, {
      action: answer === "accept" ? "maintenance.accepted" : "maintenance.objected",
      entityId: row.id,
      customerId,
      ...(before ? { before: { answer: before.answer, comment: before.comment, proposedFor: before.proposedFor, proposedUntil: before.proposedUntil } } : {}),
      after: { sequence, answer, comment, ...proposal },
      touches: [{ kind: "customer", customerId }],
      ...(answer === "object" ? { event: { kind: "maintenance.objected", payload: { replyId, repliedAt: ctx.now } } } : {}),
    });
  });
}

function refuseProposal({ answer, proposedFor, proposedUntil, now }: { answer: string; proposedFor: number | null; proposedUntil: number | null; now: number }): void {
  if (answer !== "object") return;
  if (proposedFor !== null && proposedFor <= now) throw invalid({ starts: "Propose a time to come." });
  if (proposedUntil !== null && proposedFor === null) throw invalid({ starts: "Say when it would begin, too." });
  if (proposedFor !== null && proposedUntil !== null && proposedUntil <= proposedFor) throw invalid({ ends: "The end must be after the start." });
}

function unknown(): Failure {
  return new Failure("not_found", "There is nothing here.");
}
