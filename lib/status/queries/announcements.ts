import { and, desc, eq, gt, inArray, isNotNull, isNull, or, type SQL } from "drizzle-orm";
import { announcementComponents, announcementRevisions, announcements } from "#db/schema/announcements";
import type { Context } from "#lib/access/context";
import { visibleAnnouncements } from "#lib/announcements/queries/visible";
import { announcementState } from "#lib/announcements/rules";
import type { AnnouncementSummary, AnnouncementView } from "../terms.ts";
import { type KnownComponents, loadKnownComponents, loadZone } from "./scope.ts";

const currentLimit = 10;

/** What the audience should know now, the latest to begin first. */
export async function loadCurrentAnnouncements(ctx: Context, known: KnownComponents): Promise<AnnouncementSummary[]> {
  const { begunAt, endedAt, withdrawnAt, endsAt } = announcements;
  const isShown = and(isNull(endedAt), isNull(withdrawnAt), isNotNull(begunAt), or(isNull(endsAt), gt(endsAt, ctx.now)));
  return loadAnnouncements(ctx, { known, where: isShown, limit: currentLimit });
}

/** Announcements that have begun and that the audience may see, the latest first. */
export async function loadAnnouncements(ctx: Context, { known, where, limit }: { known: KnownComponents; where?: SQL | undefined; limit: number }): Promise<AnnouncementSummary[]> {
  const { id, code, title, body, beginsAt, begunAt, endsAt, endedAt, withdrawnAt } = announcements;
  const rows = await ctx.read
    .select({ id, code, title, body, beginsAt, begunAt, endsAt, endedAt, withdrawnAt })
    .from(announcements)
    .where(and(visibleAnnouncements(ctx.read, ctx.audience), where))
    .orderBy(desc(beginsAt), desc(id))
    .limit(limit);
  if (rows.length === 0) return [];
  const about = await ctx.read.select().from(announcementComponents).where(inArray(announcementComponents.announcementId, rows.map((row) => row.id)));
  return rows.map(({ begunAt: begun, ...row }) => {
    const ids = new Set(about.filter((each) => each.announcementId === row.id).map((each) => each.componentId));
    const components = [...known.values()].filter((component) => ids.has(component.id)).map((component) => component.name);
    return { ...row, state: announcementState({ ...row, begunAt: begun }, ctx.now), components };
  });
}

/** One announcement as one audience may see it; null where it may not, or where there is none. */
export async function findAnnouncementView(ctx: Context, code: string): Promise<AnnouncementView | null> {
  const [known, zone] = await Promise.all([loadKnownComponents(ctx), loadZone(ctx)]);
  const [announcement] = await loadAnnouncements(ctx, { known, where: eq(announcements.code, code), limit: 1 });
  if (!announcement) return null;
  const { id, title, body, replacedAt } = announcementRevisions;
  const earlier = await ctx.read.select({ id, title, body, replacedAt }).from(announcementRevisions).where(eq(announcementRevisions.announcementId, announcement.id)).orderBy(desc(replacedAt), desc(id));
  return { ...announcement, madeAt: ctx.now, zone, earlier };
}
