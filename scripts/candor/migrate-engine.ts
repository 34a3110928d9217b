import { copyDatabase, type CopiedTable } from "#db/copy";
import { databaseUrl } from "#db/connection";
import { isPostgresUrl, sqliteFile } from "#db/url";
import { Failure } from "#lib/core/failure";

interface Wish {
  to: string;
  isRehearsal: boolean;
  ignoresConnections: boolean;
}

/** Moves the portal's database to the other engine. What it is doing goes to standard error, the report to standard output. */
export async function migrateEngine({ to, isRehearsal, ignoresConnections }: Wish): Promise<void> {
  if (!/^(postgres(ql)?:\/\/|file:)/.test(to)) throw new Failure("invalid", "--to names the target: postgres://user:password@host/database, or file:PATH for SQLite.");
  const from = databaseUrl();
  console.error(`${isRehearsal ? "Looking at" : "Moving"} ${nameOf(from)} → ${nameOf(to)} …`);
  const tables = await copyDatabase({ from, to, isRehearsal, ignoresConnections, onProgress: (table, rows) => console.error(`  ${table}: ${rows}`) });
  console.log(report(tables, { to, isRehearsal }));
}

function report(tables: CopiedTable[], { to, isRehearsal }: Pick<Wish, "to" | "isRehearsal">): string {
  const total = tables.reduce((sum, { rows }) => sum + rows, 0);
  const width = Math.max(...tables.map(({ name }) => name.length));
  const lines = tables.map(({ name, rows, hash }) => `${name.padEnd(width)}  ${String(rows).padStart(9)}${hash === null ? "" : `  ${hash.slice(0, 16)}`}`);
  const next = isPostgresUrl(to) ? "Set DATABASE_URL to the target" : `Leave DATABASE_URL empty with the file as DATA_DIR/candor.db, or set DATABASE_URL=file:${sqliteFile(to)}`;
  const ending = isRehearsal
    ? `${total} rows in ${tables.length} tables would be moved. Nothing was changed.`
    : `${total} rows in ${tables.length} tables were moved, and each was compared with its source.\n${next}, keep AUTH_SECRET, and start. Keep the old database until you are content: nothing in it was changed.`;
  return [...lines, "", ending].join("\n");
}

// Passwords stay out of terminals and logs.
function nameOf(url: string): string {
  if (!isPostgresUrl(url)) return sqliteFile(url);
  const { host, pathname } = new URL(url);
  return `postgres://${host}${pathname}`;
}
