import { sql } from "drizzle-orm";
import { visibilities } from "#lib/incidents/terms";
import { kit as k } from "../kit.ts";
import { components } from "./catalog.ts";
import { customers } from "./customers.ts";

/** Something readers should know that affects no component. Shown from its begin to its end, kept in the history after that. */
export const announcements = k.table("announcements", {
  id: k.text("id").primaryKey(),
  code: k.text("code").notNull(),
  title: k.text("title").notNull(),
  body: k.text("body").notNull(),
  visibility: k.oneOf("visibility", visibilities).notNull(),
  beginsAt: k.instant("begins_at").notNull(),
  /** Null: until somebody ends it. */
  endsAt: k.instant("ends_at"),
  /** Whether subscribers hear of it when it begins. */
  isQuiet: k.bool("is_quiet").notNull().default(false),
  /** When its begin was told, by the clock. */
  begunAt: k.instant("begun_at"),
  endedAt: k.instant("ended_at"),
  withdrawnAt: k.instant("withdrawn_at"),
  externalId: k.text("external_id"),
  version: k.int("version").notNull().default(1),
  createdAt: k.instant("created_at").notNull(),
  createdBy: k.text("created_by"),
}, (t) => [k.uniqueIndex("announcements_code").on(t.code), k.uniqueIndex("announcements_external").on(t.externalId), k.index("announcements_begins").on(t.beginsAt, t.id), k.index("announcements_current").on(t.beginsAt, t.id).where(sql`ended_at is null and withdrawn_at is null`)]);

export const announcementCustomers = k.table("announcement_customers", {
  announcementId: k.text("announcement_id").notNull().references(() => announcements.id, { onDelete: "cascade" }),
  customerId: k.text("customer_id").notNull().references(() => customers.id, { onDelete: "cascade" }),
}, (t) => [k.primaryKey({ columns: [t.announcementId, t.customerId] }), k.index("announcement_customers_customer").on(t.customerId)]);

/** What it is about, which decides whom `affected` means and who hears; their states do not change. */
export const announcementComponents = k.table("announcement_components", {
  announcementId: k.text("announcement_id").notNull().references(() => announcements.id, { onDelete: "cascade" }),
  componentId: k.text("component_id").notNull().references(() => components.id, { onDelete: "cascade" }),
}, (t) => [k.primaryKey({ columns: [t.announcementId, t.componentId] }), k.index("announcement_components_component").on(t.componentId)]);

/** What it said before an edit. */
export const announcementRevisions = k.table("announcement_revisions", {
  id: k.text("id").primaryKey(),
  announcementId: k.text("announcement_id").notNull().references(() => announcements.id, { onDelete: "cascade" }),
  title: k.text("title").notNull(),
  body: k.text("body").notNull(),
  replacedAt: k.instant("replaced_at").notNull(),
  replacedBy: k.text("replaced_by"),
}, (t) => [k.index("announcement_revisions_announcement").on(t.announcementId, t.replacedAt)]);
