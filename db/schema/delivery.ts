import { sql } from "drizzle-orm";
import { languages } from "#lib/customers/terms";
import { channels, deliveryKinds, deliveryStates, type FrozenMessage, type Letter, type Parcel } from "#lib/delivery/terms";
import { suppressionKinds } from "#lib/bounces/terms";
import { kit as k } from "../kit.ts";
import { customers } from "./customers.ts";
import { subscribers } from "./subscriptions.ts";

// Words of the queue's two partial indexes; a query must say the same, as literals, to be answered from them.
const isFreshText = sql`state = 'queued' and batch_id is null`;
const isInHandText = sql`state in ('queued', 'sending') and batch_id is not null`;

/** The words of a post as one audience reads them over one channel, in one language and time zone, with places where each reader's own facts go. */
export const deliveryRenditions = k.table("delivery_renditions", {
  /** Made of its content: what a second fan-out renders the same is the same row. */
  id: k.text("id").primaryKey(),
  /** The update, post-mortem, maintenance's update or announcement it tells. */
  postId: k.text("post_id").notNull(),
  /** Null for the public page. */
  customerId: k.text("customer_id").references(() => customers.id, { onDelete: "cascade" }),
  channel: k.oneOf("channel", channels).notNull().default("email"),
  /** Which body a channel with several gets. */
  form: k.text("form").notNull().default(""),
  language: k.oneOf("language", languages).notNull().default("en"),
  timeZone: k.text("time_zone").notNull(),
  letter: k.json<Letter | Parcel>("letter").notNull(),
  createdAt: k.instant("created_at").notNull(),
}, (t) => [k.index("delivery_renditions_post").on(t.postId), k.index("delivery_renditions_customer").on(t.customerId)]);

export const deliveries = k.table("deliveries", {
  id: k.text("id").primaryKey(),
  kind: k.oneOf("kind", deliveryKinds).notNull(),
  channel: k.oneOf("channel", channels).notNull(),
  // No foreign keys: what was told stays on record, whatever becomes of what it told of.
  /** What it is about: an incident, a maintenance, an announcement. Messages of one story overtake each other and thread. */
  storyId: k.text("story_id"),
  /** The post of the story that it tells. */
  postId: k.text("post_id"),
  subscriberId: k.text("subscriber_id").references(() => subscribers.id, { onDelete: "cascade" }),
  customerId: k.text("customer_id").references(() => customers.id, { onDelete: "cascade" }),
  address: k.text("address").notNull(),
  state: k.oneOf("state", deliveryStates).notNull(),
  /** Its place in the queue (rules/lane.ts). */
  lane: k.text("lane").notNull().default("1:"),
  /** update, subscriber and channel (or whatever made a personal one) in one text: a second fan-out adds nothing. */
  dedupeKey: k.text("dedupe_key").notNull(),
  /** A personal mail's; null when it has left and held something secret (a sign-in link). */
  message: k.json<FrozenMessage>("message"),
  // No foreign key: it goes with its post, and a key from here would want an index on every row.
  renditionId: k.text("rendition_id"),
  /** The version of the reader's links when the mail was queued, so that a retry sends the same bytes. */
  linkVersion: k.int("link_version"),
  batchId: k.text("batch_id"),
  /** The digest that carried it. */
  digestId: k.text("digest_id"),
  dueAt: k.instant("due_at").notNull(),
  token: k.text("token"),
  attempts: k.int("attempts").notNull().default(0),
  firstAttemptAt: k.instant("first_attempt_at"),
  createdAt: k.instant("created_at").notNull(),
  sentAt: k.instant("sent_at"),
  providerId: k.text("provider_id"),
  lastError: k.text("last_error"),
}, (t) => [
  k.uniqueIndex("deliveries_dedupe").on(t.dedupeKey),
  k.index("deliveries_fresh").on(t.channel, t.lane, t.dueAt, t.id).where(isFreshText),
  k.index("deliveries_in_hand").on(t.channel, t.dueAt).where(isInHandText),
  k.index("deliveries_asked_for").on(t.address, t.createdAt).where(sql`kind = 'personal'`),
  k.index("deliveries_personal").on(t.createdAt).where(sql`message is not null`),
  k.index("deliveries_story").on(t.storyId, t.createdAt, t.id),
  // Counted from the index alone.
  k.index("deliveries_post").on(t.postId, t.channel, t.state, t.sentAt),
  k.index("deliveries_subscriber").on(t.subscriberId, t.storyId),
  k.index("deliveries_endpoint").on(t.subscriberId, t.createdAt).where(sql`channel <> 'email'`),
  k.index("deliveries_collected").on(t.subscriberId, t.createdAt).where(sql`state = 'collected'`),
  k.index("deliveries_provider").on(t.providerId).where(sql`provider_id is not null`),
  k.index("deliveries_customer").on(t.customerId, t.createdAt, t.id).where(sql`customer_id is not null`),
  k.index("deliveries_created").on(t.createdAt, t.id),
  k.index("deliveries_unsent").on(t.state, t.createdAt, t.id).where(sql`state in ('queued','superseded','suppressed','dead','unknown')`),
]);

