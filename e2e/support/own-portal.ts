import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface OwnPortal {
  address: string;
  /** For commands of another process on its database. */
  databaseFile: string;
  /** Runs `candor …` on its database, while it serves. */
  candor(...args: string[]): Promise<void>;
  stop(): Promise<void>;
}

/** A second, empty portal beside the one of the other tests: own port, own data, same build. `fill` is a program with arguments that fills its database first. */
export async function startOwnPortal(settings: Record<string, string> = {}, fill?: readonly [string, ...string[]]): Promise<OwnPortal> {
  const folder = mkdtempSync(join(tmpdir(), "candor-portal-"));
  const port = await freePort();
  const address = `http://localhost:${port}`;
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", PORT: String(port), HOST: "127.0.0.1", APP_URL: address, DATA_DIR: folder, DATABASE_URL: "", DEMO: "false", AUTH_SECRET: "a-secret-for-tests-only-0123456789abcdef", LOG_LEVEL: "warn", RESEND_API_KEY: "", SMTP_URL: "", ...settings } satisfies NodeJS.ProcessEnv;
  if (fill) await finished(run(fill[0], fill.slice(1), env));
  const server = run("server.ts", [], env);
  const stop = async () => {
    if (server.exitCode === null && server.signalCode === null) {
      server.kill("SIGTERM");
      await once(server, "exit");
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await answering(server, `${address}/healthz`);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, databaseFile: join(folder, "candor.db"), stop, candor: (...args) => finished(run("scripts/candor.ts", args, env)) };
}

function run(file: string, args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, ["--import", "./scripts/tsx-hook.mjs", file, ...args], { env, stdio: ["ignore", "ignore", "inherit"] });
}

async function finished(command: ChildProcess): Promise<void> {
  const [code] = (await once(command, "exit")) as [number | null];
  if (code !== 0) throw new Error(`The command ended with ${code}.`);
}

async function answering(server: ChildProcess, url: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (server.exitCode !== null) throw new Error(`The portal ended with ${server.exitCode} before it answered.`);
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("The portal did not answer within a minute.");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
