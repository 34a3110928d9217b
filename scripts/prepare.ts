import { existsSync, mkdirSync } from "node:fs";
import { databaseUrl, getDb } from "#db/connection";
import { migrate } from "#db/migrate";
import { now } from "#lib/platform/clock";
import { env } from "#lib/platform/env";

/** Brings the database to this program's schema and, while it is empty, fills it: the demo company, or a link for the first admin. */
export async function prepare(): Promise<void> {
  if (!existsSync(env.DATA_DIR)) mkdirSync(env.DATA_DIR, { recursive: true, mode: 0o700 });
  const applied = await migrate(databaseUrl());
  if (applied > 0) console.log(`  The database is up to date (${applied} ${applied === 1 ? "migration" : "migrations"} applied).`);
  if (env.DEMO) await fillWithDemo();
  else await offerSetup();
}

async function fillWithDemo(): Promise<void> {
  const { seedDemo } = await import("#db/seed/demo/seed");
  if (await seedDemo(getDb())) console.log("  The demo company Northlight is ready.");
}

async function offerSetup(): Promise<void> {
  const { createSetupLink } = await import("#lib/people/commands/setup");
  const link = await createSetupLink(getDb(), now());
  if (link) console.log(`\n  This portal has no admin yet. Open this link within 24 hours to become the first:\n  ${link}\n`);
}
