import { eq } from "drizzle-orm";
import { announcementComponents, announcementCustomers, announcements } from "#db/schema/announcements";
import { findAnnouncementView } from "#lib/status/queries/announcement";
import { announcementNotice } from "../../rules/notices.ts";
import type { Story } from "./story.ts";

/** An announcement is a story of one post. */
export const announcementStory: Story = {
  async findPost(read, postId) {
    const { id, code, visibility, beginsAt, begunAt, isQuiet } = announcements;
    const [row] = await read.select({ code, visibility, beginsAt, begunAt, isQuiet }).from(announcements).where(eq(id, postId));
    if (!row) return null;
    const named = await read.select({ id: announcementCustomers.customerId }).from(announcementCustomers).where(eq(announcementCustomers.announcementId, postId));
    const touched = await read.select({ id: announcementComponents.componentId }).from(announcementComponents).where(eq(announcementComponents.announcementId, postId));
    return {
      kind: "announcement",
      postId,
      storyId: postId,
      code: row.code,
      occurredAt: row.beginsAt,
      recordedAt: row.begunAt ?? row.beginsAt,
      isQuiet: row.isQuiet,
      isFirst: true,
      isLast: true,
      scope: { kind: "announcement", visibility: row.visibility, selectedIds: named.map((each) => each.id), componentIds: touched.map((each) => each.id), incidentId: null, storyId: postId, postId, isLast: true },
      olderIds: [],
    };
  },

  isOvertaken: async () => false,

  async findWords(ctx, post) {
    const announcement = await findAnnouncementView(ctx, post.code);
    return announcement ? { write: (reader) => announcementNotice({ announcement, reader, post }), standing: { state: null, endedAt: announcement.endedAt } } : null;
  },
};
