import { spawnSync } from "node:child_process";
import { cpuMs, outputOf } from "./processes.ts";

export interface Target {
  url: string;
  headers: Record<string, string>;
  /** The status that every answer must have. */
  status: number;
  /** The process that answers. */
  pid: number | undefined;
  connections: number;
}

export interface Measured {
  requestsPerSecond: number;
  cpuMsPerRequest: number;
  p50Ms: number;
  p99Ms: number;
}

interface Pressed {
  answered: number;
  seconds: number;
  p50Ms: number;
  p99Ms: number;
}

const warmUpSeconds = 1;
const seconds = 3;

/** wrk costs its core least and so measures most; where it is not installed, autocannon from npm does. */
export const generator = spawnSync("wrk", ["-v"]).error === undefined ? "wrk" : "autocannon";

/** What one process answers from the other core, all connections busy all the time. */
export async function measure(target: Target): Promise<Measured> {
  await expectStatus(target);
  await press(target, warmUpSeconds);
  const before = cpuMs(target.pid);
  const { answered, seconds: took, p50Ms, p99Ms } = await press(target, seconds);
  const usedMs = cpuMs(target.pid) - before;
  return { requestsPerSecond: answered / took, cpuMsPerRequest: usedMs / answered, p50Ms, p99Ms };
}

// Neither generator tells 200 from 304 in its counts.
async function expectStatus({ url, headers, status }: Target): Promise<void> {
  const response = await fetch(url, { headers });
  await response.arrayBuffer();
  if (response.status !== status) throw new Error(`${url} answered ${response.status} instead of ${status}.`);
}

function press(target: Target, forSeconds: number): Promise<Pressed> {
  return generator === "wrk" ? pressWithWrk(target, forSeconds) : pressWithAutocannon(target, forSeconds);
}

async function pressWithWrk({ url, headers, connections }: Target, forSeconds: number): Promise<Pressed> {
  const header = Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}: ${value}`]);
  const text = await outputOf({ core: "load", program: "wrk", args: ["-t", "1", "-c", String(connections), "-d", `${forSeconds}s`, "--latency", "--timeout", "20s", ...header, url] });
  const [, count, took] = /(\d+) requests in ([\d.]+\w+),/.exec(text) ?? [];
  if (!count || !took || /Socket errors|Non-2xx/.test(text)) throw new Error(`${url}: ${text}`);
  return { answered: Number(count), seconds: toMs(took) / 1_000, p50Ms: toMs(/50%\s+([\d.]+\w+)/.exec(text)?.[1] ?? ""), p99Ms: toMs(/99%\s+([\d.]+\w+)/.exec(text)?.[1] ?? "") };
}

const units: Record<string, number> = { us: 0.001, ms: 1, s: 1_000, m: 60_000 };

function toMs(text: string): number {
  const [, value, unit = ""] = /^([\d.]+)(us|ms|s|m)$/.exec(text) ?? [];
  return Number(value) * (units[unit] ?? Number.NaN);
}

interface Report {
  duration: number;
  errors: number;
  latency: { p50: number; p99: number };
  requests: { total: number };
  non2xx: number;
}

async function pressWithAutocannon({ url, headers, connections, status }: Target, forSeconds: number): Promise<Pressed> {
  const header = Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}=${value}`]);
  const args = ["node_modules/autocannon/autocannon.js", "--json", "--no-progress", "-c", String(connections), "-d", String(forSeconds), ...header, url];
  const report = JSON.parse(await outputOf({ core: "load", args })) as Report;
  if (report.errors > 0 || (status === 200 && report.non2xx > 0)) throw new Error(`${url}: ${report.errors} errors, ${report.non2xx} other answers.`);
  return { answered: report.requests.total, seconds: report.duration, p50Ms: report.latency.p50, p99Ms: report.latency.p99 };
}
