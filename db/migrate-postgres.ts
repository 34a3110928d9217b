import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type Applied, type Migration, nextMigration } from "./migration-files.ts";

export async function migratePostgres(url: string, migrations: Migration[], onStatement: () => void): Promise<number> {
  const client = new pg.Client(url);
  client.on("error", () => {});
  await client.connect();
  try {
    await createLedger(client);
    let count = 0;
    while (await applyNext(client, migrations, onStatement)) count++;
    return count;
  } finally {
    await client.end();
  }
}

// "if not exists" itself races between starters on PostgreSQL.
async function createLedger(client: pg.Client): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await client.query("create table if not exists _migrations (idx integer primary key, name text not null, hash text not null, applied_at bigint not null)");
      await client.query("insert into _migrations values (-1, 'lock', '', 0) on conflict do nothing");
      return;
    } catch (error) {
      if (attempt >= 50) throw error;
    }
    await sleep(20 * Math.random());
  }
}

async function applyNext(client: pg.Client, migrations: Migration[], onStatement: () => void): Promise<boolean> {
  await client.query("begin");
  try {
    // A row as the lock: works through poolers, and where advisory locks do not exist.
    await client.query("select 1 from _migrations where idx = -1 for update");
    const applied = await client.query<Applied>("select name, hash from _migrations where idx >= 0 order by idx");
    const migration = nextMigration(migrations, applied.rows);
    if (migration) await apply(client, migration, onStatement);
    await client.query("commit");
    return migration !== undefined;
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

async function apply(client: pg.Client, migration: Migration, onStatement: () => void): Promise<void> {
  for (const statement of migration.statements) {
    await client.query(statement);
    onStatement();
  }
  await client.query("insert into _migrations values ($1, $2, $3, (extract(epoch from clock_timestamp()) * 1000)::bigint)", [
    migration.index,
    migration.name,
    migration.hash,
  ]);
}
