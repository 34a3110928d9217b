import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tool } from "./process.mjs";

export const dialects = [
  { name: "sqlite", config: "drizzle.sqlite.config.ts", databaseUrl: "" },
  { name: "postgres", config: "drizzle.pg.config.ts", databaseUrl: "postgres://generate" },
];

/** Writes the migrations that db/schema asks for, for both engines. A rename asks questions, so this needs a terminal. */
export async function generate(rest) {
  for (const dialect of dialects) {
    const env = { ...process.env, DATABASE_URL: dialect.databaseUrl };
    const code = await tool("drizzle-kit/bin.cjs", ["generate", "--config", dialect.config, ...rest], { env });
    if (code !== 0) return code;
  }
  dropRowIds("db/migrations/sqlite");
  return 0;
}

// drizzle-kit cannot say WITHOUT ROWID, which halves the room these tables take: their key is the row.
const withoutRowId = ["sli_minutes", "sli_quarters", "sli_days"];

function dropRowIds(folder) {
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".sql"))) {
    const text = readFileSync(`${folder}/${name}`, "utf8");
    const better = withoutRowId.reduce((sql, table) => sql.replace(new RegExp(`(CREATE TABLE \`${table}\` \\([^;]*?\\n\\));`), "$1 WITHOUT ROWID;"), text);
    if (better !== text) writeFileSync(`${folder}/${name}`, better);
  }
}

/** Generates into a copy of the migrations and demands that there is nothing to write. */
export function checkSchema({ name, config, databaseUrl }) {
  const copy = `reports/migrations/${name}`;
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  if (existsSync(`db/migrations/${name}`)) cpSync(`db/migrations/${name}`, copy, { recursive: true });
  const env = { ...process.env, DATABASE_URL: databaseUrl, CANDOR_MIGRATIONS: copy };
  const { stdout, stderr } = spawnSync(process.execPath, ["node_modules/drizzle-kit/bin.cjs", "generate", "--config", config], {
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (stdout.includes("No schema changes")) return 0;
  console.error(`${stdout}${stderr}\ndb/schema and db/migrations/${name} differ: run npm run generate and commit what it writes.`);
  return 1;
}
