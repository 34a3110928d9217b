// npm run backup [-- file]: a checked copy of the database, made while the portal runs.
import { join } from "node:path";
import { backupSqlite } from "#db/backup";
import { isPostgresUrl, sqliteFile } from "#db/url";
import { now } from "#lib/platform/clock";
import { env } from "#lib/platform/env";

const url = env.DATABASE_URL ?? join(env.DATA_DIR, "candor.db");
if (isPostgresUrl(url)) {
  console.log('PostgreSQL has its own tool for this:\n\n  pg_dump --format=custom --file=candor.dump "$DATABASE_URL"');
} else {
  const stamp = new Date(now()).toISOString().replaceAll(":", "-").replace(/\..*/, "Z");
  const target = process.argv[2] ?? join(env.DATA_DIR, "backups", `candor-${stamp}.db`);
  const bytes = await backupSqlite(sqliteFile(url), target);
  console.log(`Backed up and checked: ${target} (${(bytes / 1_048_576).toFixed(1)} MB)`);
}
