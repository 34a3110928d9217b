import type Database from "better-sqlite3";
import { type Applied, type Migration, nextMigration } from "./migration-files.ts";
import { begin, openWriter } from "./sqlite-file.ts";

const lockMs = 60_000;

/** One transaction a migration, foreign keys off outside it, as SQLite documents: inside, dropping a parent empties its children. */
export async function migrateSqlite(file: string, migrations: Migration[], onStatement: () => void): Promise<number> {
  const database = openWriter(file);
  try {
    database.pragma("foreign_keys = OFF");
    let count = 0;
    while (await applyNext(database, migrations, onStatement)) count++;
    return count;
  } finally {
    database.close();
  }
}

async function applyNext(database: Database.Database, migrations: Migration[], onStatement: () => void): Promise<boolean> {
  await begin(database, lockMs);
  try {
    const migration = nextMigration(migrations, applied(database));
    if (migration) apply(database, migration, onStatement);
    database.exec("commit");
    return migration !== undefined;
  } catch (error) {
    if (database.inTransaction) database.exec("rollback");
    throw error;
  }
}

function applied(database: Database.Database): Applied[] {
  database.exec("create table if not exists _migrations (idx integer primary key, name text not null, hash text not null, applied_at integer not null)");
  return database.prepare<[], Applied>("select name, hash from _migrations order by idx").all();
}

function apply(database: Database.Database, migration: Migration, onStatement: () => void) {
  for (const statement of migration.statements) {
    if (/^pragma\s+foreign_keys/i.test(statement)) continue;
    database.exec(statement);
    onStatement();
  }
  const broken = database.prepare("pragma foreign_key_check").all().length;
  if (broken > 0) throw new Error(`Migration ${migration.name} would leave ${broken} rows that refer to nothing.`);
  database
    .prepare("insert into _migrations values (?, ?, ?, cast(unixepoch('subsec') * 1000 as integer))")
    .run(migration.index, migration.name, migration.hash);
}
