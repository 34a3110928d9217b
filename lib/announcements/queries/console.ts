import { and, asc, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { isBehind } from "#db/keyset";
import { people } from "#db/schema/access";
import { announcementRevisions, announcements } from "#db/schema/announcements";
import { componentGroups, components } from "#db/schema/catalog";
import { customers } from "#db/schema/customers";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { decodeCursor, type Page, toPage } from "#lib/core/pages";
import { listViewers } from "#lib/incidents/queries/for-change";
import type { Visibility } from "#lib/incidents/terms";
import { announcementState } from "../rules.ts";
import type { AnnouncementState } from "../terms.ts";
import { getAnnouncementForChange } from "./for-change.ts";

const pageSize = 50;

export interface AnnouncementItem {
  id: string;
  code: string;
  title: string;
  visibility: Visibility;
  state: AnnouncementState;
  beginsAt: number;
  endsAt: number | null;
}

/** All announcements for staff, the latest to begin first. */
export async function listAnnouncements(ctx: Context, input: { before: string | null }): Promise<Page<AnnouncementItem>> {
  requirePermission(ctx, "console.read");
  const { id, code, title, visibility, beginsAt, endsAt, begunAt, endedAt, withdrawnAt } = announcements;
  const rows = await ctx.read
    .select({ id, code, title, visibility, beginsAt, endsAt, begunAt, endedAt, withdrawnAt })
    .from(announcements)
    .where(isBehind([beginsAt, id], decodeCursor(input.before)))
    .orderBy(desc(beginsAt), desc(id))
    .limit(pageSize + 1);
  const page = toPage(rows, pageSize, (row) => ({ at: row.beginsAt, id: row.id }));
  return { ...page, rows: page.rows.map(({ begunAt: begun, endedAt: ended, withdrawnAt: withdrawn, ...row }) => ({ ...row, state: announcementState({ begunAt: begun, endsAt: row.endsAt, endedAt: ended, withdrawnAt: withdrawn }, ctx.now) })) };
}

export interface AnnouncementFacts extends AnnouncementItem {
  body: string;
  isQuiet: boolean;
  hasBegun: boolean;
  version: number;
  customerIds: string[];
  componentIds: string[];
  /** By name, of those that see it or will. */
  viewers: { id: string; name: string }[];
  revisions: { id: string; title: string; body: string; replacedAt: number; replacedBy: string | null }[];
}

/** An announcement as staff change it. */
export async function getAnnouncement(ctx: Context, { id }: { id: string }): Promise<AnnouncementFacts> {
  requirePermission(ctx, "console.read");
  const { row, reach } = await getAnnouncementForChange(ctx.read, id);
  const viewerIds = row.visibility === "public" ? [] : await listViewers(ctx.read, reach);
  const viewers = await ctx.read.select({ id: customers.id, name: customers.name }).from(customers).where(and(inArray(customers.id, viewerIds), isNull(customers.archivedAt))).orderBy(asc(customers.name));
  const revisions = await ctx.read
    .select({ id: announcementRevisions.id, title: announcementRevisions.title, body: announcementRevisions.body, replacedAt: announcementRevisions.replacedAt, replacedBy: people.name })
    .from(announcementRevisions)
    .leftJoin(people, eq(people.id, announcementRevisions.replacedBy))
    .where(eq(announcementRevisions.announcementId, row.id))
    .orderBy(desc(announcementRevisions.replacedAt), desc(announcementRevisions.id));
  const { code, title, body, visibility, beginsAt, endsAt, isQuiet, version } = row;
  return { id: row.id, code, title, body, visibility, beginsAt, endsAt, isQuiet, version, state: announcementState(row, ctx.now), hasBegun: row.begunAt !== null, customerIds: [...reach.customerIds], componentIds: [...reach.componentIds], viewers, revisions };
}

/** Whom and what an announcement may name. */
export async function listAudienceChoices(ctx: Context): Promise<{ customers: { id: string; name: string }[]; components: { id: string; name: string }[] }> {
  requirePermission(ctx, "announcements.post");
  const everyone = await ctx.read.select({ id: customers.id, name: customers.name }).from(customers).where(isNull(customers.archivedAt)).orderBy(asc(customers.name));
  const catalog = await ctx.read
    .select({ id: components.id, name: components.name })
    .from(components)
    .leftJoin(componentGroups, eq(componentGroups.id, components.groupId))
    .where(isNull(components.archivedAt))
    .orderBy(sql`${componentGroups.id} is null`, asc(componentGroups.position), asc(components.position), asc(components.name));
  return { customers: everyone, components: catalog };
}
