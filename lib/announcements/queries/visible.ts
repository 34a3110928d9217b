import { and, eq, or, sql, type SQL } from "drizzle-orm";
import { hasRow } from "#db/dialect";
import type { ReadDb } from "#db/open";
import { announcementComponents, announcementCustomers, announcements } from "#db/schema/announcements";
import { customerComponents } from "#db/schema/customers";
import type { Audience } from "#lib/access/terms";

/** The condition on `announcements` that holds for what an audience may see: the same four words as for incidents. */
export function visibleAnnouncements(read: ReadDb, audience: Audience): SQL {
  const isPublic = eq(announcements.visibility, "public");
  if (audience.kind === "staff") return sql`1 = 1`;
  if (audience.kind === "public") return isPublic;
  const usesAffected = read
    .select({ one: sql`1` })
    .from(announcementComponents)
    .innerJoin(customerComponents, eq(customerComponents.componentId, announcementComponents.componentId))
    .where(and(eq(announcementComponents.announcementId, announcements.id), eq(customerComponents.customerId, audience.customerId)));
  const isNamed = read
    .select({ one: sql`1` })
    .from(announcementCustomers)
    .where(and(eq(announcementCustomers.announcementId, announcements.id), eq(announcementCustomers.customerId, audience.customerId)));
  const conditions = or(isPublic, and(eq(announcements.visibility, "affected"), hasRow(usesAffected.limit(1))), and(eq(announcements.visibility, "selected"), hasRow(isNamed.limit(1))));
  return conditions ?? isPublic;
}
