import { sql } from "drizzle-orm";
import { languages } from "#lib/customers/terms";
import { channels, subscriberStates, subscriptionScopes } from "#lib/subscriptions/terms";
import { kit as k } from "../kit.ts";
import { people } from "./access.ts";
import { components } from "./catalog.ts";
import { customers } from "./customers.ts";
import { incidents } from "./incidents.ts";

/** One address on one channel for one audience: customerId null is the public page, else that customer's page (and then a member's). */
export const subscribers = k.table("subscribers", {
  id: k.text("id").primaryKey(),
  channel: k.oneOf("channel", channels).notNull().default("email"),
  /** Where mail goes; on another channel, whom to write to when it fails. */
  email: k.text("email").notNull(),
  customerId: k.text("customer_id").references(() => customers.id, { onDelete: "cascade" }),
  personId: k.text("person_id").references(() => people.id, { onDelete: "cascade" }),
  state: k.oneOf("state", subscriberStates).notNull(),
  timeZone: k.text("time_zone").notNull(),
  language: k.oneOf("language", languages).notNull().default("en"),
  /** Which body a channel with several gets. */
  form: k.text("form").notNull().default(""),
  hearsIncidents: k.bool("hears_incidents").notNull().default(true),
  hearsMaintenance: k.bool("hears_maintenance").notNull().default(true),
  hearsAnnouncements: k.bool("hears_announcements").notNull().default(true),
  hearsPostmortems: k.bool("hears_postmortems").notNull().default(true),
  hearsStatements: k.bool("hears_statements").notNull().default(true),
  /** Of a story, only that it began and that it is over. */
  isBrief: k.bool("is_brief").notNull().default(false),
  /** The least impact of an incident it hears of, by its place among the impacts (0: any). */
  minImpact: k.int("min_impact").notNull().default(0),
  /** Minutes of its day between which nothing is sent; what comes then is sent at their end. */
  quietFrom: k.int("quiet_from"),
  quietUntil: k.int("quiet_until"),
  /** Whether a critical incident is told all the same. */
  isQuietBroken: k.bool("is_quiet_broken").notNull().default(true),
  /** Minute of its day at which it gets one mail with all; null: each at once. */
  digestAt: k.int("digest_at"),
  /** When the next digest is due. */
  nextDigestAt: k.instant("next_digest_at"),
  /** Read by several people: none of them can stop it for all with one click. */
  isShared: k.bool("is_shared").notNull().default(false),
  /** Raised to make every link sent so far worthless. */
  linkVersion: k.int("link_version").notNull().default(1),
  pausedUntil: k.instant("paused_until"),
  createdAt: k.instant("created_at").notNull(),
  confirmedAt: k.instant("confirmed_at"),
  stoppedAt: k.instant("stopped_at"),
  /** Address and audience in one text, since NULL never collides in a unique index. */
  identity: k.text("identity").notNull(),
}, (t) => [k.uniqueIndex("subscribers_identity").on(t.identity), k.index("subscribers_customer").on(t.customerId, t.state), k.index("subscribers_audience").on(t.customerId, t.id), k.index("subscribers_email").on(t.email, t.id), k.index("subscribers_person").on(t.personId), k.index("subscribers_created").on(t.createdAt, t.id), k.index("subscribers_digest").on(t.nextDigestAt, t.id).where(sql`next_digest_at is not null`)]);

export const subscriptions = k.table("subscriptions", {
  id: k.text("id").primaryKey(),
  subscriberId: k.text("subscriber_id").notNull().references(() => subscribers.id, { onDelete: "cascade" }),
  scope: k.oneOf("scope", subscriptionScopes).notNull(),
  componentId: k.text("component_id").references(() => components.id, { onDelete: "cascade" }),
  incidentId: k.text("incident_id").references(() => incidents.id, { onDelete: "cascade" }),
  createdAt: k.instant("created_at").notNull(),
}, (t) => [k.index("subscriptions_subscriber").on(t.subscriberId), k.index("subscriptions_component").on(t.componentId), k.index("subscriptions_incident").on(t.incidentId, t.subscriberId)]);

/** Where a channel other than mail leads, beside its subscriber. Address and secrets are sealed. */
export const endpoints = k.table("endpoints", {
  subscriberId: k.text("subscriber_id").primaryKey().references(() => subscribers.id, { onDelete: "cascade" }),
  label: k.text("label").notNull(),
  /** The address as it may be shown: host and the last characters. */
  shown: k.text("shown").notNull(),
  sealedAddress: k.text("sealed_address").notNull(),
  /** Newest first; a rotated secret goes on signing for a while. Sealed as one text. */
  sealedSecrets: k.text("sealed_secrets"),
  oldSecretUntil: k.instant("old_secret_until"),
  lastSentAt: k.instant("last_sent_at"),
  /** Since when every try failed; null while it works. */
  failingSince: k.instant("failing_since"),
  lastFailure: k.text("last_failure"),
  disabledAt: k.instant("disabled_at"),
  createdBy: k.text("created_by").references(() => people.id, { onDelete: "set null" }),
  createdAt: k.instant("created_at").notNull(),
  version: k.int("version").notNull().default(1),
}, (t) => [k.index("endpoints_failing").on(t.failingSince).where(sql`failing_since is not null and disabled_at is null`), k.index("endpoints_creator").on(t.createdBy)]);

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
