import type { ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { startNode, stop } from "./processes.ts";

export interface Portal {
  process: ChildProcess;
  address: string;
  /** From the start of the process to the first page answered. */
  startMs: number;
}

/** Starts the built portal in a folder of its own, with the demo company unless there is something in it. */
export async function startPortal(dataDir: string, settings: Record<string, string> = {}): Promise<Portal> {
  const port = await freePort();
  const address = `http://localhost:${port}`;
  const from = performance.now();
  const child = startNode({
    core: "server",
    args: ["--import", "./scripts/tsx-hook.mjs", "server.ts"],
    env: {
      NODE_ENV: "production",
      PORT: String(port),
      HOST: "127.0.0.1",
      APP_URL: address,
      DATA_DIR: dataDir,
      DATABASE_URL: "",
      DEMO: "true",
      WORKER: "inline",
      RESEND_API_KEY: "",
      SMTP_URL: "",
      LOG_LEVEL: "error",
      UNDO_SECONDS: "0",
      AUTH_SECRET: "only-for-measuring-on-this-computer-0123456789",
      ...settings,
    },
  });
  await firstPage(child, address);
  return { process: child, address, startMs: performance.now() - from };
}

export async function restartPortal(portal: Portal, dataDir: string): Promise<Portal> {
  await stop(portal.process);
  return startPortal(dataDir);
}

async function firstPage(child: ChildProcess, address: string): Promise<void> {
  const until = performance.now() + 60_000;
  while (performance.now() < until) {
    if (child.exitCode !== null) throw new Error("The portal did not start; it says why above.");
    const response = await fetch(address).catch(() => null);
    await response?.arrayBuffer();
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error("The portal did not answer within a minute.");
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Signs in as one of the demo's cast; answers the cookie. */
export async function signIn(address: string, personId: string): Promise<string> {
  const response = await post(`${address}/sign-in/demo`, { personId, next: "/" }, "");
  return cookieOf(response, "candor-session");
}

/** Makes a private feed of Acme's for whoever holds the cookie; answers its path. */
export async function makeFeed(address: string, cookie: string): Promise<string> {
  const response = await post(`${address}/c/acme/notifications/feeds`, { label: "Bench" }, cookie);
  const token = cookieOf(response, "candor-new-feed").split(".").at(-1);
  return `/f/${token}/history.rss`;
}

/** The first incident that the public page links to. */
export async function findIncident(address: string): Promise<string> {
  const html = await (await fetch(`${address}/history`)).text();
  const [path] = /\/incidents\/[a-z0-9]+/.exec(html) ?? [];
  if (!path) throw new Error("The public history links to no incident.");
  return path;
}

function post(url: string, fields: Record<string, string>, cookie: string): Promise<Response> {
  return fetch(url, { method: "POST", body: new URLSearchParams(fields), headers: { origin: new URL(url).origin, cookie }, redirect: "manual" });
}

function cookieOf(response: Response, name: string): string {
  const found = response.headers.getSetCookie().find((cookie) => cookie.startsWith(`${name}=`));
  if (response.status !== 303 || !found) throw new Error(`${response.url} answered ${response.status} without the cookie ${name}.`);
  return found.split(";")[0] ?? "";
}
