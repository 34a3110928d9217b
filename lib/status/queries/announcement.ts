import { and, eq, isNull } from "drizzle-orm";
import { announcementComponents, announcements } from "#db/schema/announcements";
import type { Context } from "#lib/access/context";
import { visibleAnnouncements } from "#lib/announcements/queries/visible";
import { loadKnownComponents } from "./scope.ts";

export interface AnnouncementView {
  id: string;
  code: string;
  title: string;
  /** Markdown or HTML as written: draw it with `renderMarkdown`. */
  body: string;
  beginsAt: number;
  endsAt: number | null;
  endedAt: number | null;
  /** Names as the audience knows them. */
  components: string[];
}

/** One announcement as one audience may see it; null where it may not, where there is none, or where it was withdrawn. */
export async function findAnnouncementView(ctx: Context, code: string): Promise<AnnouncementView | null> {
  const { id, title, body, beginsAt, endsAt, endedAt } = announcements;
  const isIt = and(eq(announcements.code, code), isNull(announcements.withdrawnAt), visibleAnnouncements(ctx.read, ctx.audience));
  const [row] = await ctx.read.select({ id, code: announcements.code, title, body, beginsAt, endsAt, endedAt }).from(announcements).where(isIt);
  if (!row) return null;
  const known = await loadKnownComponents(ctx);
  const touched = await ctx.read.select({ id: announcementComponents.componentId }).from(announcementComponents).where(eq(announcementComponents.announcementId, row.id));
  const ids = new Set(touched.map((each) => each.id));
  return { ...row, components: [...known.values()].filter((component) => ids.has(component.id)).map((component) => component.name) };
}
