import { and, desc, eq, ne } from "drizzle-orm";
import { isBehind } from "#db/keyset";
import { announcements } from "#db/schema/announcements";
import { deliveries } from "#db/schema/delivery";
import { incidents } from "#db/schema/incidents";
import { maintenances } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { decodeCursor, type Page, toPage } from "#lib/core/pages";
import { visibleAnnouncements } from "#lib/announcements/queries/visible";
import { visibleIncidents } from "#lib/incidents/queries/visible";
import { visibleMaintenances } from "#lib/maintenance/queries/visible";
import type { Channel, DeliveryKind, DeliveryState } from "../terms.ts";
import { isOwn } from "./evidence.ts";

const pageSize = 50;

export interface OwnDelivery {
  id: string;
  kind: DeliveryKind;
  channel: Channel;
  address: string;
  state: DeliveryState;
  /** Null for what it may not see any more. */
  title: string | null;
  createdAt: number;
  sentAt: number | null;
}

/** What was sent to a customer's own people, for its owners, newest first. */
export async function listOwnDeliveries(ctx: Context, input: { before: string | null }): Promise<Page<OwnDelivery>> {
  requirePermission(ctx, "customer.manage_members");
  const { id, kind, channel, address, state, createdAt, sentAt, storyId } = deliveries;
  const rows = await ctx.read
    .select({ id, kind, channel, address, state, createdAt, sentAt, incident: incidents.title, maintenance: maintenances.title, announcement: announcements.title })
    .from(deliveries)
    .leftJoin(incidents, and(eq(incidents.id, storyId), visibleIncidents(ctx.read, ctx.audience)))
    .leftJoin(maintenances, and(eq(maintenances.id, storyId), visibleMaintenances(ctx.read, ctx.audience)))
    .leftJoin(announcements, and(eq(announcements.id, storyId), visibleAnnouncements(ctx.read, ctx.audience)))
    .where(and(isOwn(ctx), ne(kind, "personal"), isBehind([createdAt, id], decodeCursor(input.before))))
    .orderBy(desc(createdAt), desc(id))
    .limit(pageSize + 1);
  const named = rows.map(({ incident, maintenance, announcement, ...row }) => ({ ...row, title: incident ?? maintenance ?? announcement }));
  return toPage(named, pageSize, (row) => ({ at: row.createdAt, id: row.id }));
}
