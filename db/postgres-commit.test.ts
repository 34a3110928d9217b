import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { startPostgresProxy } from "../lib/testing/postgres-proxy.ts";
import { type Server, startPostgres } from "../lib/testing/postgres.ts";
import { OutcomeUnknown } from "./errors.ts";
import type { Db } from "./handle.ts";
import { openPostgres } from "./postgres.ts";

let server: Server;
let direct: Db;
let proxy: Awaited<ReturnType<typeof startPostgresProxy>>;
let db: Db;

beforeAll(async () => {
  server = await startPostgres();
  direct = openPostgres(`${server.url}postgres`);
  await direct.write(async (tx) => void (await tx.rows(sql`create table marks (name text)`)));
});
afterAll(async () => {
  await direct.close();
  await server.stop();
});
beforeEach(async () => {
  proxy = await startPostgresProxy(`${server.url}postgres`);
  db = openPostgres(proxy.url);
});
afterEach(async () => {
  await db.close();
  await proxy.close();
});

const mark = (name: string, options?: { holdMs: number }) => db.write(async (tx) => void (await tx.rows(sql`insert into marks values (${name})`)), options);
const marks = (name: string) => direct.read.rows(sql`select name from marks where name = ${name}`);

test("a commit whose answer was lost is found to be kept, and is not made twice", async () => {
  const effects: string[] = [];
  proxy.failNext("answer lost");
  await db.write(async (tx) => {
    await tx.rows(sql`insert into marks values ('kept')`);
    db.afterCommit(() => effects.push("ran"));
  });
  expect(await marks("kept")).toHaveLength(1);
  expect(effects).toEqual(["ran"]);
  expect(proxy.commits()).toBe(1);
});

test("a commit that never arrived is found to be void, and the transaction is run again", async () => {
  proxy.failNext("commit lost");
  await mark("again");
  expect(await marks("again")).toHaveLength(1);
  expect(proxy.commits()).toBe(2);
});

test.each(["answer lost", "commit lost"] as const)("when nobody can be asked after it (%s), a commit is called neither kept nor void", async (fault) => {
  proxy.failNext(fault);
  const name = `unknown: ${fault}`;
  const lost = db.write(async (tx) => {
    await tx.rows(sql`insert into marks values (${name})`);
    proxy.shut();
  }, { holdMs: 200 });
  await expect(lost).rejects.toThrow(OutcomeUnknown);
  expect(await marks(name)).toHaveLength(fault === "answer lost" ? 1 : 0);
});
