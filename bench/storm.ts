import { type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { scaleSessions } from "./seed/scale.ts";
import { type Portal, startPortal } from "./portal.ts";
import { cpuMs, memoryMb, outputOf, startNode, stop } from "./processes.ts";
import type { Row } from "./rows.ts";
import type { StormInput, StormResult } from "./storm-load.ts";
import type { StormCompany } from "./storm-seed.ts";

const customers = 1_000;
const readers = 500;
const connections = 2_000;
const seconds = 20;
const everyMs = 2_000;
// What making so many pages one after the other left behind is collected by then.
const settleMs = 15_000;

/** Cold pages one after the other, memory with everybody's page kept, and then everybody at once while updates are posted. */
export async function benchStorm(folder: string, say: (text: string) => void): Promise<Row[]> {
  mkdirSync(folder, { recursive: true });
  say(`a portal with ${customers} customers`);
  const env = { NODE_ENV: "production", DATA_DIR: folder, DATABASE_URL: "", LOG_LEVEL: "error", AUTH_SECRET: "only-for-measuring-on-this-computer-0123456789" };
  const company = JSON.parse(await outputOf({ core: "load", args: ["--import", "./scripts/tsx-hook.mjs", "bench/storm-seed.ts", String(customers)], env })) as StormCompany;
  const portal = await startPortal(folder, { DEMO: "false" });
  say("every customer's page, cold");
  const cold = await benchCold(portal);
  say(`the storm: ${readers} customers, ${connections} connections, an update every ${everyMs / 1_000} s for ${seconds} s`);
  const storm = await benchOutage(portal, company);
  await stop(portal.process);
  return [...cold, ...storm];
}

async function benchCold(portal: Portal): Promise<Row[]> {
  const sessions = scaleSessions(customers);
  const ask = async ({ slug, sessionToken }: (typeof sessions)[number]) => {
    const response = await fetch(`${portal.address}/c/${slug}`, { headers: { cookie: `candor-session=${sessionToken}`, "accept-encoding": "gzip" } });
    await response.arrayBuffer();
    if (response.status !== 200) throw new Error(`/c/${slug} answered ${response.status}.`);
  };
  for (const session of sessions.slice(0, 100)) await ask(session);
  const [before, from] = [cpuMs(portal.process.pid), performance.now()];
  for (const session of sessions.slice(100)) await ask(session);
  const count = sessions.length - 100;
  const usedMs = cpuMs(portal.process.pid) - before;
  const tookMs = performance.now() - from;
  await sleep(settleMs);
  return [
    { what: "a customer's page made cold, CPU", ours: usedMs / count, yardstick: null, unit: "ms", target: { atMost: 25 }, more: `${(tookMs / count).toFixed(1)} ms until it was there, session looked up and page compressed` },
    { what: `memory with ${customers} customers' pages kept, when the making is over`, ours: memoryMb(portal.process.pid), yardstick: null, unit: "MB", target: { atMost: 300 } },
  ];
}

async function benchOutage(portal: Portal, company: StormCompany): Promise<Row[]> {
  const port = Number(new URL(portal.address).port);
  const load = startNode({ core: "load", args: ["bench/storm-load.ts"], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const ended = once(load, "message") as Promise<[StormResult]>;
  load.send({ start: { port, readers: scaleSessions(readers), connections, seconds } satisfies StormInput });
  const posted = await postUntil(load, { portal, company, until: performance.now() + (seconds - 3) * 1_000 });
  const [result] = await ended;
  const scale = `${result.answers} answers, ${posted} posts, p50 ${result.p50Ms.toFixed(0)} ms`;
  return [
    { what: "storm: errors", ours: result.errors, yardstick: null, unit: "", target: { atMost: 0 }, more: scale },
    { what: "storm: documents of another customer", ours: result.wrong, yardstick: null, unit: "", target: { atMost: 0 } },
    { what: "storm: oldest answer, after the post it did not know", ours: result.stalestMs, yardstick: null, unit: "ms", target: { atMost: 1_000 }, more: `last round seen ${result.newestRound} of ${posted}` },
    { what: "storm: p99", ours: result.p99Ms, yardstick: null, unit: "ms", target: { atMost: 250 } },
    { what: "storm: answers a second", ours: result.answers / seconds, yardstick: null, unit: "/s", target: { atLeast: 1_000 } },
  ];
}

// Posted as a responder does, through the form's address; readers count from when that was answered.
async function postUntil(load: ChildProcess, { portal, company, until }: { portal: Portal; company: StormCompany; until: number }): Promise<number> {
  let round = 0;
  while (performance.now() < until) {
    await sleep(everyMs);
    round += 1;
    const fields = { baseVersion: String(round), intent: "publish", title: "Card payments are failing", state: "investigating", visibility: "public", body: `About 1 in 8 card payments fails. Storm round ${round}.` };
    const response = await fetch(`${portal.address}/admin/incidents/${company.incidentId}/updates`, { method: "POST", redirect: "manual", headers: { origin: portal.address, cookie: `candor-session=${company.staffToken}` }, body: new URLSearchParams(fields) });
    if (response.status !== 303 || response.headers.get("location")?.includes("form=")) throw new Error(`Posting round ${round} was answered ${response.status} to ${response.headers.get("location")}.`);
    load.send({ posted: round, at: Date.now() });
  }
  return round;
}
