import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Server, startPostgres } from "../lib/testing/postgres.ts";
import type { Db, Tx } from "./handle.ts";
import { openPostgres } from "./postgres.ts";

let server: Server;
let db: Db;
const killer = { current: new pg.Client() };

beforeAll(async () => {
  server = await startPostgres();
  db = openPostgres(`${server.url}postgres`);
  killer.current = new pg.Client(`${server.url}postgres`);
  await killer.current.connect();
  await db.write(async (tx) => void (await tx.rows(sql`create table marks (name text)`)));
});
afterAll(async () => {
  await db.close();
  await killer.current.end();
  await server.stop();
});

const marks = () => db.read.rows(sql`select name from marks`);

const backendOf = async (tx: Pick<Tx, "rows">) => (await tx.rows<{ pid: number }>(sql`select pg_backend_pid() as pid`))[0]?.pid;
const kill = (pid: number | undefined) => killer.current.query("select pg_terminate_backend($1, 5000)", [pid]);

test("a transaction whose connection is killed leaves nothing behind and is run again on another", async () => {
  const backends: (number | undefined)[] = [];
  await db.write(async (tx) => {
    await tx.rows(sql`insert into marks values ('kept')`);
    backends.push(await backendOf(tx));
    if (backends.length === 1) await kill(backends[0]);
    await tx.rows(sql`insert into marks values ('kept as well')`);
  });
  expect(new Set(backends).size).toBe(2);
  expect(await marks()).toEqual([{ name: "kept" }, { name: "kept as well" }]);
});

test("a connection killed between a transaction's statements does not end the process", async () => {
  let runs = 0;
  await db.write(async (tx) => {
    if (++runs > 1) return;
    await kill(await backendOf(tx));
    await sleep(50);
  });
  expect(runs).toBe(2);
});

test("a transaction that cannot be run at all is given up with the reason", async () => {
  const nowhere = openPostgres("postgres://postgres@127.0.0.1:1/postgres");
  await expect(nowhere.write(async () => undefined)).rejects.toThrow("ECONNREFUSED");
  await expect(nowhere.read.rows(sql`select 1`)).rejects.toThrow("ECONNREFUSED");
  await nowhere.close();
});

test("a process never opens more connections than its pool may hold", async () => {
  const small = openPostgres(`${server.url}postgres?application_name=small`, { max: 3 });
  const count = () => killer.current.query("select 1 from pg_stat_activity where application_name = 'small'");
  const busy = Array.from({ length: 12 }, () => small.read.rows(sql`select pg_sleep(0.05)`));
  while ((await count()).rowCount === 0);
  expect((await count()).rowCount).toBeLessThanOrEqual(3);
  await Promise.all(busy);
  await small.close();
});

test("idle connections that the server closed are replaced", async () => {
  await marks();
  await killer.current.query("select pg_terminate_backend(pid, 5000) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()");
  await sleep(50);
  expect(await marks()).toHaveLength(2);
});

test("a statement that takes longer than the transaction may last is cancelled by the server", async () => {
  const slow = db.write(async (tx) => void (await tx.rows(sql`select pg_sleep(30)`)), { holdMs: 100 });
  await expect(slow).rejects.toThrow();
  const busy = await killer.current.query("select 1 from pg_stat_activity where state = 'active' and query like '%pg_sleep(30)%' and pid <> pg_backend_pid()");
  expect(busy.rowCount).toBe(0);
});
