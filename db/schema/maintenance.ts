import { sql } from "drizzle-orm";
import { visibilities } from "#lib/incidents/terms";
import { maintenanceStates } from "#lib/maintenance/terms";
import { kit as k } from "../kit.ts";
import { components } from "./catalog.ts";
import { customers } from "./customers.ts";

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
  createdAt: k.instant("created_at").notNull(),
}, (t) => [k.uniqueIndex("maintenances_code").on(t.code), k.uniqueIndex("maintenances_external").on(t.externalId), k.index("maintenances_scheduled").on(t.scheduledFor, t.id), k.index("maintenances_coming").on(t.scheduledFor, t.id).where(sql`state in ('scheduled','in_progress','verifying')`)]);

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
  state: k.oneOf("state", maintenanceStates).notNull(),
  body: k.text("body").notNull(),
  occurredAt: k.instant("occurred_at").notNull(),
  recordedAt: k.instant("recorded_at").notNull(),
  externalId: k.text("external_id"),
}, (t) => [k.index("maintenance_updates_maintenance").on(t.maintenanceId, t.occurredAt), k.uniqueIndex("maintenance_updates_external").on(t.externalId)]);
