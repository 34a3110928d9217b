import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

export type Migration = { index: number; name: string; hash: string; statements: string[] };
export type Applied = { name: string; hash: string };

const Journal = z.object({ entries: z.array(z.object({ idx: z.number(), tag: z.string() })) });

/** Reads what drizzle-kit generated, in order. */
export function readMigrations(folder: string): Migration[] {
  const journal = Journal.parse(JSON.parse(readFileSync(join(folder, "meta/_journal.json"), "utf8")));
  return journal.entries
    .sort((a, b) => a.idx - b.idx)
    .map(({ tag }, index) => {
      const text = readFileSync(join(folder, `${tag}.sql`), "utf8");
      const hash = createHash("sha256").update(text).digest("hex");
      const statements = text.split("--> statement-breakpoint").map((statement) => statement.trim());
      return { index, name: tag, hash, statements: statements.filter(Boolean) };
    });
}

/** The next migration to apply, if any; refuses a database that this program's migrations did not make. */
export function nextMigration(migrations: readonly Migration[], applied: readonly Applied[]): Migration | undefined {
  applied.forEach(({ name, hash }, index) => {
    const migration = migrations[index];
    if (!migration) throw new Error(`The database is newer than this program: it has migration ${name}. Start the newer version.`);
    if (migration.name !== name) throw new Error(`The database has migration ${name} where this program has ${migration.name}.`);
    if (migration.hash !== hash) throw new Error(`Migration ${name} was changed after it was applied to this database.`);
  });
  return migrations[applied.length];
}
