import { eq } from "drizzle-orm";
import { announcementComponents, announcementCustomers, announcements } from "#db/schema/announcements";
import { findAnnouncementView } from "#lib/status/queries/announcements";
import { announcementNotice } from "../../rules/notices.ts";
import type { Story } from "./story.ts";

/** The post of an announcement's version: an edit that is told again is another post of the same story. */
export function announcementPost(announcementId: string, version = 1): string {
  return `${announcementId}-${version}`;
}

/** An announcement is a story whose posts are its tellings. */
export const announcementStory: Story = {
  async findPost(read, postId) {
    const [storyId = ""] = postId.split("-");
    const { id, code, visibility, beginsAt, begunAt } = announcements;
    const [row] = await read.select({ code, visibility, beginsAt, begunAt }).from(announcements).where(eq(id, storyId));
    if (!row) return null;
    const named = await read.select({ id: announcementCustomers.customerId }).from(announcementCustomers).where(eq(announcementCustomers.announcementId, storyId));
    const touched = await read.select({ id: announcementComponents.componentId }).from(announcementComponents).where(eq(announcementComponents.announcementId, storyId));
    return {
      kind: "announcement",
      postId,
      storyId,
      code: row.code,
      occurredAt: row.beginsAt,
      recordedAt: row.begunAt ?? row.beginsAt,
      // An event is written only for what shall be told: at its begin unless it is quiet, and on wish after an edit.
      isQuiet: false,
      isFirst: true,
      isLast: true,
      scope: { kind: "announcement", visibility: row.visibility, selectedIds: named.map((each) => each.id), componentIds: touched.map((each) => each.id), incidentId: null, storyId, postId, isLast: true },
      olderIds: [],
    };
  },

  isOvertaken: async () => false,

  async findWords(ctx, post) {
    const announcement = await findAnnouncementView(ctx, post.code);
    return announcement && announcement.withdrawnAt === null ? { write: (reader) => announcementNotice({ announcement, reader, post }), standing: { state: null, endedAt: announcement.endedAt } } : null;
  },
};
