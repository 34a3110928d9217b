import { mkdirSync } from "node:fs";
import { databaseUrl, getDb } from "#db/connection";
import { migrate } from "#db/migrate";
import { env, requireProductionSecrets } from "#lib/platform/env";
import { log } from "#lib/platform/log";
import { startWorkers } from "./start.ts";

const drainMs = 25_000;

for (const warning of requireProductionSecrets(env)) log.warn(warning);
mkdirSync(env.DATA_DIR, { recursive: true, mode: 0o700 });
await migrate(databaseUrl());
const workers = startWorkers(getDb());
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop(signal));

/** Takes nothing new, finishes what is in hand, then ends. A second signal ends at once; leases give back what it held. */
async function stop(signal: string): Promise<void> {
  log.info({ signal }, "stopping");
  for (const again of ["SIGINT", "SIGTERM"] as const) process.once(again, () => process.exit(1));
  setTimeout(() => process.exit(1), drainMs).unref();
  await workers.stop();
  await getDb().close();
  process.exit(0);
}
