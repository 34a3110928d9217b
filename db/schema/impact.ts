import { kit as k } from "../kit.ts";
import { people } from "./access.ts";
import { customers } from "./customers.ts";
import { incidents } from "./incidents.ts";

/** A customer who finds that an incident did something else to it than we measured, and what staff answered. */
export const impactDisputes = k.table("impact_disputes", {
  id: k.text("id").primaryKey(),
  incidentId: k.text("incident_id").notNull().references(() => incidents.id, { onDelete: "cascade" }),
  customerId: k.text("customer_id").notNull().references(() => customers.id, { onDelete: "cascade" }),
  words: k.text("words").notNull(),
  /** How many requests failed by the customer's own count, where it says so. */
  claimedFailed: k.int("claimed_failed"),
  /** What its page said then; null where nothing was measured. */
  measuredFailed: k.int("measured_failed"),
  measuredTotal: k.int("measured_total"),
  raisedAt: k.instant("raised_at").notNull(),
  raisedBy: k.text("raised_by").references(() => people.id, { onDelete: "set null" }),
  raisedByName: k.text("raised_by_name").notNull(),
  answer: k.text("answer"),
  /** The figure both sides go by, where they found one. */
  agreedFailed: k.int("agreed_failed"),
  answeredAt: k.instant("answered_at"),
  answeredBy: k.text("answered_by").references(() => people.id, { onDelete: "set null" }),
  answeredByName: k.text("answered_by_name"),
}, (t) => [k.index("impact_disputes_incident").on(t.incidentId, t.raisedAt, t.id), k.index("impact_disputes_customer").on(t.customerId, t.raisedAt), k.index("impact_disputes_raiser").on(t.raisedBy), k.index("impact_disputes_answerer").on(t.answeredBy), k.index("impact_disputes_answered").on(t.answeredAt, t.raisedAt, t.id)]);
