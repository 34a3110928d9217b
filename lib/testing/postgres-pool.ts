import { randomUUID } from "node:crypto";
import pg from "pg";
import { migrate } from "../../db/migrate.ts";

export const templateName = "candor_template";

/** The database that others are copied from, and the list of copies that wait for a test. */
export async function prepareServer(serverUrl: string): Promise<void> {
  await on(`${serverUrl}postgres`, async (client) => {
    await client.query(`create database ${templateName}`);
    await client.query("create table test_databases (name text primary key)");
  });
  await migrate(serverUrl + templateName);
}

/** A migrated, empty database. A copy takes half a second and emptying one a millisecond, so they are used again. */
export async function takeDatabase(server: pg.Client): Promise<string> {
  const next = "select name from test_databases limit 1 for update skip locked";
  const { rows } = await server.query<{ name: string }>(`delete from test_databases where name = (${next}) returning name`);
  return rows[0]?.name ?? createDatabase(server, templateName);
}

export async function createDatabase(server: pg.Client, template = "template0"): Promise<string> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await server.query(`create database ${name} template ${template}`);
  return name;
}

export async function giveBack(server: pg.Client, input: { name: string; serverUrl: string }): Promise<void> {
  await server.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [input.name]);
  await on(input.serverUrl + input.name, wipe);
  await server.query("insert into test_databases values ($1)", [input.name]);
}

export async function dropDatabase(server: pg.Client, name: string): Promise<void> {
  await server.query(`drop database ${name} with (force)`);
}

// As a replica the session checks no foreign keys, so the order of the tables does not matter.
async function wipe(client: pg.Client): Promise<void> {
  const tables = "select format('delete from %I', tablename) as command from pg_tables where schemaname = 'public' and tablename <> '_migrations'";
  const { rows } = await client.query<{ command: string }>(tables);
  await client.query(["set session_replication_role = replica", ...rows.map((row) => row.command)].join("; "));
}

async function on(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
