import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { isPostgres } from "../lib/platform/env.ts";
import { testDatabase, withDatabase } from "../lib/testing/database.ts";
import { isUniqueViolation, openDb, type ReadDb, type Tx } from "./open.ts";
import { rateLimits } from "./schema/outbox.ts";

const database = testDatabase();
const row = (key: string, count = 0) => ({ key, count, resetAt: 1 });
const insert = async (tx: Tx, key: string) => void (await tx.insert(rateLimits).values(row(key)));

/** Why a promise was rejected, under what the layers above wrapped it in. */
async function reason(promise: Promise<unknown> | undefined): Promise<string> {
  let error: unknown = await promise?.then(() => "it was not rejected", (rejected: unknown) => rejected);
  while (error instanceof Error && error.cause) error = error.cause;
  return error instanceof Error ? error.message : String(error);
}

async function keys(read: ReadDb = database.db.read): Promise<string[]> {
  const rows = await read.select({ key: rateLimits.key }).from(rateLimits).orderBy(rateLimits.key);
  return rows.map((found) => found.key);
}

test("what a transaction wrote is there after it, and nothing of one that threw", async () => {
  await database.db.write((tx) => insert(tx, "kept"));
  const failing = database.db.write(async (tx) => {
    await insert(tx, "lost");
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(await keys()).toEqual(["kept"]);
});

test("a nested failure undoes only the nested part", async () => {
  const { db } = database;
  await db.write(async (tx) => {
    await insert(tx, "outer");
    const inner = db.write(async (nested) => {
      await insert(nested, "inner");
      await db.write((deeper) => insert(deeper, "deeper"));
      throw new Error("no");
    });
    await expect(inner).rejects.toThrow("no");
    await db.write((nested) => insert(nested, "second"));
  });
  expect(await keys()).toEqual(["outer", "second"]);
});

test("siblings under Promise.all queue up as savepoints", async () => {
  const { db } = database;
  await db.write(async () => {
    const outcomes = await Promise.allSettled(
      ["a", "b", "c"].map((key) =>
        db.write(async (tx) => {
          await insert(tx, key);
          await new Promise((resolve) => setImmediate(resolve));
          if (key === "b") throw new Error("no");
        }),
      ),
    );
    expect(outcomes.map((outcome) => outcome.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });
  expect(await keys()).toEqual(["a", "c"]);
});

test("read inside a transaction sees what it wrote, also through a handle taken before", async () => {
  const { db } = database;
  const { read } = db;
  await db.write(async (tx) => {
    await insert(tx, "mine");
    expect(await keys(read)).toEqual(["mine"]);
    expect(await read.$count(rateLimits)).toBe(1);
  });
});

test("read cannot write: not in its type, not in fact", async () => {
  const { read } = database.db;
  // @ts-expect-error: read has no insert.
  expect(() => read.insert(rateLimits)).toThrow();
  // @ts-expect-error: nor has a query that begins with `with`.
  expect(() => read.with().delete(rateLimits)).toThrow();
  await expect(read.rows(sql`delete from rate_limits`)).rejects.toThrow(isPostgres ? "read cannot change" : "readonly");
});

test("raw rows carry integers as numbers, and their failures reject", async () => {
  const { db } = database;
  await db.write((tx) => insert(tx, "a"));
  expect(await db.read.rows(sql`select count(*) as n, max(reset_at) as at from rate_limits where ${true}`)).toEqual([{ n: 1, at: 1 }]);
  await expect(db.read.rows(sql`select nothing`)).rejects.toThrow("nothing");
});

test("a unique violation is recognised, and the transaction goes on when it was nested", async () => {
  const { db } = database;
  await db.write(async (tx) => {
    await insert(tx, "a");
    const again = await db.write((nested) => insert(nested, "a")).catch((error: unknown) => error);
    expect(isUniqueViolation(again)).toBe(true);
    await insert(tx, "b");
  });
  expect(await keys()).toEqual(["a", "b"]);
});

test("a transaction whose failed statement was swallowed does not commit on either engine", async () => {
  const swallowing = database.db.write(async (tx) => {
    await insert(tx, "a");
    await insert(tx, "a").catch(() => {});
  });
  await expect(swallowing).rejects.toThrow("earlier statement of this transaction failed");
  const goingOn = database.db.write(async (tx) => {
    await insert(tx, "a");
    await insert(tx, "a").catch(() => {});
    await insert(tx, "b");
  });
  await expect(goingOn).rejects.toThrow();
  expect(await keys()).toEqual([]);
});

test("a builder that nobody awaited fails the transaction", async () => {
  const forgetful = database.db.write(async (tx) => {
    tx.insert(rateLimits).values(row("a"));
  });
  await expect(forgetful).rejects.toThrow("never awaited");
  const half = database.db.write(async (tx) => {
    await insert(tx, "a");
    tx.update(rateLimits).set({ count: 2 }).where(eq(rateLimits.key, "a"));
  });
  await expect(half).rejects.toThrow("never awaited");
  expect(await keys()).toEqual([]);
});

test("a nested write that nobody awaited fails both", async () => {
  const { db } = database;
  let inner: Promise<void> | undefined;
  const outer = db.write(async (tx) => {
    await insert(tx, "outer");
    inner = db.write((nested) => insert(nested, "inner"));
    inner.catch(() => {});
  });
  await expect(outer).rejects.toThrow(/not awaited|nested transaction is running/);
  expect(await reason(inner)).toContain("has ended");
  expect(await keys()).toEqual([]);
});

test("a statement after the end, or on another transaction's handle, is refused", async () => {
  const { db } = database;
  const ended = Promise.withResolvers<void>();
  let late: Promise<void> | undefined;
  const leaked = await db.write(async (tx) => {
    late = ended.promise.then(() => insert(tx, "late"));
    late.catch(() => {});
    return { tx };
  });
  ended.resolve();
  expect(await reason(late)).toContain("has ended");
  expect(await reason(insert(leaked.tx, "leaked"))).toContain("outside its transaction");
  expect(await reason(db.write(() => insert(leaked.tx, "leaked")))).toContain("outside its transaction");
  expect(await keys()).toEqual([]);
});

test("the outer handle is refused while a nested transaction runs", async () => {
  const { db } = database;
  await db.write(async (tx) => {
    const inner = db.write(async (nested) => {
      await insert(nested, "inner");
      await new Promise((resolve) => setTimeout(resolve, 20));
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await reason(insert(tx, "outer"))).toContain("A nested transaction is running");
    await inner;
  });
  expect(await keys()).toEqual(["inner"]);
});

test("a transaction open for too long is rolled back and lets others go on", async () => {
  const { db } = database;
  const stuck = db.write(
    async (tx) => {
      await insert(tx, "stuck");
      await new Promise((resolve) => setTimeout(resolve, 10_000));
    },
    { holdMs: 50 },
  );
  await expect(stuck).rejects.toThrow("more than 50 ms");
  await db.write((tx) => insert(tx, "next"));
  expect(await keys()).toEqual(["next"]);
});

test("effects run after the commit only, and cannot fail it", async () => {
  const { db } = database;
  const ran: string[] = [];
  const warned = new Promise((resolve) => process.once("warning", resolve));
  await db.write(async (tx) => {
    tx.afterCommit(() => ran.push("outer"));
    await db.write(async () => db.afterCommit(() => ran.push("nested")));
    await db
      .write(async () => {
        db.afterCommit(() => ran.push("undone"));
        throw new Error("no");
      })
      .catch(() => {});
    db.afterCommit(() => {
      throw new Error("an effect failed");
    });
    expect(ran).toEqual([]);
  });
  expect(ran).toEqual(["outer", "nested"]);
  await expect(warned).resolves.toMatchObject({ message: "an effect failed" });
  db.afterCommit(() => ran.push("at once"));
  expect(ran.at(-1)).toBe("at once");
});

test("an effect may begin a transaction of its own", async () => {
  const { db } = database;
  const done = Promise.withResolvers<void>();
  await db.write(async () => db.afterCommit(() => void db.write((tx) => insert(tx, "after")).then(done.resolve, done.reject)));
  await done.promise;
  expect(await keys()).toEqual(["after"]);
});

test("the two modes of a transaction never mix", async () => {
  const { db } = database;
  const query = () => db.read.select().from(rateLimits);
  await expect(db.write(() => db.write(async () => {}, { lock: true }))).rejects.toThrow("mode of the outer one");
  await expect(db.write(() => db.write(async () => {}), { lock: true })).rejects.toThrow("mode of the outer one");
  await expect(db.write(async () => void db.lock(query()))).rejects.toThrow("only inside");
  expect(() => db.lock(query())).toThrow("only inside");
});

test("the other engine's address is refused", () => {
  expect(() => openDb(isPostgres ? "candor.db" : "postgres://localhost/candor")).toThrow("cannot open the other engine");
});

test("a database closes once, however often it is asked to", async () => {
  await withDatabase(async ({ db }) => {
    await db.close();
    await db.close();
  });
});
