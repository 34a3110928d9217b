import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import { readMigrations } from "#db/migration-files";
import { settings } from "#db/schema/outbox";
import type { Context } from "#lib/access/context";
import { isPostgres } from "#lib/platform/env";
import { log } from "#lib/platform/log";
import { type Health, judge, unreachable } from "./rules.ts";

// A pooler in front of a database that is gone keeps a query waiting; probers do not wait that long.
const patienceMs = 2_000;

/** Asks the database what a prober wants to know. Never throws: not reaching it in time is an answer. */
export async function getHealth(ctx: Context): Promise<Health> {
  try {
    const [applied, [beat]] = await inTime(
      Promise.all([
        ctx.read.rows<{ name: string }>(sql`select name from _migrations where idx >= 0 order by idx`),
        ctx.read.select({ at: settings.updatedAt }).from(settings).where(eq(settings.key, "worker.heartbeat")),
      ]),
    );
    return judge({ expected: listMigrations(), applied: applied.map((row) => row.name), beatAt: beat?.at ?? null, now: ctx.now });
  } catch (error) {
    log.warn({ err: error }, "the database did not answer a health check");
    return unreachable;
  }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`The database did not answer within ${patienceMs} ms.`)), patienceMs);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

let names: string[] | undefined;

function listMigrations(): string[] {
  return (names ??= readMigrations(join(process.cwd(), "db", "migrations", isPostgres ? "postgres" : "sqlite")).map((migration) => migration.name));
}
