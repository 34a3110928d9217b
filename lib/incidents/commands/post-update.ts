import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { PostUpdate } from "../input.ts";
import { accept } from "./accept.ts";
import { refuseStale } from "./conflict.ts";
import { refuseMerged } from "../rules/merge.ts";
import { type Consent, refuseUnapproved } from "./consent.ts";
import { requireLegalUpdate } from "../rules/state.ts";
import { getIncidentForChange, loadTimeline } from "../queries/for-change.ts";
import { insertPost, refuseImpossible, type Posted } from "./post.ts";
import { setReach } from "./reach.ts";
import { retell } from "./retell.ts";

// A post has no id yet; recorded in the same millisecond as another, it still comes after it.
const afterEveryId = "~";

/** Posts to an incident, resolves it, or opens it again: the timeline decides which, not a flag. */
export async function postUpdate(ctx: Context, input: PostUpdate & { consent?: Consent | null }): Promise<Posted> {
  requirePermission(ctx, "incidents.post");
  const { incidentId: key, baseVersion, title, visibility, customerIds, isReopening, ...post } = accept(PostUpdate, input);
  return ctx.write(async (tx) => {
    const { row, reach } = await getIncidentForChange(tx, key);
    refuseMerged(row);
    await refuseStale(tx, ctx, { row, baseVersion });
    const whom = { visibility: visibility ?? reach.visibility, customerIds: customerIds ?? [...reach.customerIds] };
    await refuseImpossible(tx, ctx, { ...post, ...whom, earlierComponentIds: reach.componentIds });
    requireLegalUpdate(await loadTimeline(tx, row.id), { id: afterEveryId, state: post.state, occurredAt: post.occurredAt ?? ctx.now, recordedAt: ctx.now, isReopening });
    const touched = [...new Set([...reach.componentIds, ...post.components.map((each) => each.componentId)])];
    const after = { ...whom, componentIds: touched };
    await setReach(tx, row.id, after);
    const updateId = await insertPost(tx, ctx, { ...post, incidentId: row.id });
    const version = row.version + 1;
    const { touches, state } = await retell(tx, ctx, { incidentId: row.id, reaches: [reach, after], version, title: title ?? row.title, visibility: whom.visibility });
    await refuseUnapproved(tx, { incidentId: row.id, consent: input.consent });
    await record(tx, ctx, {
      action: nameChange(row.state, state),
      entityId: row.id,
      before: { title: row.title, state: row.state, ...reach },
      after: { title: title ?? row.title, updateId, ...whom, ...post, state },
      touches,
      event: { kind: "incident.update_posted", payload: { incidentId: row.id, updateId } },
    });
    return { incidentId: row.id, code: row.code, updateId, version };
  });
}

function nameChange(before: string, after: string): `incident.${string}` {
  if (before !== "resolved" && after === "resolved") return "incident.resolved";
  if (before === "resolved" && after !== "resolved") return "incident.reopened";
  return "incident.update_posted";
}
