import { budgetStates, exclusionCategories, exclusionEffects, severities } from "#lib/slo/terms";
import { kit as k } from "../kit.ts";
import { people } from "./access.ts";
import { customers } from "./customers.ts";
import { slis } from "./sli.ts";

/** An objective on an SLI, or on several as one. What it promises is in its versions. */
export const slos = k.table("slos", {
  id: k.text("id").primaryKey(),
  customerId: k.text("customer_id").references(() => customers.id, { onDelete: "cascade" }),
  name: k.text("name").notNull(),
  version: k.int("version").notNull().default(1),
  createdAt: k.instant("created_at").notNull(),
  archivedAt: k.instant("archived_at"),
}, (t) => [k.index("slos_customer").on(t.customerId, t.name), k.index("slos_name").on(t.name, t.id)]);

/** What holds from an instant on. A change is another version, so that the past reads as it was promised. */
export const sloVersions = k.table("slo_versions", {
  sloId: k.text("slo_id").notNull().references(() => slos.id, { onDelete: "cascade" }),
  number: k.int("number").notNull(),
  effectiveFrom: k.instant("effective_from").notNull(),
  /** Until then it is observed and binds nobody. */
  bindsFrom: k.instant("binds_from").notNull(),
  definition: k.json<unknown>("definition").notNull(),
  /** Why it was changed, for whoever reads both. */
  reason: k.text("reason").notNull(),
  createdAt: k.instant("created_at").notNull(),
  createdBy: k.text("created_by").references(() => people.id, { onDelete: "set null" }),
}, (t) => [k.primaryKey({ columns: [t.sloId, t.number] }), k.index("slo_versions_author").on(t.createdBy)]);

export const sloParts = k.table("slo_parts", {
  sloId: k.text("slo_id").notNull().references(() => slos.id, { onDelete: "cascade" }),
  sliId: k.text("sli_id").notNull().references(() => slis.id, { onDelete: "cascade" }),
  weight: k.int("weight").notNull().default(1),
}, (t) => [k.primaryKey({ columns: [t.sloId, t.sliId] }), k.index("slo_parts_sli").on(t.sliId)]);

/** A span taken out of an objective, or counted good in it. */
export const sloExclusions = k.table("slo_exclusions", {
  id: k.text("id").primaryKey(),
  sloId: k.text("slo_id").notNull().references(() => slos.id, { onDelete: "cascade" }),
  from: k.instant("from_at").notNull(),
  until: k.instant("until_at").notNull(),
  effect: k.oneOf("effect", exclusionEffects).notNull(),
  category: k.oneOf("category", exclusionCategories).notNull(),
  reason: k.text("reason").notNull(),
  clause: k.text("clause").notNull().default(""),
  createdAt: k.instant("created_at").notNull(),
  createdBy: k.text("created_by").references(() => people.id, { onDelete: "set null" }),
  createdByName: k.text("created_by_name").notNull(),
  /** In force from then; null while it waits for a second person. */
  approvedAt: k.instant("approved_at"),
  approvedBy: k.text("approved_by").references(() => people.id, { onDelete: "set null" }),
  approvedByName: k.text("approved_by_name"),
  withdrawnAt: k.instant("withdrawn_at"),
  withdrawnByName: k.text("withdrawn_by_name"),
  disputedAt: k.instant("disputed_at"),
  disputedByName: k.text("disputed_by_name"),
  dispute: k.text("dispute"),
  disputeSettledAt: k.instant("dispute_settled_at"),
  disputeAnswer: k.text("dispute_answer"),
}, (t) => [k.index("slo_exclusions_slo").on(t.sloId, t.from), k.index("slo_exclusions_author").on(t.createdBy), k.index("slo_exclusions_approver").on(t.approvedBy), k.index("slo_exclusions_disputed").on(t.disputedAt)]);

/** A burn that staff are told of, one open for each rule. */
export const sloAlerts = k.table("slo_alerts", {
  id: k.text("id").primaryKey(),
  sloId: k.text("slo_id").notNull().references(() => slos.id, { onDelete: "cascade" }),
  rule: k.text("rule").notNull(),
  severity: k.oneOf("severity", severities).notNull(),
  sentence: k.text("sentence").notNull(),
  openedAt: k.instant("opened_at").notNull(),
  resolvedAt: k.instant("resolved_at"),
}, (t) => [k.index("slo_alerts_slo").on(t.sloId, t.openedAt), k.index("slo_alerts_open").on(t.resolvedAt, t.openedAt)]);

/** Where each budget stood when it was last looked at. */
export const sloStates = k.table("slo_states", {
  sloId: k.text("slo_id").primaryKey().references(() => slos.id, { onDelete: "cascade" }),
  state: k.oneOf("state", budgetStates).notNull(),
  since: k.instant("since").notNull(),
  good: k.int("good").notNull(),
  total: k.int("total").notNull(),
  leftPpm: k.int("left_ppm"),
  /** Burn over the last hour, in thousandths. */
  burnMilli: k.int("burn_milli"),
  checkedAt: k.instant("checked_at").notNull(),
}, (t) => [k.index("slo_states_left").on(t.leftPpm)]);

/** A customer's own wish to hear: tighter than what staff hear of. */
export const sloThresholds = k.table("slo_thresholds", {
  sloId: k.text("slo_id").notNull().references(() => slos.id, { onDelete: "cascade" }),
  customerId: k.text("customer_id").notNull().references(() => customers.id, { onDelete: "cascade" }),
  leftPpm: k.int("left_ppm").notNull(),
  setByName: k.text("set_by_name").notNull(),
  setAt: k.instant("set_at").notNull(),
  toldAt: k.instant("told_at"),
}, (t) => [k.primaryKey({ columns: [t.sloId, t.customerId] }), k.index("slo_thresholds_customer").on(t.customerId)]);
