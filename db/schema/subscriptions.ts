import { subscriberStates, subscriptionScopes } from "#lib/subscriptions/terms";
import { kit as k } from "../kit.ts";
import { people } from "./access.ts";
import { components } from "./catalog.ts";
import { customers } from "./customers.ts";
import { incidents } from "./incidents.ts";

/** One address for one audience: customerId null is the public page, else that customer's page (and then a member's). */
export const subscribers = k.table("subscribers", {
  id: k.text("id").primaryKey(),
  email: k.text("email").notNull(),
  customerId: k.text("customer_id").references(() => customers.id, { onDelete: "cascade" }),
  personId: k.text("person_id").references(() => people.id, { onDelete: "cascade" }),
  state: k.oneOf("state", subscriberStates).notNull(),
  timeZone: k.text("time_zone").notNull(),
  /** Raised to make every link sent so far worthless. */
  linkVersion: k.int("link_version").notNull().default(1),
  pausedUntil: k.instant("paused_until"),
  createdAt: k.instant("created_at").notNull(),
  confirmedAt: k.instant("confirmed_at"),
  stoppedAt: k.instant("stopped_at"),
  /** Address and audience in one text, since NULL never collides in a unique index. */
  identity: k.text("identity").notNull(),
}, (t) => [k.uniqueIndex("subscribers_identity").on(t.identity), k.index("subscribers_customer").on(t.customerId, t.state), k.index("subscribers_audience").on(t.customerId, t.id), k.index("subscribers_email").on(t.email), k.index("subscribers_person").on(t.personId), k.index("subscribers_created").on(t.createdAt, t.id)]);

export const subscriptions = k.table("subscriptions", {
  id: k.text("id").primaryKey(),
  subscriberId: k.text("subscriber_id").notNull().references(() => subscribers.id, { onDelete: "cascade" }),
  scope: k.oneOf("scope", subscriptionScopes).notNull(),
  componentId: k.text("component_id").references(() => components.id, { onDelete: "cascade" }),
  incidentId: k.text("incident_id").references(() => incidents.id, { onDelete: "cascade" }),
  createdAt: k.instant("created_at").notNull(),
}, (t) => [k.index("subscriptions_subscriber").on(t.subscriberId), k.index("subscriptions_component").on(t.componentId), k.index("subscriptions_incident").on(t.incidentId, t.subscriberId)]);

/** Incidents a subscriber does not want to hear about any more. */
export const mutedIncidents = k.table("muted_incidents", {
  subscriberId: k.text("subscriber_id").notNull().references(() => subscribers.id, { onDelete: "cascade" }),
  incidentId: k.text("incident_id").notNull().references(() => incidents.id, { onDelete: "cascade" }),
}, (t) => [k.primaryKey({ columns: [t.subscriberId, t.incidentId] })]);

/** A member's private feed: read only, one customer's scope. */
export const feedTokens = k.table("feed_tokens", {
  id: k.text("id").primaryKey(),
  tokenHash: k.text("token_hash").notNull(),
  lastFour: k.text("last_four").notNull(),
  personId: k.text("person_id").notNull().references(() => people.id, { onDelete: "cascade" }),
  customerId: k.text("customer_id").notNull().references(() => customers.id, { onDelete: "cascade" }),
  label: k.text("label").notNull(),
  createdAt: k.instant("created_at").notNull(),
  lastUsedAt: k.instant("last_used_at"),
  revokedAt: k.instant("revoked_at"),
}, (t) => [k.uniqueIndex("feed_tokens_hash").on(t.tokenHash), k.index("feed_tokens_person").on(t.personId, t.customerId)]);
