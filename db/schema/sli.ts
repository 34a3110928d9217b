import { countings, sides, sliKinds, sourceKinds } from "#lib/sli/terms";
import { kit as k } from "../kit.ts";
import { people } from "./access.ts";
import { customers, journeys } from "./customers.ts";

/** Where counts come from: somebody's monitoring, which sends them or is asked. */
export const sliSources = k.table("sli_sources", {
  id: k.text("id").primaryKey(),
  kind: k.oneOf("kind", sourceKinds).notNull(),
  name: k.text("name").notNull(),
  settings: k.json<Record<string, unknown>>("settings").notNull(),
  /** Sealed; opened only to ask the source. */
  secret: k.text("secret"),
  /** Of what it must show to send us something. */
  keyHash: k.text("key_hash"),
  keyLastFour: k.text("key_last_four"),
  version: k.int("version").notNull().default(1),
  createdAt: k.instant("created_at").notNull(),
  createdBy: k.text("created_by").references(() => people.id, { onDelete: "set null" }),
  archivedAt: k.instant("archived_at"),
  /** Of pull sources: when they are asked next, and who is asking. */
  dueAt: k.instant("due_at"),
  lastOkAt: k.instant("last_ok_at"),
  failingSince: k.instant("failing_since"),
  lastError: k.text("last_error"),
  /** Of what arrived and belongs to no SLI, the last few. */
  unrouted: k.json<{ at: number; labels: Record<string, string>; why: string }[]>("unrouted"),
}, (t) => [k.uniqueIndex("sli_sources_key").on(t.keyHash), k.index("sli_sources_due").on(t.dueAt), k.index("sli_sources_name").on(t.name, t.id), k.index("sli_sources_creator").on(t.createdBy)]);

/** A stream of counts, good and total, of one customer's journey or of all. */
export const slis = k.table("slis", {
  id: k.text("id").primaryKey(),
  customerId: k.text("customer_id").references(() => customers.id, { onDelete: "cascade" }),
  journeyId: k.text("journey_id").references(() => journeys.id, { onDelete: "set null" }),
  /** What routes and senders call it; the same for every customer that has one. */
  key: k.text("key").notNull(),
  name: k.text("name").notNull(),
  kind: k.oneOf("kind", sliKinds).notNull(),
  /** In plain words, as the customer reads it. */
  definition: k.text("definition").notNull(),
  version: k.int("version").notNull().default(1),
  createdAt: k.instant("created_at").notNull(),
  archivedAt: k.instant("archived_at"),
}, (t) => [k.uniqueIndex("slis_key").on(t.customerId, t.key), k.index("slis_word").on(t.key), k.index("slis_journey").on(t.journeyId)]);

/** What one source counts of one SLI. An SLI is the sum of its series. */
export const sliSeries = k.table("sli_series", {
  number: k.int("number").primaryKey(),
  sliId: k.text("sli_id").notNull().references(() => slis.id, { onDelete: "cascade" }),
  sourceId: k.text("source_id").references(() => sliSources.id, { onDelete: "set null" }),
  /** What a pull source is asked. */
  query: k.json<Record<string, string>>("query"),
  /** The first and the last minute with counts, as epoch minutes. */
  firstMinute: k.int("first_minute"),
  lastMinute: k.int("last_minute"),
  /** Of pull sources: everything before this minute was read. Where it is long ago, what is missing is read first. */
  readThrough: k.int("read_through"),
  createdAt: k.instant("created_at").notNull(),
}, (t) => [k.uniqueIndex("sli_series_source").on(t.sliId, t.sourceId), k.index("sli_series_of_source").on(t.sourceId)]);

/** Which metrics of a source count for which SLI, and of which customer. */
export const sliRoutes = k.table("sli_routes", {
  id: k.text("id").primaryKey(),
  sourceId: k.text("source_id").notNull().references(() => sliSources.id, { onDelete: "cascade" }),
  metric: k.text("metric").notNull(),
  matchers: k.json<{ label: string; op: "=" | "!=" | "=~" | "!~"; value: string }[]>("matchers").notNull(),
  side: k.oneOf("side", sides).notNull(),
  counting: k.oneOf("counting", countings).notNull(),
  /** The label that names the customer by its short name; none for what is counted for all. */
  customerLabel: k.text("customer_label"),
  sliKey: k.text("sli_key").notNull(),
  createdAt: k.instant("created_at").notNull(),
}, (t) => [k.index("sli_routes_source").on(t.sourceId, t.metric)]);

/** One metric with its labels, as it arrives. */
export const sliStreams = k.table("sli_streams", {
  number: k.int("number").primaryKey(),
  sourceId: k.text("source_id").notNull().references(() => sliSources.id, { onDelete: "cascade" }),
  /** Hash of side, name and labels. */
  fingerprint: k.text("fingerprint").notNull(),
  series: k.int("series").notNull().references(() => sliSeries.number, { onDelete: "cascade" }),
  side: k.oneOf("side", sides).notNull(),
  counting: k.oneOf("counting", countings).notNull(),
  labels: k.json<Record<string, string>>("labels").notNull(),
  createdAt: k.instant("created_at").notNull(),
}, (t) => [k.uniqueIndex("sli_streams_fingerprint").on(t.sourceId, t.fingerprint), k.index("sli_streams_series").on(t.series)]);

/** A stream's points of one minute, kept until they can no longer arrive late. */
export const sliPoints = k.table("sli_points", {
  stream: k.int("stream").notNull().references(() => sliStreams.number, { onDelete: "cascade" }),
  minute: k.int("minute").notNull(),
  /** Time, value and, where told, the start it counts from; sorted by time. */
  points: k.json<[number, number, number?][]>("points").notNull(),
  /** What was counted in this minute, by the points in it and the one before. */
  increase: k.int("increase").notNull(),
}, (t) => [k.primaryKey({ columns: [t.stream, t.minute] }), k.index("sli_points_minute").on(t.minute)]);

/** Batches that add to what is there: each is counted once. */
export const sliBatches = k.table("sli_batches", {
  sourceId: k.text("source_id").notNull().references(() => sliSources.id, { onDelete: "cascade" }),
  key: k.text("key").notNull(),
  answer: k.json<unknown>("answer").notNull(),
  createdAt: k.instant("created_at").notNull(),
}, (t) => [k.primaryKey({ columns: [t.sourceId, t.key] }), k.index("sli_batches_created").on(t.createdAt)]);

// The key begins with the time, so that live counts are appended and a day is taken away in one piece. `at` counts in the table's own unit.
const buckets = (name: string) => k.table(name, {
  at: k.int("at").notNull(),
  series: k.int("series").notNull(),
  good: k.int("good").notNull(),
  total: k.int("total").notNull(),
}, (t) => [k.primaryKey({ columns: [t.at, t.series] })]);

export const sliMinutes = buckets("sli_minutes");
export const sliQuarters = buckets("sli_quarters");
export const sliDays = buckets("sli_days");
