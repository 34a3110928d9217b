import { and, asc, eq, gt, inArray, ne, type SQL } from "drizzle-orm";
import { isAhead } from "#db/keyset";
import { announcements } from "#db/schema/announcements";
import { customers } from "#db/schema/customers";
import { bounceEvents, deliveries } from "#db/schema/delivery";
import { incidents } from "#db/schema/incidents";
import { maintenances } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { visibleAnnouncements } from "#lib/announcements/queries/visible";
import { visibleIncidents } from "#lib/incidents/queries/visible";
import { visibleMaintenances } from "#lib/maintenance/queries/visible";
import { type CsvCell, writeCsv } from "#lib/core/csv";
import { toIso } from "#lib/core/time";

const rowsAtOnce = 1_000;
const header = ["delivery", "kind", "story", "title", "post", "customer", "channel", "address", "state", "queued_at", "first_tried_at", "sent_at", "tries", "provider_id", "provider_told", "provider_told_at", "last_error"] as const;
const ownHeader = header.filter((name) => name !== "customer" && name !== "last_error");

/**
 * Evidence of who was told what, when, through what, and what the provider answered: a CSV in slices, oldest first. Of one story,
 * or of everything. Mail that one person asked for (a sign-in link) is nobody's evidence and left out.
 */
export async function* exportDeliveries(ctx: Context, input: { story: string | null }): AsyncGenerator<string> {
  requirePermission(ctx, "console.read");
  yield* exportAs(ctx, { where: input.story === null ? undefined : eq(deliveries.storyId, input.story), columns: header });
}

/** The part about a customer's own people, for its owners. */
export async function* exportOwnDeliveries(ctx: Context): AsyncGenerator<string> {
  requirePermission(ctx, "customer.manage_members");
  yield* exportAs(ctx, { where: isOwn(ctx), columns: ownHeader });
}

/** Only what went to the customer's own readers. */
export function isOwn({ audience }: Context): SQL {
  if (audience.kind !== "customer") throw new Error("Own deliveries are read for a customer.");
  return eq(deliveries.customerId, audience.customerId);
}

async function* exportAs(ctx: Context, { where, columns }: { where: SQL | undefined; columns: readonly string[] }): AsyncGenerator<string> {
  yield writeCsv(columns, []);
  for (let after: { at: number; id: string } | null = null; ; ) {
    const rows = await slice(ctx, where, after);
    const last = rows.at(-1);
    if (!last) return;
    const told = await lastTold(ctx, rows.map((row) => row.delivery));
    yield writeRows(rows.map((row) => cells({ ...row, ...(told.get(row.delivery) ?? { provider_told: null, provider_told_at: null }) }, columns)));
    after = { at: last.queued_at, id: last.delivery };
  }
}

// Titles only of what may be seen today: an incident may have been made internal, and renamed, since it was told.
async function slice(ctx: Context, where: SQL | undefined, after: { at: number; id: string } | null) {
  const { id, kind, storyId, postId, channel, address, state, createdAt, firstAttemptAt, sentAt, attempts, providerId, lastError } = deliveries;
  return ctx.read
    .select({ delivery: id, kind, story: storyId, incident: incidents.title, maintenance: maintenances.title, announcement: announcements.title, post: postId, customer: customers.name, channel, address, state, queued_at: createdAt, first_tried_at: firstAttemptAt, sent_at: sentAt, tries: attempts, provider_id: providerId, last_error: lastError })
    .from(deliveries)
    .leftJoin(customers, eq(customers.id, deliveries.customerId))
    .leftJoin(incidents, and(eq(incidents.id, storyId), visibleIncidents(ctx.read, ctx.audience)))
    .leftJoin(maintenances, and(eq(maintenances.id, storyId), visibleMaintenances(ctx.read, ctx.audience)))
    .leftJoin(announcements, and(eq(announcements.id, storyId), visibleAnnouncements(ctx.read, ctx.audience)))
    .where(and(where, ne(kind, "personal"), isAhead([createdAt, id], after)))
    .orderBy(asc(createdAt), asc(id))
    .limit(rowsAtOnce);
}

async function lastTold(ctx: Context, ids: string[]): Promise<Map<string, { provider_told: string; provider_told_at: number }>> {
  const rows = await ctx.read
    .select({ deliveryId: bounceEvents.deliveryId, kind: bounceEvents.kind, at: bounceEvents.occurredAt })
    .from(bounceEvents)
    .where(and(inArray(bounceEvents.deliveryId, ids), gt(bounceEvents.occurredAt, 0)))
    .orderBy(asc(bounceEvents.occurredAt), asc(bounceEvents.id));
  return new Map(rows.map((row) => [row.deliveryId ?? "", { provider_told: row.kind, provider_told_at: row.at }]));
}

type Row = Awaited<ReturnType<typeof slice>>[number] & { provider_told: string | null; provider_told_at: number | null };

function cells(row: Row, columns: readonly string[]): CsvCell[] {
  const { incident, maintenance, announcement, queued_at, first_tried_at, sent_at, provider_told_at, ...others } = row;
  const all: Record<string, CsvCell> = { ...others, title: incident ?? maintenance ?? announcement, queued_at: iso(queued_at), first_tried_at: iso(first_tried_at), sent_at: iso(sent_at), provider_told_at: iso(provider_told_at) };
  return columns.map((name) => all[name] ?? null);
}

function iso(at: number | null): string | null {
  return at === null ? null : toIso(at);
}

// `writeCsv` writes a header first: here it stands once above all slices.
function writeRows(rows: CsvCell[][]): string {
  const text = writeCsv(["-"], rows);
  return text.slice(text.indexOf("\r\n") + 2);
}
