import pg from "pg";
import { expect, test } from "vitest";
import { startPostgres } from "./postgres.ts";

const rows = async (url: string, text: string) => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
};

test.each(["fast", "crash"] as const)("a server taken down (%s) refuses, and comes back on its port with what was committed", async (how) => {
  const server = await startPostgres({ synchronous_commit: "on" });
  const url = `${server.url}postgres`;
  await rows(url, "create table marks (name text); insert into marks values ('kept')");
  await server.halt(how);
  await expect(rows(url, "select 1")).rejects.toThrow("ECONNREFUSED");
  await server.resume();
  expect(await rows(url, "select name from marks")).toEqual([{ name: "kept" }]);
  await server.stop();
});
