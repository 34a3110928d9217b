import { and, desc, eq, isNull } from "drizzle-orm";
import { inByteOrder, startsWith } from "#db/dialect";
import { isBehind } from "#db/keyset";
import { bounceEvents, suppressions } from "#db/schema/delivery";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { Failure } from "#lib/core/failure";
import { decodeCursor, type Page, toPage } from "#lib/core/pages";
import type { ReportKind, SuppressionKind } from "./terms.ts";

const pageSize = 50;
const eventsShown = 20;

export interface QuarantineRow {
  id: string;
  email: string;
  kind: SuppressionKind;
  reason: string;
  bounces: number;
  createdAt: number;
  retryAt: number | null;
}

/** Addresses that get nothing at the moment, the latest first; or the first of those that begin with `find`. */
export async function listQuarantined(ctx: Context, input: { find: string; before: string | null }): Promise<Page<QuarantineRow>> {
  requirePermission(ctx, "console.read");
  const { id, email, kind, reason, bounces, createdAt, retryAt } = suppressions;
  const find = input.find.trim().toLowerCase();
  const select = () => ctx.read.select({ id, email, kind, reason, bounces, createdAt, retryAt }).from(suppressions);
  if (find !== "") return { rows: await select().where(and(isNull(suppressions.healedAt), startsWith(email, find))).orderBy(inByteOrder(email)).limit(pageSize), next: null };
  const rows = await select().where(and(isNull(suppressions.healedAt), isBehind([createdAt, id], decodeCursor(input.before)))).orderBy(desc(createdAt), desc(id)).limit(pageSize + 1);
  return toPage(rows, pageSize, (row) => ({ at: row.createdAt, id: row.id }));
}

/** One address, held back or healed. Throws `not_found` for one that never failed. */
export async function getQuarantined(ctx: Context, input: { id: string }): Promise<QuarantineRow & { healedAt: number | null }> {
  requirePermission(ctx, "console.read");
  const { id, email, kind, reason, bounces, createdAt, retryAt, healedAt } = suppressions;
  const [row] = await ctx.read.select({ id, email, kind, reason, bounces, createdAt, retryAt, healedAt }).from(suppressions).where(eq(id, input.id));
  if (!row) throw new Failure("not_found", "This address is not held back.");
  return row;
}

export interface ReportRow {
  id: string;
  kind: ReportKind;
  provider: string;
  reason: string;
  deliveryId: string | null;
  occurredAt: number;
}

/** What providers told of an address, the latest first. */
export async function listReports(ctx: Context, { email }: { email: string }): Promise<ReportRow[]> {
  requirePermission(ctx, "console.read");
  const { id, provider, reason, deliveryId, occurredAt, receivedAt } = bounceEvents;
  const rows = await ctx.read.select({ id, kind: bounceEvents.kind, provider, reason, deliveryId, occurredAt }).from(bounceEvents).where(eq(bounceEvents.email, email)).orderBy(desc(receivedAt), desc(id)).limit(eventsShown);
  return rows.map((row) => ({ ...row, kind: asKind(row.kind) }));
}

// Written by receiveReports alone, from its own list of words.
function asKind(kind: string): ReportKind {
  return kind as ReportKind;
}
