import { eq } from "drizzle-orm";
import type { Db } from "#db/open";
import { maintenances } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import { DAY, HOUR } from "#lib/core/time";
import { scheduleMaintenance } from "#lib/maintenance/commands/schedule";
import { scheduleSeries } from "#lib/maintenance/commands/series";
import type { ScheduleMaintenance, ScheduleSeries } from "#lib/maintenance/input";
import { cards, testNow } from "./cast.ts";

const upgrade: ScheduleMaintenance = {
  title: "Upgrade of the card database",
  body: "Card payments may take a second longer.",
  visibility: "public",
  componentIds: [cards.id],
  scheduledFor: testNow + 2 * DAY,
  scheduledUntil: testNow + 2 * DAY + HOUR,
  reminders: [1_440, 60],
};

/** Plans something sensible wherever the test does not care. */
export function aMaintenance(ctx: Context, changes: Partial<ScheduleMaintenance> = {}) {
  return scheduleMaintenance(ctx, { ...upgrade, ...changes });
}

/** Every Sunday at two in Berlin, from 8 November 2026. */
export function aSeries(ctx: Context, changes: Partial<ScheduleSeries> = {}) {
  const firstAt = Date.UTC(2026, 10, 8, 1);
  return scheduleSeries(ctx, { ...upgrade, title: "Restart of the caches", scheduledFor: firstAt, scheduledUntil: firstAt + HOUR, reminders: [60], rrule: "FREQ=WEEKLY;BYDAY=SU", timeZone: "Europe/Berlin", ...changes });
}

export async function maintenanceOf(db: Db, id: string) {
  const [row] = await db.read.select().from(maintenances).where(eq(maintenances.id, id));
  if (!row) throw new Error(`There is no maintenance ${id}.`);
  return row;
}
