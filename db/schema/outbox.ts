import { sql } from "drizzle-orm";
import { kit as k } from "../kit.ts";

/** What must happen after a transaction, written in it. `due_at` is both "not before" and the lease. */
export const outbox = k.table("outbox", {
  id: k.text("id").primaryKey(),
  kind: k.text("kind").notNull(),
  payload: k.json<Record<string, unknown>>("payload").notNull(),
  dedupeKey: k.text("dedupe_key"),
  createdAt: k.instant("created_at").notNull(),
  dueAt: k.instant("due_at").notNull(),
  attempts: k.int("attempts").notNull().default(0),
  token: k.text("token"),
  doneAt: k.instant("done_at"),
  deadAt: k.instant("dead_at"),
  lastError: k.text("last_error"),
}, (t) => [k.uniqueIndex("outbox_dedupe").on(t.dedupeKey), k.index("outbox_due").on(t.dueAt).where(sql`done_at is null and dead_at is null`), k.index("outbox_waiting").on(t.createdAt).where(sql`done_at is null and dead_at is null`), k.index("outbox_dead").on(t.deadAt).where(sql`dead_at is not null`)]);

export const rateLimits = k.table("rate_limits", {
  key: k.text("key").primaryKey(),
  count: k.int("count").notNull(),
  resetAt: k.instant("reset_at").notNull(),
}, (t) => [k.index("rate_limits_reset").on(t.resetAt)]);

/** One row a fact about the portal itself: seeded, set up. */
export const settings = k.table("settings", {
  key: k.text("key").primaryKey(),
  value: k.json<unknown>("value").notNull(),
  updatedAt: k.instant("updated_at").notNull(),
});

export const importRuns = k.table("import_runs", {
  id: k.text("id").primaryKey(),
  source: k.text("source").notNull(),
  startedAt: k.instant("started_at").notNull(),
  report: k.json<unknown>("report").notNull(),
});
