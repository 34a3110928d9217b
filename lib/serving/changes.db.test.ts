import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { listenForChanges } from "#db/listen";
import { openDb, type Db } from "#db/open";
import { changesAccess } from "#lib/audit/record";
import { revokeAllSessions, startSession } from "#lib/people/commands/sessions";
import { acme, addCast, anna, globex, jonas } from "#lib/testing/cast";
import { asMember, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anIncident } from "#lib/testing/incidents";
import { isPostgres } from "#lib/platform/env";
import { Changes } from "./changes.ts";

const database = testDatabase();
const never = 3_600_000;
const open: { stop(): void | Promise<void> }[] = [];
beforeEach(() => addCast(database.db));
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop();
});

function watch(db: Db, options: { pollMs?: number; onTrouble?: (error: unknown) => void } = {}): Changes {
  const changes = new Changes({ db, now: Date.now, pollMs: never, ...options });
  open.push(changes);
  return changes;
}

const forAcme = { visibility: "selected" as const, customerIds: [acme.id] };
const revisions = (changes: Changes) => ["public", `customer:${acme.id}`, `customer:${globex.id}`].map((audience) => changes.revisionOf(audience));

async function noticed(changes: Changes, act: () => Promise<unknown>): Promise<boolean[]> {
  await changes.look();
  const before = revisions(changes);
  expect(changes.isCurrent()).toBe(true);
  await act();
  await expect.poll(() => changes.isCurrent(), { timeout: 10_000 }).toBe(false);
  await changes.look();
  return revisions(changes).map((revision, index) => revision !== before[index]);
}

describe("after a commit of this process", () => {
  test("the revisions of whom it touches differ, and no others", async () => {
    const changes = watch(database.db);
    expect(await noticed(changes, () => anIncident(asStaff(database.db, jonas), forAcme))).toEqual([false, true, false]);
    expect(await noticed(changes, () => anIncident(asStaff(database.db, jonas), { visibility: "public" }))).toEqual([true, true, true]);
  });

  test("the counter of access tells of what changed about who may read, not of new sessions", async () => {
    const changes = watch(database.db);
    await changes.look();
    const { access } = changes;
    await startSession(asMember(database.db, anna), { personId: anna.id, method: "link", userAgent: "" });
    await changes.look();
    expect(changes.access).toBe(access);
    await revokeAllSessions(asMember(database.db, anna), {});
    await changes.look();
    expect(changes.access).toBe(access + 1);
    expect([changesAccess("session.started"), changesAccess("session.revoked"), changesAccess("incident.opened")]).toEqual([false, true, false]);
  });

  test("of nothing that readers see, nothing differs", async () => {
    const changes = watch(database.db);
    await changes.look();
    const before = revisions(changes);
    await database.db.write((tx) => tx.rows(sql`update settings set updated_at = 1`));
    await changes.look();
    expect(revisions(changes)).toEqual(before);
  });
});

describe("after a commit of another process", () => {
  const elsewhere = async (act: (db: Db) => Promise<unknown>) => {
    const other = openDb(database.url);
    await act(other);
    await other.close();
  };

  test("a poll finds it", async () => {
    const changes = watch(database.db, { pollMs: 20 });
    await changes.look();
    const before = revisions(changes);
    await elsewhere((db) => anIncident(asStaff(db, jonas), forAcme));
    await expect.poll(() => revisions(changes), { timeout: 10_000 }).not.toEqual(before);
  });

  test("it is noticed without a poll: SQLite tells by itself, PostgreSQL notifies", async () => {
    const changes = watch(database.db);
    const heard = Promise.withResolvers<void>();
    open.push(listenForChanges(database.url, () => (heard.resolve(), changes.nudge())));
    if (isPostgres) await heard.promise;
    expect(await noticed(changes, () => elsewhere((db) => anIncident(asStaff(db, jonas), forAcme)))).toEqual([false, true, false]);
  });
});

test("while the counters cannot be read, nothing is taken for current; once they can, everything is known again", async () => {
  const troubles: unknown[] = [];
  let isBroken = false;
  const db: Db = Object.create(database.db, { read: { get: () => (isBroken ? { rows: () => Promise.reject(new Error("unreachable")) } : database.db.read) } });
  const changes = watch(db, { onTrouble: (error) => troubles.push(error) });
  await changes.look();
  isBroken = true;
  await anIncident(asStaff(database.db, jonas), { visibility: "public" });
  await changes.look();
  expect([changes.isCurrent(), troubles.length]).toEqual([false, 1]);
  isBroken = false;
  await changes.look();
  expect(changes.isCurrent()).toBe(true);
});

test("nobody waits for a database that does not answer", async () => {
  const answer = Promise.withResolvers<never>();
  const db: Db = Object.create(database.db, { read: { get: () => ({ rows: () => answer.promise }) } });
  const changes = watch(db);
  await changes.look();
  await Promise.all(Array.from({ length: 100 }, () => changes.look()));
  expect(changes.isCurrent()).toBe(false);
});
