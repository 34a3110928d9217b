import { sql } from "drizzle-orm";
import { visibilities } from "#lib/incidents/terms";
import { maintenanceAnswers, maintenanceStates, maintenanceUpdateKinds } from "#lib/maintenance/terms";
import { kit as k } from "../kit.ts";
import { people } from "./access.ts";
import { components } from "./catalog.ts";
import { customers } from "./customers.ts";

/** Planned work that recurs. Its occurrences become maintenances one by one, when they come near or are touched. */
export const maintenanceSeries = k.table("maintenance_series", {
  id: k.text("id").primaryKey(),
  title: k.text("title").notNull(),
  body: k.text("body").notNull().default(""),
  visibility: k.oneOf("visibility", visibilities).notNull(),
  customerIds: k.json<string[]>("customer_ids").notNull(),
  componentIds: k.json<string[]>("component_ids").notNull(),
  /** RFC 5545, without DTSTART: that is `firstAt` in `timeZone`. */
  rrule: k.text("rrule").notNull(),
  timeZone: k.text("time_zone").notNull(),
  firstAt: k.instant("first_at").notNull(),
  durationMs: k.int("duration_ms").notNull(),
  /** The flags and reminders of each occurrence. */
  settings: k.json<Record<string, unknown>>("settings").notNull(),
  /** The last occurrence that became a maintenance, by its time in the rule. */
  madeUntil: k.instant("made_until"),
  /** No occurrence after it. */
  endedAt: k.instant("ended_at"),
  version: k.int("version").notNull().default(1),
  createdAt: k.instant("created_at").notNull(),
  createdBy: k.text("created_by"),
}, (t) => [k.index("maintenance_series_open").on(t.firstAt, t.id).where(sql`ended_at is null`)]);

export const maintenances = k.table("maintenances", {
  id: k.text("id").primaryKey(),
  code: k.text("code").notNull(),
  title: k.text("title").notNull(),
  visibility: k.oneOf("visibility", visibilities).notNull(),
  state: k.oneOf("state", maintenanceStates).notNull(),
  scheduledFor: k.instant("scheduled_for").notNull(),
  scheduledUntil: k.instant("scheduled_until").notNull(),
  startedAt: k.instant("started_at"),
  completedAt: k.instant("completed_at"),
  externalId: k.text("external_id"),
  externalUrl: k.text("external_url"),
  version: k.int("version").notNull().default(1),
  /** RFC 5545 SEQUENCE: raised whenever its times change or it is cancelled. */
  sequence: k.int("sequence").notNull().default(0),
  /** Starts, or ends, by the clock. */
  startsItself: k.bool("starts_itself").notNull().default(true),
  completesItself: k.bool("completes_itself").notNull().default(true),
  /** Its components are under maintenance while it lasts, and operational when it is completed. */
  setsComponents: k.bool("sets_components").notNull().default(true),
  /** Whether its readers hear of its being planned, of its start and of its end. */
  tellsPlan: k.bool("tells_plan").notNull().default(true),
  tellsStart: k.bool("tells_start").notNull().default(true),
  tellsEnd: k.bool("tells_end").notNull().default(true),
  /** Minutes before its start. */
  reminders: k.json<number[]>("reminders").notNull().default([]),
  /** Customers are asked whether the time suits them, until then. */
  asksUntil: k.instant("asks_until"),
  overrunAt: k.instant("overrun_at"),
  cancelledAt: k.instant("cancelled_at"),
  seriesId: k.text("series_id").references(() => maintenanceSeries.id, { onDelete: "cascade" }),
  /** Its time in the series' rule, whenever it really happens. */
  occurrenceAt: k.instant("occurrence_at"),
  createdAt: k.instant("created_at").notNull(),
  createdBy: k.text("created_by"),
}, (t) => [k.uniqueIndex("maintenances_occurrence").on(t.seriesId, t.occurrenceAt), k.uniqueIndex("maintenances_code").on(t.code), k.uniqueIndex("maintenances_external").on(t.externalId), k.index("maintenances_scheduled").on(t.scheduledFor, t.id), k.index("maintenances_coming").on(t.scheduledFor, t.id).where(sql`state in ('scheduled','in_progress','verifying')`)]);

export const maintenanceCustomers = k.table("maintenance_customers", {
  maintenanceId: k.text("maintenance_id").notNull().references(() => maintenances.id, { onDelete: "cascade" }),
  customerId: k.text("customer_id").notNull().references(() => customers.id, { onDelete: "cascade" }),
}, (t) => [k.primaryKey({ columns: [t.maintenanceId, t.customerId] })]);

export const maintenanceComponents = k.table("maintenance_components", {
  maintenanceId: k.text("maintenance_id").notNull().references(() => maintenances.id, { onDelete: "cascade" }),
  componentId: k.text("component_id").notNull().references(() => components.id, { onDelete: "cascade" }),
}, (t) => [k.primaryKey({ columns: [t.maintenanceId, t.componentId] }), k.index("maintenance_components_component").on(t.componentId)]);

export const maintenanceUpdates = k.table("maintenance_updates", {
  id: k.text("id").primaryKey(),
  maintenanceId: k.text("maintenance_id").notNull().references(() => maintenances.id, { onDelete: "cascade" }),
  kind: k.oneOf("kind", maintenanceUpdateKinds).notNull().default("note"),
  state: k.oneOf("state", maintenanceStates).notNull(),
  body: k.text("body").notNull(),
  occurredAt: k.instant("occurred_at").notNull(),
  recordedAt: k.instant("recorded_at").notNull(),
  /** The times as they were before it, where it changed them. */
  earlierFor: k.instant("earlier_for"),
  earlierUntil: k.instant("earlier_until"),
  authorId: k.text("author_id"),
  isQuiet: k.bool("is_quiet").notNull().default(false),
  externalId: k.text("external_id"),
}, (t) => [k.index("maintenance_updates_maintenance").on(t.maintenanceId, t.occurredAt), k.uniqueIndex("maintenance_updates_external").on(t.externalId)]);

/** What a customer said to a proposed time, the last word for each version of the times. */
export const maintenanceReplies = k.table("maintenance_replies", {
  id: k.text("id").primaryKey(),
  maintenanceId: k.text("maintenance_id").notNull().references(() => maintenances.id, { onDelete: "cascade" }),
  customerId: k.text("customer_id").notNull().references(() => customers.id, { onDelete: "cascade" }),
  personId: k.text("person_id").references(() => people.id, { onDelete: "set null" }),
  /** The sequence of the times it is about: a move asks again. */
  sequence: k.int("sequence").notNull(),
  answer: k.oneOf("answer", maintenanceAnswers).notNull(),
  comment: k.text("comment").notNull().default(""),
  proposedFor: k.instant("proposed_for"),
  proposedUntil: k.instant("proposed_until"),
  repliedAt: k.instant("replied_at").notNull(),
}, (t) => [k.uniqueIndex("maintenance_replies_last").on(t.maintenanceId, t.customerId, t.sequence), k.index("maintenance_replies_customer").on(t.customerId), k.index("maintenance_replies_person").on(t.personId)]);
