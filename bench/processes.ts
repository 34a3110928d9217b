import { type ChildProcess, spawn, spawnSync, type StdioOptions } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";

/** The server has one core to itself and the load another, so that neither is measured at the other's cost. */
export type Core = "server" | "load";

export const isPinned = availableParallelism() > 1 && spawnSync("taskset", ["-c", "0", "true"]).status === 0;
const numbers: Record<Core, string> = { server: "0", load: "1" };
const ticksASecond = 100;
const started = new Set<ChildProcess>();

export interface Start {
  core: Core;
  /** Node, if it is not said. */
  program?: string;
  args: string[];
  env?: Record<string, string>;
  stdio?: StdioOptions;
}

/** Runs Node, or the program, with these arguments on a core; whatever happens to this process, `stopAll` ends it. */
export function startNode({ core, program = process.execPath, args, env = {}, stdio = ["ignore", "ignore", "inherit"] }: Start): ChildProcess {
  const command = isPinned ? ["taskset", "-c", numbers[core], program, ...args] : [program, ...args];
  const [first = "", ...rest] = command;
  const child = spawn(first, rest, { env: { ...process.env, ...env }, stdio });
  started.add(child);
  child.once("exit", () => started.delete(child));
  return child;
}

/** The standard output of a program that ends by itself. */
export async function outputOf(start: Omit<Start, "stdio">): Promise<string> {
  const child = startNode({ ...start, stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout?.setEncoding("utf8").on("data", (part: string) => (text += part));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`${start.args.join(" ")} ended with ${code}.`);
  return text;
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const hardly = setTimeout(() => child.kill("SIGKILL"), 15_000);
  await ended;
  clearTimeout(hardly);
}

export async function stopAll(): Promise<void> {
  await Promise.all([...started].map(stop));
}

/** Memory of a process that is its own, in megabytes: what it shares is counted in part. From /proc. */
export function memoryMb(pid: number | undefined): number {
  const [, kilobytes = ""] = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8")) ?? [];
  return Number(kilobytes) / 1_024;
}

/** CPU time of a process so far, all its threads, user and system. From /proc, which only Linux has; in steps of 10 ms. */
export function cpuMs(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "").split(" ");
  const [user, system] = [Number(fields[11]), Number(fields[12])];
  return ((user + system) * 1_000) / ticksASecond;
}
