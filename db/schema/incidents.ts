import { sql } from "drizzle-orm";
import { componentStates } from "#lib/catalog/terms";
import { incidentImpacts, incidentStates, promiseKinds, visibilities } from "#lib/incidents/terms";
import { kit as k } from "../kit.ts";
import { components } from "./catalog.ts";
import { customers } from "./customers.ts";
import { maintenances } from "./maintenance.ts";

/** State, impact and times are derived from the timeline in the transaction that changes it; they are kept here to be searched. */
export const incidents = k.table("incidents", {
  id: k.text("id").primaryKey(),
  code: k.text("code").notNull(),
  title: k.text("title").notNull(),
  visibility: k.oneOf("visibility", visibilities).notNull(),
  state: k.oneOf("state", incidentStates).notNull(),
  impact: k.oneOf("impact", incidentImpacts).notNull(),
  startedAt: k.instant("started_at").notNull(),
  resolvedAt: k.instant("resolved_at"),
  lastUpdateAt: k.instant("last_update_at").notNull(),
  version: k.int("version").notNull().default(1),
  externalId: k.text("external_id"),
  externalUrl: k.text("external_url"),
  createdAt: k.instant("created_at").notNull(),
  createdBy: k.text("created_by"),
}, (t) => [
  k.uniqueIndex("incidents_code").on(t.code),
  k.uniqueIndex("incidents_external").on(t.externalId),
  k.index("incidents_started").on(t.startedAt, t.id),
  k.index("incidents_resolved").on(t.startedAt, t.id).where(sql`resolved_at is not null`),
  k.index("incidents_open").on(t.startedAt, t.id).where(sql`resolved_at is null`),
  k.index("incidents_imported").on(t.startedAt, t.id).where(sql`external_url is not null`),
]);

/** Who a `selected` incident is for. */
export const incidentCustomers = k.table("incident_customers", {
  incidentId: k.text("incident_id").notNull().references(() => incidents.id, { onDelete: "cascade" }),
  customerId: k.text("customer_id").notNull().references(() => customers.id, { onDelete: "cascade" }),
}, (t) => [k.primaryKey({ columns: [t.incidentId, t.customerId] }), k.index("incident_customers_customer").on(t.customerId)]);

/** Every component an incident ever touched: what `affected` is decided by. */
export const incidentComponents = k.table("incident_components", {
  incidentId: k.text("incident_id").notNull().references(() => incidents.id, { onDelete: "cascade" }),
  componentId: k.text("component_id").notNull().references(() => components.id, { onDelete: "cascade" }),
}, (t) => [k.primaryKey({ columns: [t.incidentId, t.componentId] }), k.index("incident_components_component").on(t.componentId)]);

/**
 * Where each reader finds an incident: under `staff`, `public`, the customers it names or the components it touched, by its
 * visibility. Derived, like all of this, so that a reader's newest are read from an index however much there is for others.
 */
export const incidentReach = k.table("incident_reach", {
  incidentId: k.text("incident_id").notNull().references(() => incidents.id, { onDelete: "cascade" }),
  key: k.text("key").notNull(),
  startedAt: k.instant("started_at").notNull(),
  /** When the last of it was over: its resolution or its last impact. `stillActive` while there is something. */
  activeUntil: k.instant("active_until").notNull(),
  /** When something was last written down about it here; null for what was only imported. */
  toldAt: k.instant("told_at"),
}, (t) => [
  k.primaryKey({ columns: [t.incidentId, t.key] }),
  k.index("incident_reach_started").on(t.key, t.startedAt, t.incidentId),
  k.index("incident_reach_active").on(t.key, t.activeUntil, t.incidentId),
  k.index("incident_reach_told").on(t.key, t.toldAt, t.incidentId),
]);

/** The words of an incident as one kind of reader sees them, folded, with who may find them; what full text is made of. */
export const incidentTexts = k.table("incident_texts", {
  /** In the order of the incidents' starts, so that the newest come first without sorting. */
  position: k.int("position").primaryKey(),
  incidentId: k.text("incident_id").notNull().references(() => incidents.id, { onDelete: "cascade" }),
  /** Whose notes are in it; null where there are none, or all. */
  customerId: k.text("customer_id").references(() => customers.id, { onDelete: "cascade" }),
  words: k.text("words").notNull(),
}, (t) => [k.index("incident_texts_incident").on(t.incidentId, t.customerId)]);

