import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Server, startPostgres } from "../lib/testing/postgres.ts";
import type { Db } from "./handle.ts";
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

test("a connection killed in a transaction rejects it, and the next transaction works", async () => {
  const killed = db.write(async (tx) => {
    await tx.rows(sql`insert into marks values ('lost')`);
    const [row] = await tx.rows<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    await killer.current.query("select pg_terminate_backend($1, 5000)", [row?.pid]);
    await tx.rows(sql`insert into marks values ('lost as well')`);
  });
  await expect(killed).rejects.toThrow();
  await db.write(async (tx) => void (await tx.rows(sql`insert into marks values ('kept')`)));
  expect(await marks()).toEqual([{ name: "kept" }]);
});

test("a connection killed between a transaction's statements does not end the process", async () => {
  const killed = db.write(async (tx) => {
    const [row] = await tx.rows<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    await killer.current.query("select pg_terminate_backend($1, 5000)", [row?.pid]);
    await sleep(50);
  });
  await expect(killed).rejects.toThrow();
});

test("idle connections that the server closed are replaced", async () => {
  await marks();
  await killer.current.query("select pg_terminate_backend(pid, 5000) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()");
  await sleep(50);
  expect(await marks()).toHaveLength(1);
});

test("a statement that takes longer than the transaction may last is cancelled by the server", async () => {
  const slow = db.write(async (tx) => void (await tx.rows(sql`select pg_sleep(30)`)), { holdMs: 100 });
  await expect(slow).rejects.toThrow();
  const busy = await killer.current.query("select 1 from pg_stat_activity where state = 'active' and query like '%pg_sleep(30)%' and pid <> pg_backend_pid()");
  expect(busy.rowCount).toBe(0);
});
