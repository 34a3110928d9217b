// Every process of these tests is the head of a group of its own, and whatever happens to the tests, a shell ends them all.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, openSync } from "node:fs";

export interface Start {
  name: string;
  command: string;
  args: string[];
  env?: Record<string, string | undefined>;
  /** Programs that refuse to run as root are run as this account. */
  account?: { uid: number; gid: number } | undefined;
}

export interface Running {
  name: string;
  pid: number;
  ended: Promise<number | null>;
  isAlive(): boolean;
  signal(signal: "SIGTERM" | "SIGKILL" | "SIGINT"): Promise<number | null>;
}

export class Keeper {
  readonly #running = new Set<Running>();
  readonly #reaper: ReturnType<typeof startReaper>;

  /** The folder goes with the processes. */
  constructor(folder: string) {
    this.#reaper = startReaper(folder);
  }

  /** Starts a program; what it says is kept in reports/. */
  start({ name, command, args, env = {}, account }: Start): Running {
    mkdirSync("reports", { recursive: true });
    const log = openSync(`reports/scale-${name}.log`, "a");
    const child = spawn(command, args, { ...account, detached: true, stdio: ["ignore", log, log], env: { NODE_ENV: "production", ...env } });
    const running = watch(name, child);
    this.#reaper.stdin.write(`${running.pid}\n`);
    this.#running.add(running);
    void running.ended.then(() => this.#running.delete(running));
    return running;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#running].map((each) => each.signal("SIGKILL")));
    const ended = once(this.#reaper, "exit");
    this.#reaper.stdin.end();
    await ended;
  }
}

// It reads the groups' numbers until its input ends, as it does when this process dies in any way.
function startReaper(folder: string) {
  const script = 'all=""; while read -r group; do all="$all -$group"; done; [ -z "$all" ] || kill -s KILL -- $all; rm -rf "$0"';
  return spawn("sh", ["-c", script, folder], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
}

function watch(name: string, child: ChildProcess): Running {
  const { pid } = child;
  if (pid === undefined) throw new Error(`${name} could not be started: is ${child.spawnfile} installed?`);
  const ended = once(child, "exit").then(([code]) => code as number | null);
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  return {
    name,
    pid,
    ended,
    isAlive,
    signal: (signal) => {
      if (isAlive()) process.kill(-pid, signal);
      return ended;
    },
  };
}