export const updates = k.table("updates", {
  id: k.text("id").primaryKey(),
  incidentId: k.text("incident_id").notNull().references(() => incidents.id, { onDelete: "cascade" }),
  state: k.oneOf("state", incidentStates).notNull(),
  body: k.text("body").notNull(),
  occurredAt: k.instant("occurred_at").notNull(),
  recordedAt: k.instant("recorded_at").notNull(),
  authorId: k.text("author_id"),
  revision: k.int("revision").notNull().default(1),
  externalId: k.text("external_id"),
}, (t) => [
  k.index("updates_incident").on(t.incidentId, t.occurredAt, t.recordedAt),
  k.index("updates_recorded").on(t.recordedAt, t.id),
  k.uniqueIndex("updates_external").on(t.externalId),
]);

/** Words that only one customer sees, beside the common body. */
export const updateNotes = k.table("update_notes", {
  updateId: k.text("update_id").notNull().references(() => updates.id, { onDelete: "cascade" }),
  customerId: k.text("customer_id").notNull().references(() => customers.id, { onDelete: "cascade" }),
  body: k.text("body").notNull(),
}, (t) => [k.primaryKey({ columns: [t.updateId, t.customerId] }), k.index("update_notes_customer").on(t.customerId)]);

/** Component states an update set. */
export const updateComponents = k.table("update_components", {
  updateId: k.text("update_id").notNull().references(() => updates.id, { onDelete: "cascade" }),
  componentId: k.text("component_id").notNull().references(() => components.id, { onDelete: "cascade" }),
  state: k.oneOf("state", componentStates).notNull(),
}, (t) => [k.primaryKey({ columns: [t.updateId, t.componentId] }), k.index("update_components_component").on(t.componentId)]);

/** What an update (customerId null) or one customer's note said before an edit. */
export const updateRevisions = k.table("update_revisions", {
  id: k.text("id").primaryKey(),
  updateId: k.text("update_id").notNull().references(() => updates.id, { onDelete: "cascade" }),
  customerId: k.text("customer_id").references(() => customers.id, { onDelete: "cascade" }),
  body: k.text("body").notNull(),
  replacedAt: k.instant("replaced_at").notNull(),
  replacedBy: k.text("replaced_by"),
}, (t) => [k.index("update_revisions_update").on(t.updateId, t.replacedAt)]);

/** Component, state, from, until: what uptime and durations are computed from. Open while `until` is null. */
export const impactIntervals = k.table("impact_intervals", {
  id: k.text("id").primaryKey(),
  componentId: k.text("component_id").notNull().references(() => components.id, { onDelete: "cascade" }),
  incidentId: k.text("incident_id").references(() => incidents.id, { onDelete: "cascade" }),
  maintenanceId: k.text("maintenance_id").references(() => maintenances.id, { onDelete: "cascade" }),
  state: k.oneOf("state", componentStates).notNull(),
  from: k.instant("from_at").notNull(),
  until: k.instant("until_at"),
}, (t) => [
  k.index("impact_intervals_component").on(t.componentId, t.from),
  k.index("impact_intervals_incident").on(t.incidentId, t.until),
  k.index("impact_intervals_open").on(t.componentId).where(sql`until_at is null`),
  k.index("impact_intervals_maintenance").on(t.maintenanceId),
]);

/** "Next update by": made by an update, kept by the next one. */
export const promises = k.table("promises", {
  id: k.text("id").primaryKey(),
  incidentId: k.text("incident_id").notNull().references(() => incidents.id, { onDelete: "cascade" }),
  updateId: k.text("update_id").notNull().references(() => updates.id, { onDelete: "cascade" }),
  kind: k.oneOf("kind", promiseKinds).notNull(),
  dueAt: k.instant("due_at").notNull(),
  settledAt: k.instant("settled_at"),
  isKept: k.bool("is_kept"),
}, (t) => [k.index("promises_incident").on(t.incidentId), k.index("promises_open").on(t.dueAt, t.id).where(sql`settled_at is null`)]);

/** The composer's content, as typed; `publishAt` set while the undo time runs. */
export interface DraftContent {
  title: string;
  state: string;
  visibility: string;
  customers: string[];
  body: string;
  notes: Record<string, string>;
  components: Record<string, string>;
  promise: string;
  promiseAt: string;
  occurredAt: string;
}

export const drafts = k.table("drafts", {
  id: k.text("id").primaryKey(),
  incidentId: k.text("incident_id").references(() => incidents.id, { onDelete: "cascade" }),
  authorId: k.text("author_id").notNull(),
  content: k.json<DraftContent>("content").notNull(),
  baseVersion: k.int("base_version").notNull().default(0),
  version: k.int("version").notNull().default(1),
  publishAt: k.instant("publish_at"),
  publishedAs: k.text("published_as"),
  failure: k.text("failure"),
  createdAt: k.instant("created_at").notNull(),
  updatedAt: k.instant("updated_at").notNull(),
}, (t) => [k.index("drafts_incident").on(t.incidentId), k.index("drafts_open").on(t.updatedAt, t.id).where(sql`published_as is null`)]);
