import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "#db/migrate";
import { type Db, openDb } from "#db/open";
import { startFakeResend } from "#lib/testing/fake-resend";
import { freePort } from "#lib/testing/free-port";
import { startPostgres, type Server } from "#lib/testing/postgres";
import { vi } from "vitest";
import { ask } from "../access/http.ts";
import { startBalancer } from "./balancer.ts";
import { Keeper, type Running } from "./keeper.ts";
import { startPooler } from "./pooler.ts";

/** One place of the fleet; the process in it may be another one later. */
export interface Seat {
  name: string;
  port: number;
  databaseUrl: string;
  process: Running;
}

export interface Fleet {
  db: Db;
  database: Server;
  mail: Awaited<ReturnType<typeof startFakeResend>>;
  balancerPort: number;
  origin: string;
  apps: Seat[];
  workers: Seat[];
  /** Connections the server may ever have from all of them together. */
  connectionLimit: number;
  start(seat: Omit<Seat, "process">): Running;
  /** Kills PgBouncer and starts another in its place. */
  replacePooler(): Promise<void>;
  stop(): Promise<void>;
}

/** The tests' own connections, which count for nobody. */
export const ownName = "scale-tests";
const poolMax = 5;
const poolerSize = 6;
// Beside its pool a process may keep one connection to be told of changes.
const listeners = 1;

/** PostgreSQL, PgBouncer, three apps and two workers (two apps and one worker through PgBouncer), nginx in front, and where mail goes. */
export async function startFleet(): Promise<Fleet> {
  const folder = mkdtempSync(join(tmpdir(), "candor-scale-"));
  chmodSync(folder, 0o755);
  const keeper = new Keeper(folder);
  // What was committed must survive the crash of the server, not that of the machine.
  const [database, mail] = await Promise.all([startPostgres({ synchronous_commit: "on" }), startFakeResend({ requestsPerSecond: 4 })]);
  const directUrl = `${database.url}postgres`;
  await migrate(directUrl);
  const db = openDb(`${directUrl}?application_name=${ownName}`);
  const [balancerPort, poolerPort, ...appPorts] = await freePorts(5);
  const startOwnPooler = () => startPooler({ keeper, folder, port: poolerPort, target: new URL(directUrl), poolSize: poolerSize });
  let pooler = startOwnPooler();
  const pooledUrl = `postgres://candor@127.0.0.1:${poolerPort}/postgres`;
  const origin = `http://localhost:${balancerPort}`;

  const start = ({ name, port, databaseUrl }: Omit<Seat, "process">) =>
    keeper.start({
      name,
      command: process.execPath,
      args: ["--import", "./scripts/tsx-hook.mjs", name.startsWith("app") ? "server.ts" : "lib/worker/main.ts"],
      env: { ...environment(mail), DATABASE_URL: databaseUrl, DATA_DIR: join(folder, name), PORT: String(port), APP_URL: origin },
    });
  const seat = (name: string, port: number, databaseUrl: string): Seat => ({ name, port, databaseUrl, process: start({ name, port, databaseUrl }) });
  const apps = appPorts.map((port, index) => seat(`app-${index + 1}`, port, index === 0 ? directUrl : pooledUrl));
  const workers = [seat("worker-1", 0, directUrl), seat("worker-2", 0, pooledUrl)];
  startBalancer({ keeper, folder, port: balancerPort, apps: appPorts });

  const stop = async () => {
    await keeper.stop();
    await Promise.all([db.close(), mail.close()]);
    await database.stop();
  };
  const replacePooler = async () => {
    await pooler.signal("SIGKILL");
    pooler = startOwnPooler();
  };
  return { db, database, mail, balancerPort, origin, apps, workers, connectionLimit: 2 * (poolMax + listeners) + poolerSize, start, replacePooler, stop };
}

function environment(mail: Fleet["mail"]): Record<string, string | undefined> {
  return {
    PATH: process.env.PATH,
    NEXT_TELEMETRY_DISABLED: "1",
    HOST: "127.0.0.1",
    DEMO: "false",
    WORKER: "off",
    UNDO_SECONDS: "0",
    TRUST_PROXY: "true",
    AUTH_SECRET: process.env.AUTH_SECRET,
    DATABASE_POOL_MAX: String(poolMax),
    MAIL_FROM: "Northlight <status@northlight.example>",
    RESEND_API_KEY: mail.apiKey,
    RESEND_BASE_URL: mail.url,
  };
}

async function freePorts(count: number): Promise<[number, number, ...number[]]> {
  const ports = await Promise.all(Array.from({ length: count }, freePort));
  return ports as [number, number, ...number[]];
}

/** Waits until every app says that it can serve. */
export async function allReady(apps: Seat[]): Promise<void> {
  await Promise.all(apps.map(({ port }) => vi.waitFor(async () => { if ((await readiness(port)) !== 200) throw new Error(`The app on ${port} is not ready.`); }, { timeout: 60_000, interval: 100 })));
}

/** The status of an app's probe; 0 where nobody answers. */
export async function readiness(port: number): Promise<number> {
  return ask(port, { path: "/readyz" }).then(({ status }) => status, () => 0);
}
