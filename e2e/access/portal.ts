import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { ask } from "./http.ts";

export interface Portal {
  port: number;
  origin: string;
  /** What it has logged so far. */
  log(): string;
  stop(): Promise<void>;
}

/** The built portal, as `npm start` runs it, on a database that is there already. Its worker is off: nothing but requests changes anything. */
export async function startPortal({ port, folder }: { port: number; folder: string }): Promise<Portal> {
  const origin = `http://localhost:${port}`;
  const child = spawn(process.execPath, ["--import", "./scripts/tsx-hook.mjs", "server.ts"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      PORT: String(port),
      HOST: "127.0.0.1",
      APP_URL: origin,
      DATA_DIR: folder,
      DEMO: "false",
      WORKER: "off",
      UNDO_SECONDS: "0",
      LOG_LEVEL: "debug",
      AUTH_SECRET: process.env.AUTH_SECRET,
    },
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text: Buffer) => (log += text.toString("utf8")));
  await listening(child);
  await ask(port, { path: "/healthz" });
  return { port, origin, log: () => log, stop: () => stop(child) };
}

async function listening(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`The portal ended (${String(code)}) before it served.`);
  });
  const said = new Promise<void>((resolve) => {
    child.stdout?.on("data", (text: Buffer) => {
      if (text.includes("Sign in: ")) resolve();
    });
  });
  await Promise.race([said, ended]);
  ended.catch(() => undefined);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}
