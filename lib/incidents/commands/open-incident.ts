import { incidents } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { newCode, newId } from "#lib/core/ids";
import { OpenIncident } from "../input.ts";
import { accept } from "./accept.ts";
import { type Consent, refuseUnapproved } from "./consent.ts";
import { insertPost, refuseImpossible, type Posted } from "./post.ts";
import { setReach } from "./reach.ts";
import { retell } from "./retell.ts";

export async function openIncident(ctx: Context, input: OpenIncident & { consent?: Consent | null }): Promise<Posted> {
  requirePermission(ctx, "incidents.post");
  const { title, ...post } = accept(OpenIncident, input);
  return ctx.write(async (tx) => {
    await refuseImpossible(tx, ctx, { ...post, earlierComponentIds: [] });
    const incident = { id: newId("inc", ctx.now), code: newCode() };
    // State, impact and times are placeholders for a moment: `retell` derives them from the first post below.
    await tx.insert(incidents).values({
      ...incident,
      title,
      visibility: post.visibility,
      state: post.state,
      impact: "none",
      startedAt: post.occurredAt ?? ctx.now,
      lastUpdateAt: ctx.now,
      createdAt: ctx.now,
      createdBy: ctx.actor.kind === "person" ? ctx.actor.personId : null,
    });
    const reach = { visibility: post.visibility, customerIds: post.customerIds, componentIds: [...new Set(post.components.map((each) => each.componentId))] };
    await setReach(tx, incident.id, reach);
    const updateId = await insertPost(tx, ctx, { ...post, incidentId: incident.id });
    const { touches } = await retell(tx, ctx, { incidentId: incident.id, reaches: [reach], version: 1 });
    await refuseUnapproved(tx, { incidentId: incident.id, consent: input.consent });
    await record(tx, ctx, {
      action: "incident.opened",
      entityId: incident.id,
      after: { title, updateId, ...post },
      touches,
      event: { kind: "incident.update_posted", payload: { incidentId: incident.id, updateId } },
    });
    return { incidentId: incident.id, code: incident.code, updateId, version: 1 };
  });
}
