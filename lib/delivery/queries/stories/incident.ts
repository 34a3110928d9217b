import { and, eq, gt, gte, ne } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { incidentComponents, incidentCustomers, incidents, updates } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { getIncidentImpact } from "#lib/impact/queries/impact";
import { findIncidentView } from "#lib/status/queries/incident";
import type { IncidentView } from "#lib/status/terms";
import { incidentNotice } from "../../rules/notices.ts";
import type { Post, Story } from "./story.ts";

const { id, occurredAt, recordedAt, kind, isQuiet } = updates;

/** An incident's updates, and its post-mortem, which neither overtakes nor is overtaken. */
export const incidentStory: Story = {
  async findPost(read, postId) {
    const [row] = await read
      .select({ incidentId: incidents.id, code: incidents.code, occurredAt, recordedAt, kind, isQuiet, state: updates.state, visibility: incidents.visibility })
      .from(updates)
      .innerJoin(incidents, eq(incidents.id, updates.incidentId))
      .where(eq(id, postId));
    if (!row) return null;
    const { incidentId, code, visibility } = row;
    const others = await listOthers(read, { incidentId, postId });
    const isPostmortem = row.kind === "postmortem";
    const overtaken = others.filter((other) => other.occurredAt <= row.occurredAt && isBefore(other, { id: postId, recordedAt: row.recordedAt }));
    const isLast = !isPostmortem && row.state === "resolved";
    const postKind = isPostmortem ? "postmortem" : "incident_update";
    return {
      kind: postKind,
      postId,
      storyId: incidentId,
      code,
      occurredAt: row.occurredAt,
      recordedAt: row.recordedAt,
      isQuiet: row.isQuiet,
      isFirst: !isPostmortem && others.every((other) => !isBefore(other, { id: postId, recordedAt: row.recordedAt })),
      isLast,
      scope: { kind: postKind, visibility, ...(await reachOf(read, incidentId)), incidentId, storyId: incidentId, postId, isLast },
      olderIds: isPostmortem ? [] : overtaken.map((other) => other.id),
    };
  },

  async isOvertaken(read, post: Post) {
    if (post.kind === "postmortem") return false;
    const overtakes = and(eq(updates.incidentId, post.storyId), eq(kind, "update"), eq(isQuiet, false), gte(occurredAt, post.occurredAt), gt(recordedAt, post.recordedAt));
    return (await read.select({ id }).from(updates).where(overtakes).limit(1)).length > 0;
  },

  async findWords(ctx, post) {
    const incident = await findIncidentView(ctx, post.code);
    const update = incident?.updates.find((each) => each.id === post.postId);
    if (!incident || !update) return null;
    const own = await findOwn(ctx, incident);
    return { write: (reader) => incidentNotice({ incident, update, own, reader, post }), standing: { state: incident.state, endedAt: incident.resolvedAt } };
  },
};

// Of what nobody counts, and of a false alarm, a mail says nothing.
async function findOwn(ctx: Context, { id: incidentId, endedAs }: IncidentView) {
  if (ctx.audience.kind !== "customer" || endedAs === "false_alarm") return null;
  return getIncidentImpact(ctx, { incidentId, customerId: ctx.audience.customerId });
}

// Updates that were told to nobody overtake nothing and begin nothing.
async function listOthers(read: ReadDb, { incidentId, postId }: { incidentId: string; postId: string }) {
  return read.select({ id, occurredAt, recordedAt }).from(updates).where(and(eq(updates.incidentId, incidentId), eq(kind, "update"), eq(isQuiet, false), ne(id, postId)));
}

function isBefore(one: { id: string; recordedAt: number }, other: { id: string; recordedAt: number }): boolean {
  return one.recordedAt < other.recordedAt || (one.recordedAt === other.recordedAt && one.id < other.id);
}

async function reachOf(read: ReadDb, incidentId: string) {
  const named = await read.select({ id: incidentCustomers.customerId }).from(incidentCustomers).where(eq(incidentCustomers.incidentId, incidentId));
  const touched = await read.select({ id: incidentComponents.componentId }).from(incidentComponents).where(eq(incidentComponents.incidentId, incidentId));
  return { selectedIds: named.map((each) => each.id), componentIds: touched.map((each) => each.id) };
}
