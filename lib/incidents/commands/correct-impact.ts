import { impactCorrections } from "#db/schema/incidents";
import type { Tx } from "#db/open";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { CorrectImpact } from "../input.ts";
import { type Correction, differences, type Piece, requirePossible } from "../rules/corrections.ts";
import { getIncidentForChange, loadIntervals, refuseUnknown } from "../queries/for-change.ts";
import { acceptLines } from "./accept.ts";
import { refuseStale } from "./conflict.ts";
import { setReach } from "./reach.ts";
import { retell } from "./retell.ts";

/** Corrects when one component was how bad. The timeline stays as it was told; the correction is kept beside it, and nobody is notified. */
export async function correctImpact(ctx: Context, input: CorrectImpact): Promise<{ incidentId: string; code: string }> {
  requirePermission(ctx, "incidents.edit");
  const { incidentId: key, baseVersion, componentId, line, reason } = acceptLines(CorrectImpact, input);
  return ctx.write(async (tx) => {
    const { row, reach } = await getIncidentForChange(tx, key);
    await refuseStale(tx, ctx, { row, baseVersion });
    const before = await loadLine(tx, { incidentId: row.id, componentId });
    // A component of the incident may have been archived since; a new one must be in use.
    if (!reach.componentIds.includes(componentId)) await refuseUnknown(tx, { componentIds: [componentId], customerIds: [] });
    const wanted = line.filter((piece) => piece.state !== "operational");
    requirePossible(before, line, ctx.now);
    const spans = differences(before, wanted, ctx.now);
    if (spans.length === 0) throw new Failure("invalid", "This is what the record says already.", { "from:0": "Nothing was changed." });
    const after = { ...reach, componentIds: [...new Set([...reach.componentIds, componentId])] };
    await setReach(tx, row.id, after);
    await storeCorrection(tx, ctx, { incidentId: row.id, componentId, spans, before, reason });
    const { touches } = await retell(tx, ctx, { incidentId: row.id, reaches: [reach, after], version: row.version + 1 });
    await record(tx, ctx, { action: "incident.impact_corrected", entityId: row.id, before: { componentId, line: before }, after: { componentId, line: await loadLine(tx, { incidentId: row.id, componentId }), reason }, touches });
    return { incidentId: row.id, code: row.code };
  });
}

export async function storeCorrection(tx: Tx, ctx: Context, correction: Correction & { incidentId: string; before: readonly Piece[]; reason: string }): Promise<void> {
  const { incidentId, componentId, spans, before, reason } = correction;
  await tx.insert(impactCorrections).values({
    id: newId("cor", ctx.now),
    incidentId,
    componentId,
    spans: [...spans],
    before: [...before],
    reason,
    correctedAt: ctx.now,
    correctedBy: ctx.actor.kind === "person" ? ctx.actor.personId : null,
  });
}

async function loadLine(tx: Tx, { incidentId, componentId }: { incidentId: string; componentId: string }): Promise<Piece[]> {
  return (await loadIntervals(tx, incidentId)).filter((each) => each.componentId === componentId).map(({ state, from, until }) => ({ state, from, until }));
}
