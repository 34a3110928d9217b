import { join } from "node:path";
import { readMigrations } from "./migration-files.ts";
import { migratePostgres } from "./migrate-postgres.ts";
import { migrateSqlite } from "./migrate-sqlite.ts";
import { isPostgresUrl, sqliteFile } from "./url.ts";

export type MigrateOptions = {
  /** The folder that holds `sqlite/` and `postgres/`. */
  folder?: string;
  /** Called after each statement with its running number: a seam for tests that end the process there. */
  onStatement?: (count: number) => void;
};

/** Brings the database to this program's schema and returns how many migrations that took; safe with several starters. */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<number> {
  const folder = options.folder ?? join(process.cwd(), "db", "migrations");
  const onStatement = counted(options.onStatement);
  return isPostgresUrl(url)
    ? migratePostgres(url, readMigrations(join(folder, "postgres")), onStatement)
    : migrateSqlite(sqliteFile(url), readMigrations(join(folder, "sqlite")), onStatement);
}

function counted(onStatement: MigrateOptions["onStatement"]) {
  let count = 0;
  return () => onStatement?.(++count);
}
