import { and, eq, gt, gte, ne } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { maintenanceComponents, maintenanceCustomers, maintenances, maintenanceUpdates } from "#db/schema/maintenance";
import { findMaintenanceView } from "#lib/status/queries/maintenance";
import { maintenanceNotice } from "../../rules/notices.ts";
import type { Post, Story } from "./story.ts";

const { id, kind, occurredAt, recordedAt, isQuiet, earlierFor, earlierUntil } = maintenanceUpdates;

/** A maintenance's updates. A reminder overtakes nothing: it says only what was said before. */
export const maintenanceStory: Story = {
  async findPost(read, postId) {
    const [row] = await read
      .select({ maintenanceId: maintenances.id, code: maintenances.code, kind, state: maintenanceUpdates.state, occurredAt, recordedAt, isQuiet, visibility: maintenances.visibility })
      .from(maintenanceUpdates)
      .innerJoin(maintenances, eq(maintenances.id, maintenanceUpdates.maintenanceId))
      .where(eq(id, postId));
    if (!row) return null;
    const { maintenanceId, code, visibility } = row;
    const others = await read.select({ id, kind, occurredAt, recordedAt }).from(maintenanceUpdates).where(and(eq(maintenanceUpdates.maintenanceId, maintenanceId), eq(isQuiet, false), ne(id, postId)));
    const before = others.filter((other) => other.recordedAt < row.recordedAt || (other.recordedAt === row.recordedAt && other.id < postId));
    const isLast = row.state === "completed" || row.state === "cancelled";
    return {
      kind: "maintenance_update",
      postId,
      storyId: maintenanceId,
      code,
      occurredAt: row.occurredAt,
      recordedAt: row.recordedAt,
      isQuiet: row.isQuiet,
      isFirst: before.length === 0,
      isLast,
      scope: { kind: "maintenance_update", visibility, ...(await reachOf(read, maintenanceId)), incidentId: null, storyId: maintenanceId, postId, isLast },
      olderIds: row.kind === "reminder" ? [] : before.filter((other) => other.occurredAt <= row.occurredAt).map((other) => other.id),
    };
  },

  async isOvertaken(read, post: Post) {
    const overtakes = and(eq(maintenanceUpdates.maintenanceId, post.storyId), ne(kind, "reminder"), eq(isQuiet, false), gte(occurredAt, post.occurredAt), gt(recordedAt, post.recordedAt));
    return (await read.select({ id }).from(maintenanceUpdates).where(overtakes).limit(1)).length > 0;
  },

  async findWords(ctx, post) {
    const maintenance = await findMaintenanceView(ctx, post.code);
    const update = maintenance?.updates.find((each) => each.id === post.postId);
    const [told] = await ctx.read.select({ kind, earlierFor, earlierUntil }).from(maintenanceUpdates).where(eq(id, post.postId));
    if (!maintenance || !update || !told) return null;
    const isOver = maintenance.state === "completed" || maintenance.state === "cancelled";
    return { write: (reader) => maintenanceNotice({ maintenance, update, told, reader, post }), standing: { state: maintenance.state, endedAt: isOver ? (maintenance.completedAt ?? update.occurredAt) : null } };
  },
};

async function reachOf(read: ReadDb, maintenanceId: string) {
  const named = await read.select({ id: maintenanceCustomers.customerId }).from(maintenanceCustomers).where(eq(maintenanceCustomers.maintenanceId, maintenanceId));
  const touched = await read.select({ id: maintenanceComponents.componentId }).from(maintenanceComponents).where(eq(maintenanceComponents.maintenanceId, maintenanceId));
  return { selectedIds: named.map((each) => each.id), componentIds: touched.map((each) => each.id) };
}
