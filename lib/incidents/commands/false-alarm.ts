import type { Tx } from "#db/open";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { DeclareFalseAlarm } from "../input.ts";
import { overlay, withoutImpact } from "../rules/corrections.ts";
import { impactIntervals } from "../rules/intervals.ts";
import { refuseMerged } from "../rules/merge.ts";
import { getIncidentForChange, type IncidentRow, loadCorrections, loadTimeline } from "../queries/for-change.ts";
import { acceptLines } from "./accept.ts";
import { refuseStale } from "./conflict.ts";
import { storeCorrection } from "./correct-impact.ts";
import { insertPost, type Posted } from "./post.ts";
import { refuseUnlessAdmin } from "./consent.ts";
import { retell } from "./retell.ts";

/** What readers find beside the impact that was taken out. */
const reason = "This was a false alarm: it was not affected.";

/** Ends an incident that was none: a post says so, and its impact is taken out of the record by corrections, which are kept. */
export async function declareFalseAlarm(ctx: Context, input: DeclareFalseAlarm): Promise<Posted> {
  requirePermission(ctx, "incidents.post");
  const { incidentId: key, baseVersion, body } = acceptLines(DeclareFalseAlarm, input);
  return ctx.write(async (tx) => {
    const { row, reach } = await getIncidentForChange(tx, key);
    refuseMerged(row);
    if (row.endedAs === "false_alarm") throw new Failure("conflict", "This incident was declared a false alarm already.");
    await refuseStale(tx, ctx, { row, baseVersion });
    await refuseUnlessAdmin(tx, ctx, row.id);
    const updateId = await insertPost(tx, ctx, { incidentId: row.id, state: "resolved", body, notes: [], components: await listLeftDown(tx, row), promiseDueAt: null, postmortemDueAt: null, occurredAt: null });
    const intervals = overlay(impactIntervals(await loadTimeline(tx, row.id)), await loadCorrections(tx, row.id));
    for (const each of withoutImpact(intervals, ctx.now)) {
      await storeCorrection(tx, ctx, { ...each, incidentId: row.id, before: intervals.filter((one) => one.componentId === each.componentId).map(({ state, from, until }) => ({ state, from, until })), reason });
    }
    const version = row.version + 1;
    const { touches } = await retell(tx, ctx, { incidentId: row.id, reaches: [reach], version, endedAs: "false_alarm" });
    await record(tx, ctx, {
      action: "incident.false_alarm",
      entityId: row.id,
      before: { state: row.state, impact: intervals },
      after: { updateId, body },
      touches,
      event: { kind: "incident.update_posted", payload: { incidentId: row.id, updateId } },
    });
    return { incidentId: row.id, code: row.code, updateId, version };
  });
}

// What a resolution before left down is over too: named, since resolving what is resolved restores nothing.
async function listLeftDown(tx: Tx, { id, state }: IncidentRow) {
  if (state !== "resolved") return [];
  const open = impactIntervals(await loadTimeline(tx, id)).filter((each) => each.until === null);
  return open.map(({ componentId }) => ({ componentId, state: "operational" as const }));
}
