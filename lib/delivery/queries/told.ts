import { and, asc, count, eq, inArray, max, min, sql } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { announcements } from "#db/schema/announcements";
import { deliveries } from "#db/schema/delivery";
import { incidents, updates } from "#db/schema/incidents";
import { maintenances, maintenanceUpdates } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { Failure } from "#lib/core/failure";
import { announcementPost } from "./stories/announcement.ts";
import { channels, type Channel, type DeliveryState } from "../terms.ts";

export interface Story {
  id: string;
  kind: "incident" | "maintenance" | "announcement";
  title: string;
  code: string;
  /** When it began, or was announced. */
  beganAt: number;
}

export interface ToldPost {
  postId: string;
  /** When it was written down here. */
  postedAt: number;
  byChannel: { channel: Channel; total: number; sent: number; waiting: number; failed: number; heldBack: number }[];
  firstSentAt: number | null;
  /** When the last of them left; null while nothing has. */
  lastSentAt: number | null;
}

export interface Told {
  story: Story;
  /** Newest first; posts that nobody was told of included. */
  posts: ToldPost[];
  /** Milliseconds from the begin to the first post, for an incident that was told as it went. */
  timeToFirstPost: number | null;
  /** Milliseconds from the first post to the last delivery of it. */
  timeToLastDelivery: number | null;
}

/** What was told of a story, post by post: how many by which channel, and how soon. */
export async function getTold(ctx: Context, storyId: string): Promise<Told> {
  requirePermission(ctx, "console.read");
  const story = await findStory(ctx.read, storyId);
  if (!story) throw new Failure("not_found", "There is nothing of that id.");
  const posts = await listPosts(ctx.read, story);
  const told = await countPosts(ctx.read, posts.map((post) => post.id));
  const rows = posts.map((post) => ({ postId: post.id, postedAt: post.at, ...(told.get(post.id) ?? nothingTold) }));
  const first = rows.at(-1);
  return { story, posts: rows, timeToFirstPost: first && story.kind === "incident" ? Math.max(0, first.postedAt - story.beganAt) : null, timeToLastDelivery: first?.lastSentAt != null ? first.lastSentAt - first.postedAt : null };
}

const nothingTold = { byChannel: [], firstSentAt: null, lastSentAt: null };

async function findStory(read: ReadDb, storyId: string): Promise<Story | null> {
  const [incident] = await read.select({ id: incidents.id, title: incidents.title, code: incidents.code, beganAt: incidents.startedAt }).from(incidents).where(eq(incidents.id, storyId));
  if (incident) return { kind: "incident", ...incident };
  const [maintenance] = await read.select({ id: maintenances.id, title: maintenances.title, code: maintenances.code, beganAt: maintenances.createdAt }).from(maintenances).where(eq(maintenances.id, storyId));
  if (maintenance) return { kind: "maintenance", ...maintenance };
  const [announcement] = await read.select({ id: announcements.id, title: announcements.title, code: announcements.code, beganAt: announcements.beginsAt }).from(announcements).where(eq(announcements.id, storyId));
  return announcement ? { kind: "announcement", ...announcement } : null;
}

async function listPosts(read: ReadDb, story: Story): Promise<{ id: string; at: number }[]> {
  if (story.kind === "announcement") return listTellings(read, story);
  const rows =
    story.kind === "incident"
      ? await read.select({ id: updates.id, at: updates.recordedAt }).from(updates).where(eq(updates.incidentId, story.id)).orderBy(asc(updates.recordedAt), asc(updates.id))
      : await read.select({ id: maintenanceUpdates.id, at: maintenanceUpdates.recordedAt }).from(maintenanceUpdates).where(eq(maintenanceUpdates.maintenanceId, story.id)).orderBy(asc(maintenanceUpdates.recordedAt), asc(maintenanceUpdates.id));
  return rows.toReversed();
}

// Each version may have been told; those that were not have no deliveries.
async function listTellings(read: ReadDb, { id, beganAt }: Story): Promise<{ id: string; at: number }[]> {
  const [row] = await read.select({ version: announcements.version }).from(announcements).where(eq(announcements.id, id));
  const posts = Array.from({ length: row?.version ?? 1 }, (_, index) => announcementPost(id, index + 1));
  const told = await read.selectDistinct({ postId: deliveries.postId, at: min(deliveries.createdAt) }).from(deliveries).where(inArray(deliveries.postId, posts)).groupBy(deliveries.postId);
  const rows = told.map(({ postId, at }) => ({ id: postId ?? "", at: at ?? beganAt }));
  return rows.length === 0 ? [{ id: posts[0] ?? id, at: beganAt }] : rows.toSorted((a, b) => b.at - a.at);
}

// Counted from an index that holds nothing else, however many readers there were.
async function countPosts(read: ReadDb, postIds: string[]): Promise<Map<string, Omit<ToldPost, "postId" | "postedAt">>> {
  if (postIds.length === 0) return new Map();
  const rows = await read
    .select({ postId: deliveries.postId, channel: deliveries.channel, state: deliveries.state, total: count(), first: min(deliveries.sentAt), last: max(deliveries.sentAt) })
    .from(deliveries)
    .where(and(inArray(deliveries.postId, postIds), sql`${deliveries.channel} is not null`))
    .groupBy(deliveries.postId, deliveries.channel, deliveries.state);
  const byPost = Map.groupBy(rows, (row) => row.postId ?? "");
  return new Map([...byPost].map(([postId, some]) => [postId, { byChannel: channels.flatMap((channel) => countOf(channel, some)), firstSentAt: least(some.map((row) => row.first)), lastSentAt: most(some.map((row) => row.last)) }]));
}

interface Counted {
  channel: Channel;
  state: DeliveryState;
  total: number;
}

function countOf(channel: Channel, rows: Counted[]): ToldPost["byChannel"] {
  const own = rows.filter((row) => row.channel === channel);
  const sum = (...states: DeliveryState[]) => own.filter((row) => states.includes(row.state)).reduce((total, row) => total + row.total, 0);
  if (own.length === 0) return [];
  return [{ channel, total: own.reduce((total, row) => total + row.total, 0), sent: sum("sent"), waiting: sum("queued", "sending", "collected"), failed: sum("dead", "unknown"), heldBack: sum("suppressed", "superseded") }];
}

function least(values: (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.min(...known);
}

function most(values: (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}
