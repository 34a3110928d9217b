import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export type Child = {
  process: ChildProcess;
  /** The next message it sends; rejects when it ends first. */
  message(): Promise<unknown>;
  kill(signal: NodeJS.Signals): void;
  ended: Promise<number | null>;
};

/** Another process of this program on the same database: `program` is a file of lib/testing/children. */
export function startChild(program: string, input: { url: string; args?: (string | number)[] }): Child {
  const child = fork(join(import.meta.dirname, "children", program), (input.args ?? []).map(String), {
    env: { DATABASE_URL: input.url, NODE_ENV: "test", LOG_LEVEL: "silent" },
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  const ended = once(child, "exit").then(([code]) => code as number | null);
  return {
    process: child,
    message: () => Promise.race([once(child, "message").then(([message]) => message as unknown), ended.then(failed)]),
    kill: (signal) => void child.kill(signal),
    ended,
  };
}

function failed(code: number | null): never {
  throw new Error(`The other process ended (${code}) without an answer.`);
}
