import { and, count, desc, eq, inArray, min, sql, type SQL } from "drizzle-orm";
import { isBehind } from "#db/keyset";
import type { ReadDb } from "#db/open";
import { customers } from "#db/schema/customers";
import { deliveries, deliveryAttempts } from "#db/schema/delivery";
import { incidents } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { Failure } from "#lib/core/failure";
import { channels, type Channel, type DeliveryKind, type DeliveryState } from "../terms.ts";
import { loadReaderMessages, messageColumns, shownWords } from "./messages.ts";
import { isInHand, listLanes } from "./queue.ts";

export interface DeliveryRow {
  id: string;
  kind: DeliveryKind;
  channel: Channel;
  state: DeliveryState;
  address: string;
  customerName: string | null;
  incidentTitle: string | null;
  incidentId: string | null;
  attempts: number;
  createdAt: number;
  sentAt: number | null;
  lastError: string | null;
}

/** Deliveries for staff, newest first; `before` is the id of the last one seen. */
export async function listDeliveries(ctx: Context, input: { state: DeliveryState | null; before: { at: number; id: string } | null; limit: number }): Promise<DeliveryRow[]> {
  requirePermission(ctx, "console.read");
  const { state, before, limit } = input;
  return rows(ctx.read)
    .where(and(state ? inState(state) : undefined, isBehind([deliveries.createdAt, deliveries.id], before)))
    .orderBy(desc(deliveries.createdAt), desc(deliveries.id))
    .limit(limit);
}

export interface AttemptRow {
  attempt: number;
  at: number;
  outcome: string;
  reason: string;
}

export async function getDelivery(ctx: Context, id: string): Promise<DeliveryRow & { subject: string | null; text: string | null; providerId: string | null; tries: AttemptRow[] }> {
  requirePermission(ctx, "console.read");
  const [row] = await rows(ctx.read).where(eq(deliveries.id, id));
  if (!row) throw new Failure("not_found", "There is no such delivery.");
  const [more] = await ctx.read.select({ ...messageColumns, providerId: deliveries.providerId, kind: deliveries.kind }).from(deliveries).where(eq(deliveries.id, id));
  const tries = await ctx.read
    .select({ attempt: deliveryAttempts.attempt, at: deliveryAttempts.at, outcome: deliveryAttempts.outcome, reason: deliveryAttempts.reason })
    .from(deliveryAttempts)
    .where(eq(deliveryAttempts.deliveryId, id))
    .orderBy(deliveryAttempts.at);
  // A personal mail may hold a sign-in link: nobody else reads it, staff neither.
  const [message = null] = more && more.kind !== "personal" ? await loadReaderMessages(ctx.read, [more]) : [];
  return { ...row, ...(message ? shownWords(message) : { subject: null, text: null }), providerId: more?.providerId ?? null, tries };
}

/** What needs a person: given up, or possibly lost. */
export async function countFailedDeliveries(ctx: Context): Promise<number> {
  requirePermission(ctx, "console.read");
  const [row] = await ctx.read.select({ failed: count() }).from(deliveries).where(and(isUnsent, inArray(deliveries.state, ["dead", "unknown"])));
  return row?.failed ?? 0;
}

/** When the delivery that waits longest became due. */
export async function findOldestDue(read: ReadDb, now: number): Promise<number | null> {
  const firsts = await Promise.all(channels.map((channel) => findFirstDue(read, channel)));
  const due = firsts.flat().filter((at) => at <= now);
  return due.length === 0 ? null : Math.min(...due);
}

async function findFirstDue(read: ReadDb, channel: Channel): Promise<number[]> {
  const [inHand] = await read.select({ at: min(deliveries.dueAt) }).from(deliveries).where(and(isInHand, eq(deliveries.channel, channel)));
  return [...(inHand?.at == null ? [] : [inHand.at]), ...(await listLanes(read, channel)).map((lane) => lane.dueAt)];
}

// Written as in the index, else SQLite does not see that it may use it.
const isUnsent = sql`${deliveries.state} in ('queued','superseded','suppressed','dead','unknown')`;

// Nearly all are sent: those are found on the way down the list.
function inState(state: DeliveryState): SQL | undefined {
  return state === "sent" || state === "sending" ? eq(deliveries.state, state) : and(isUnsent, eq(deliveries.state, state));
}

function rows(read: ReadDb) {
  return read
    .select({
      id: deliveries.id,
      kind: deliveries.kind,
      channel: deliveries.channel,
      state: deliveries.state,
      address: deliveries.address,
      customerName: customers.name,
      incidentTitle: incidents.title,
      incidentId: deliveries.storyId,
      attempts: deliveries.attempts,
      createdAt: deliveries.createdAt,
      sentAt: deliveries.sentAt,
      lastError: deliveries.lastError,
    })
    .from(deliveries)
    .leftJoin(customers, eq(customers.id, deliveries.customerId))
    .leftJoin(incidents, eq(incidents.id, deliveries.storyId))
    .$dynamic();
}
