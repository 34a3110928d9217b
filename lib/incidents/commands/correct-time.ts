import { eq } from "drizzle-orm";
import { updateRevisions, updates } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { CorrectTime } from "../input.ts";
import { requireLegalMove } from "../rules/state.ts";
import { getIncidentForChange, loadTimeline } from "../queries/for-change.ts";
import { acceptLines } from "./accept.ts";
import { retell } from "./retell.ts";

/** Corrects when what an update tells of happened. When it was written down does not move, the time it gave before stays readable, and nobody is notified. */
export async function correctTime(ctx: Context, input: CorrectTime): Promise<{ incidentId: string; code: string }> {
  requirePermission(ctx, "incidents.edit");
  const { updateId, baseRevision, occurredAt, reason } = acceptLines(CorrectTime, input);
  return ctx.write(async (tx) => {
    const [update] = await tx.select().from(updates).where(eq(updates.id, updateId));
    if (!update) throw new Failure("not_found", "This update does not exist.");
    if (update.revision !== baseRevision) throw new Failure("conflict", "Somebody else edited this update while you were writing. Compare it with what it says now.", { baseRevision: "Edited meanwhile." });
    if (occurredAt > ctx.now) throw invalid("This has not happened yet: choose a time that has passed.");
    if (occurredAt === update.occurredAt) throw invalid("It gives this time already.");
    const { row, reach } = await getIncidentForChange(tx, update.incidentId);
    requireLegalMove(await loadTimeline(tx, row.id), { id: updateId, occurredAt });
    const replacedBy = ctx.actor.kind === "person" ? ctx.actor.personId : null;
    await tx.insert(updateRevisions).values({ id: newId("rev", ctx.now), updateId, body: update.body, occurredAt: update.occurredAt, reason, replacedAt: ctx.now, replacedBy });
    await tx.update(updates).set({ occurredAt, revision: update.revision + 1 }).where(eq(updates.id, updateId));
    const { touches } = await retell(tx, ctx, { incidentId: row.id, reaches: [reach], version: row.version + 1 });
    await record(tx, ctx, { action: "incident.time_corrected", entityId: row.id, before: { updateId, occurredAt: update.occurredAt }, after: { updateId, occurredAt, reason }, touches });
    return { incidentId: row.id, code: row.code };
  });
}

function invalid(sentence: string): Failure {
  return new Failure("invalid", "This cannot be saved yet. See the marked field.", { occurredAt: sentence });
}