export const deliveryAttempts = k.table("delivery_attempts", {
  id: k.text("id").primaryKey(),
  deliveryId: k.text("delivery_id").notNull().references(() => deliveries.id, { onDelete: "cascade" }),
  attempt: k.int("attempt").notNull(),
  at: k.instant("at").notNull(),
  outcome: k.oneOf("outcome", ["sent", "permanent", "transient", "unknown"]).notNull(),
  reason: k.text("reason").notNull().default(""),
  /** The beginning of what an endpoint said: its owner's to read, and nobody else's. */
  answer: k.text("answer"),
}, (t) => [k.index("delivery_attempts_delivery").on(t.deliveryId, t.at)]);

/** The composition of a batch, fixed before the provider is called, so that a retry under its key is the same request. */
export const deliveryBatches = k.table("delivery_batches", {
  id: k.text("id").primaryKey(),
  deliveryIds: k.json<string[]>("delivery_ids").notNull(),
  firstAttemptAt: k.instant("first_attempt_at").notNull(),
});

/** When the provider may next be asked, shared by all workers, in milliseconds of the database's clock. */
export const mailPaces = k.table("mail_paces", {
  provider: k.text("provider").primaryKey(),
  /** The moment last given away, and the first that is free. */
  turnAt: k.real("turn_at").notNull(),
  /** With a fraction: at a hundred requests a second a rounded millisecond would be a tenth of the limit. */
  freeAt: k.real("free_at").notNull(),
  /** The provider asked for quiet until then. */
  quietUntil: k.real("quiet_until").notNull().default(0),
});

/** Addresses nothing is sent to: they bounced or complained. A row that is healed is history. */
export const suppressions = k.table("suppressions", {
  email: k.text("email").primaryKey(),
  /** Names it in a link, since what stands there is written into logs. */
  id: k.text("id").notNull().default(""),
  kind: k.oneOf("kind", suppressionKinds).notNull().default("manual"),
  reason: k.text("reason").notNull(),
  /** How often mail came back, since it last was taken. */
  bounces: k.int("bounces").notNull().default(1),
  createdAt: k.instant("created_at").notNull(),
  /** When it is tried again by itself; null: only when somebody says so. */
  retryAt: k.instant("retry_at"),
  /** From then on it counts no more. */
  healedAt: k.instant("healed_at"),
}, (t) => [k.index("suppressions_retry").on(t.retryAt).where(sql`healed_at is null and retry_at is not null`), k.index("suppressions_id").on(t.id), k.index("suppressions_created").on(t.createdAt, t.id).where(sql`healed_at is null`)]);

/** What providers told of a message after it had left, each event once. */
export const bounceEvents = k.table("bounce_events", {
  id: k.text("id").primaryKey(),
  provider: k.text("provider").notNull(),
  /** The provider's own id of the event: a replay is the same row. */
  externalId: k.text("external_id").notNull(),
  kind: k.text("kind").notNull(),
  email: k.text("email").notNull(),
  deliveryId: k.text("delivery_id"),
  reason: k.text("reason").notNull().default(""),
  occurredAt: k.instant("occurred_at").notNull(),
  receivedAt: k.instant("received_at").notNull(),
}, (t) => [k.uniqueIndex("bounce_events_external").on(t.provider, t.externalId), k.index("bounce_events_email").on(t.email, t.receivedAt, t.id), k.index("bounce_events_delivery").on(t.deliveryId)]);

/** The local mailbox: where mail goes when no provider is configured. */
export const mailboxMessages = k.table("mailbox_messages", {
  id: k.text("id").primaryKey(),
  deliveryId: k.text("delivery_id").notNull(),
  to: k.text("to_address").notNull(),
  from: k.text("from_address").notNull(),
  subject: k.text("subject").notNull(),
  html: k.text("html").notNull(),
  text: k.text("text").notNull(),
  headers: k.json<Record<string, string>>("headers").notNull(),
  receivedAt: k.instant("received_at").notNull(),
}, (t) => [k.uniqueIndex("mailbox_delivery").on(t.deliveryId), k.index("mailbox_received").on(t.receivedAt, t.id)]);
