import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startChild } from "../lib/testing/child.ts";
import { backupSqlite } from "./backup.ts";
import { migrate } from "./migrate.ts";
import { openDb } from "./open.ts";
import { rateLimits, settings } from "./schema/outbox.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "candor-backup-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a backup made while another process writes is sound, and the writer goes on", { timeout: 60_000 }, async () => {
  const file = join(folder, "candor.db");
  await migrate(file);
  const db = openDb(file);
  await db.write(async (tx) => {
    await tx.insert(rateLimits).values({ key: "shared", count: 0, resetAt: 1 });
    const rows = Array.from({ length: 2_000 }, (_, i) => ({ key: `k${i}`, value: "x".repeat(500), updatedAt: 1 }));
    await tx.insert(settings).values(rows);
  });
  const child = startChild("counter.ts", { url: `file:${file}`, args: [1_000_000, 1] });
  await child.message();
  const target = join(folder, "backups/first.db");
  const bytes = await backupSqlite(file, target);
  const countNow = async () => (await db.read.select().from(rateLimits).where(eq(rateLimits.key, "shared")))[0]?.count ?? 0;
  const afterwards = await countNow();
  while ((await countNow()) === afterwards) await sleep(5);
  child.kill("SIGTERM");

  const copy = new Database(target, { readonly: true });
  expect(copy.pragma("integrity_check", { simple: true })).toBe("ok");
  expect(copy.prepare("select count(*) from settings").pluck().get()).toBe(2_000);
  expect(copy.prepare("select count from rate_limits").pluck().get()).toBeLessThanOrEqual(afterwards);
  copy.close();
  expect(bytes).toBeGreaterThan(1_000_000);
  await db.close();
});

test("a backup that fails says why and leaves no file, and an older one stays as it was", { timeout: 60_000 }, async () => {
  const target = join(folder, "kept.db");
  writeFileSync(target, "the older one");
  await expect(backupSqlite(join(folder, "absent.db"), target)).rejects.toThrow("unable to open database file");
  writeFileSync(join(folder, "broken.db"), "this is no database at all, however long it may be".repeat(100));
  await expect(backupSqlite(join(folder, "broken.db"), target)).rejects.toThrow("not a database");
  expect(readdirSync(folder).sort()).toEqual(["broken.db", "kept.db"]);
  expect(existsSync(join(folder, "absent.db"))).toBe(false);
});
