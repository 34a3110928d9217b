import type { Tx } from "#db/open";
import { incidents } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { newCode, newId } from "#lib/core/ids";
import { BackfillIncident } from "../input.ts";
import { requireOver } from "../rules/backfill.ts";
import { acceptLines } from "./accept.ts";
import { insertPost, refuseImpossible, type Posted } from "./post.ts";
import { setReach } from "./reach.ts";
import { refuseUnlessAdmin } from "./consent.ts";
import { retell } from "./retell.ts";

type Past = ReturnType<typeof acceptLines<typeof BackfillIncident>>;

/** Writes down an incident that is over. It says when it was recorded, and tells nobody unless that is asked for: then its last post is told, once. */
export async function backfillIncident(ctx: Context, input: BackfillIncident): Promise<Posted> {
  requirePermission(ctx, "incidents.post");
  const past = acceptLines(BackfillIncident, input);
  requireOver(past.posts, ctx.now);
  return ctx.write(async (tx) => {
    const { title, visibility, customerIds, isTold } = past;
    const components = past.posts.flatMap((post) => post.components);
    await refuseImpossible(tx, ctx, { visibility, customerIds, components, notes: [], state: "resolved", body: "", promiseDueAt: null, postmortemDueAt: null, occurredAt: null, earlierComponentIds: [] });
    const incident = { id: newId("inc", ctx.now), code: newCode() };
    // State, impact and times are placeholders for a moment: `retell` derives them from the posts below.
    await tx.insert(incidents).values({ ...incident, title, visibility, state: "resolved", impact: "none", startedAt: ctx.now, lastUpdateAt: ctx.now, backfilledAt: ctx.now, createdAt: ctx.now, createdBy: ctx.actor.kind === "person" ? ctx.actor.personId : null });
    const reach = { visibility, customerIds, componentIds: [...new Set(components.map((each) => each.componentId))] };
    await setReach(tx, incident.id, reach);
    const updateId = await insertPosts(tx, ctx, { ...past, incidentId: incident.id });
    const { touches } = await retell(tx, ctx, { incidentId: incident.id, reaches: [reach], version: 1 });
    await refuseUnlessAdmin(tx, ctx, incident.id);
    const told = { kind: "incident.update_posted", payload: { incidentId: incident.id, updateId } };
    await record(tx, ctx, { action: "incident.backfilled", entityId: incident.id, after: past, touches, event: isTold ? told : undefined });
    return { incidentId: incident.id, code: incident.code, updateId, version: 1 };
  });
}

/** In the order of their happening; answers the last one's id. */
async function insertPosts(tx: Tx, ctx: Context, { posts, isTold, incidentId }: Past & { incidentId: string }): Promise<string> {
  const ordered = posts.toSorted((a, b) => a.occurredAt - b.occurredAt);
  const ids: string[] = [];
  for (const [index, post] of ordered.entries()) {
    const isQuiet = !isTold || index < ordered.length - 1;
    ids.push(await insertPost(tx, ctx, { ...post, incidentId, notes: [], promiseDueAt: null, postmortemDueAt: null, isQuiet }));
  }
  return ids.at(-1) ?? "";
}
