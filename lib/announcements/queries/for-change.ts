import { eq, or } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { announcementComponents, announcementCustomers, announcements } from "#db/schema/announcements";
import { Failure } from "#lib/core/failure";
import type { Addressed } from "#lib/incidents/rules/audience";

export type AnnouncementRow = typeof announcements.$inferSelect;

/** By id or by its public code, with whom it is for. */
export async function getAnnouncementForChange(read: ReadDb, key: string): Promise<{ row: AnnouncementRow; reach: Addressed }> {
  const [row] = await read.select().from(announcements).where(or(eq(announcements.id, key), eq(announcements.code, key)));
  if (!row) throw new Failure("not_found", "This announcement does not exist.");
  const named = await read.select({ id: announcementCustomers.customerId }).from(announcementCustomers).where(eq(announcementCustomers.announcementId, row.id));
  const touched = await read.select({ id: announcementComponents.componentId }).from(announcementComponents).where(eq(announcementComponents.announcementId, row.id));
  return { row, reach: { visibility: row.visibility, customerIds: named.map((each) => each.id), componentIds: touched.map((each) => each.id) } };
}
