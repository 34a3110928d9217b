import { sql } from "drizzle-orm";
import { componentStates } from "#lib/catalog/terms";
import { languages } from "#lib/core/language";
import { incidentEndings, incidentImpacts, incidentStates, postmortemStates, promiseKinds, updateKinds, visibilities } from "#lib/incidents/terms";
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
  /** Merged into another, or a false alarm; null for what was simply resolved, or is open. */
  endedAs: k.oneOf("ended_as", incidentEndings),
  /** The incident that goes on with it, where it was merged. */
  mergedIntoId: k.text("merged_into_id"),
  /** When it was written down whole, after it was over. */
  backfilledAt: k.instant("backfilled_at"),
  createdAt: k.instant("created_at").notNull(),
  createdBy: k.text("created_by"),
}, (t) => [
  k.uniqueIndex("incidents_code").on(t.code),
  k.uniqueIndex("incidents_external").on(t.externalId),
  k.index("incidents_started").on(t.startedAt, t.id),
  k.index("incidents_resolved").on(t.startedAt, t.id).where(sql`resolved_at is not null`),
  k.index("incidents_open").on(t.startedAt, t.id).where(sql`resolved_at is null`),
  k.index("incidents_merged").on(t.mergedIntoId).where(sql`merged_into_id is not null`),
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
  kind: k.oneOf("kind", updateKinds).notNull().default("update"),
  state: k.oneOf("state", incidentStates).notNull(),
  body: k.text("body").notNull(),
  occurredAt: k.instant("occurred_at").notNull(),
  recordedAt: k.instant("recorded_at").notNull(),
  authorId: k.text("author_id"),
  revision: k.int("revision").notNull().default(1),
  /** Written down without telling anybody. */
  isQuiet: k.bool("is_quiet").notNull().default(false),
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

/** The common body in another language than it was written in. Older than the original where that was edited since. */
export const updateTranslations = k.table("update_translations", {
  updateId: k.text("update_id").notNull().references(() => updates.id, { onDelete: "cascade" }),
  language: k.oneOf("language", languages).notNull(),
  body: k.text("body").notNull(),
  /** When it was last written, or said to fit still. */
  translatedAt: k.instant("translated_at").notNull(),
  translatedBy: k.text("translated_by"),
}, (t) => [k.primaryKey({ columns: [t.updateId, t.language] })]);

/** Component states an update set. */
export const updateComponents = k.table("update_components", {
  updateId: k.text("update_id").notNull().references(() => updates.id, { onDelete: "cascade" }),
  componentId: k.text("component_id").notNull().references(() => components.id, { onDelete: "cascade" }),
  state: k.oneOf("state", componentStates).notNull(),
}, (t) => [k.primaryKey({ columns: [t.updateId, t.componentId] }), k.index("update_components_component").on(t.componentId)]);

/** What an update (customerId null) or one customer's note said before an edit, or when it was said to have happened. */
export const updateRevisions = k.table("update_revisions", {
  id: k.text("id").primaryKey(),
  updateId: k.text("update_id").notNull().references(() => updates.id, { onDelete: "cascade" }),
  customerId: k.text("customer_id").references(() => customers.id, { onDelete: "cascade" }),
  body: k.text("body").notNull(),
  /** The time it gave before, where the edit corrected that. */
  occurredAt: k.instant("occurred_at"),
  /** Why a time was corrected. */
  reason: k.text("reason"),
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

/**
 * What staff found out about an impact after the fact: over these spans the component was in these states, whatever the timeline
 * says (`operational`: it was not affected). Laid over the intervals of the timeline, in the order of their recording.
 */
export const impactCorrections = k.table("impact_corrections", {
  id: k.text("id").primaryKey(),
  incidentId: k.text("incident_id").notNull().references(() => incidents.id, { onDelete: "cascade" }),
  componentId: k.text("component_id").notNull().references(() => components.id, { onDelete: "cascade" }),
  spans: k.json<{ state: string; from: number; until: number }[]>("spans").notNull(),
  /** The component's intervals before, for whoever reads what was changed. */
  before: k.json<{ state: string; from: number; until: number | null }[]>("before").notNull(),
  reason: k.text("reason").notNull(),
  correctedAt: k.instant("corrected_at").notNull(),
  correctedBy: k.text("corrected_by"),
}, (t) => [k.index("impact_corrections_incident").on(t.incidentId, t.correctedAt, t.id), k.index("impact_corrections_component").on(t.componentId)]);

/** Two incidents that have to do with each other; one row a pair, the smaller id first. */
export const incidentLinks = k.table("incident_links", {
  incidentId: k.text("incident_id").notNull().references(() => incidents.id, { onDelete: "cascade" }),
  otherId: k.text("other_id").notNull().references(() => incidents.id, { onDelete: "cascade" }),
  createdAt: k.instant("created_at").notNull(),
  createdBy: k.text("created_by"),
}, (t) => [k.primaryKey({ columns: [t.incidentId, t.otherId] }), k.index("incident_links_other").on(t.otherId)]);

/** What was learnt: written, read by a second person, published as an update of the timeline. */
export const postmortems = k.table("postmortems", {
  id: k.text("id").primaryKey(),
  incidentId: k.text("incident_id").notNull().references(() => incidents.id, { onDelete: "cascade" }),
  body: k.text("body").notNull(),
  state: k.oneOf("state", postmortemStates).notNull(),
  authorId: k.text("author_id"),
  reviewAskedAt: k.instant("review_asked_at"),
  reviewedAt: k.instant("reviewed_at"),
  reviewedBy: k.text("reviewed_by"),
  reviewComment: k.text("review_comment").notNull().default(""),
  publishedAs: k.text("published_as"),
  version: k.int("version").notNull().default(1),
  createdAt: k.instant("created_at").notNull(),
  updatedAt: k.instant("updated_at").notNull(),
}, (t) => [k.uniqueIndex("postmortems_incident").on(t.incidentId), k.index("postmortems_in_review").on(t.reviewAskedAt, t.id).where(sql`state = 'in_review'`)]);

/** What will be done so that it does not happen again. Seen with the post-mortem by who sees the incident, or by staff only, or by one customer. */
export const actionItems = k.table("action_items", {
  id: k.text("id").primaryKey(),
  incidentId: k.text("incident_id").notNull().references(() => incidents.id, { onDelete: "cascade" }),
  title: k.text("title").notNull(),
  owner: k.text("owner").notNull(),
  dueAt: k.instant("due_at"),
  doneAt: k.instant("done_at"),
  isInternal: k.bool("is_internal").notNull().default(false),
  customerId: k.text("customer_id").references(() => customers.id, { onDelete: "cascade" }),
  version: k.int("version").notNull().default(1),
  createdAt: k.instant("created_at").notNull(),
}, (t) => [k.index("action_items_incident").on(t.incidentId, t.createdAt), k.index("action_items_due").on(t.dueAt).where(sql`done_at is null`), k.index("action_items_customer").on(t.customerId)]);

/** "Next update by": made by an update, kept by the next one. */
export const promises = k.table("promises", {
  id: k.text("id").primaryKey(),
  incidentId: k.text("incident_id").notNull().references(() => incidents.id, { onDelete: "cascade" }),
  updateId: k.text("update_id").notNull().references(() => updates.id, { onDelete: "cascade" }),
  kind: k.oneOf("kind", promiseKinds).notNull(),
  dueAt: k.instant("due_at").notNull(),
  /** For `action`. */
  actionItemId: k.text("action_item_id").references(() => actionItems.id, { onDelete: "cascade" }),
  settledAt: k.instant("settled_at"),
  isKept: k.bool("is_kept"),
  /** When the clock found it overdue; it is then missed, whenever it is settled. */
  missedAt: k.instant("missed_at"),
}, (t) => [k.index("promises_action").on(t.actionItemId), k.index("promises_incident").on(t.incidentId), k.index("promises_open").on(t.dueAt, t.id).where(sql`settled_at is null`)]);

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
  /** Local time at which it shall be published; empty: when its author says so. */
  scheduledFor?: string;
  /** Local time by which readers get the post-mortem, for a resolution. */
  postmortemAt?: string;
}

export const drafts = k.table("drafts", {
  id: k.text("id").primaryKey(),
  incidentId: k.text("incident_id").references(() => incidents.id, { onDelete: "cascade" }),
  authorId: k.text("author_id").notNull(),
  content: k.json<DraftContent>("content").notNull(),
  baseVersion: k.int("base_version").notNull().default(0),
  version: k.int("version").notNull().default(1),
  publishAt: k.instant("publish_at"),
  /** For a time its author chose, not the seconds to undo. */
  isScheduled: k.bool("is_scheduled").notNull().default(false),
  publishedAs: k.text("published_as"),
  failure: k.text("failure"),
  createdAt: k.instant("created_at").notNull(),
  updatedAt: k.instant("updated_at").notNull(),
}, (t) => [k.index("drafts_incident").on(t.incidentId), k.index("drafts_open").on(t.updatedAt, t.id).where(sql`published_as is null`), k.index("drafts_planned").on(t.publishAt, t.id).where(sql`published_as is null and publish_at is not null`)]);

/** A second person's word on a draft, where the portal's rules ask for one. It holds for the version it was given for. */
export const approvals = k.table("approvals", {
  id: k.text("id").primaryKey(),
  draftId: k.text("draft_id").notNull().references(() => drafts.id, { onDelete: "cascade" }),
  draftVersion: k.int("draft_version").notNull(),
  askedBy: k.text("asked_by").notNull(),
  askedAt: k.instant("asked_at").notNull(),
  decidedBy: k.text("decided_by"),
  decidedAt: k.instant("decided_at"),
  isApproved: k.bool("is_approved"),
  comment: k.text("comment").notNull().default(""),
}, (t) => [k.index("approvals_draft").on(t.draftId, t.askedAt), k.index("approvals_open").on(t.askedAt, t.id).where(sql`decided_at is null`)]);
