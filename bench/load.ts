import { cpuMs, outputOf } from "./processes.ts";

export interface Target {
  url: string;
  headers: Record<string, string>;
  /** The status that every answer must have. */
  status: number;
  /** The process that answers. */
  pid: number | undefined;
}

export interface Measured {
  requestsPerSecond: number;
  cpuMsPerRequest: number;
  p99Ms: number;
}

interface Report {
  duration: number;
  errors: number;
  timeouts: number;
  latency: { p99: number };
  statusCodeStats: Record<string, { count: number }>;
}

const connections = 16;
const warmUpSeconds = 1;
const seconds = 4;

/** What one process answers from the other core, all connections busy all the time. */
export async function measure(target: Target): Promise<Measured> {
  await press(target, warmUpSeconds);
  const before = cpuMs(target.pid);
  const report = await press(target, seconds);
  const usedMs = cpuMs(target.pid) - before;
  const answered = report.statusCodeStats[target.status]?.count ?? 0;
  const others = Object.keys(report.statusCodeStats).filter((status) => status !== String(target.status));
  if (answered === 0 || others.length > 0 || report.errors > 0) throw new Error(`${target.url}: ${answered} answers ${target.status}, others: ${others.join(", ") || "none"}, errors: ${report.errors}.`);
  return { requestsPerSecond: answered / report.duration, cpuMsPerRequest: usedMs / answered, p99Ms: report.latency.p99 };
}

async function press({ url, headers }: Target, forSeconds: number): Promise<Report> {
  const header = Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}=${value}`]);
  const args = ["node_modules/autocannon/autocannon.js", "--json", "--no-progress", "-c", String(connections), "-d", String(forSeconds), ...header, url];
  return JSON.parse(await outputOf({ core: "load", args })) as Report;
}
