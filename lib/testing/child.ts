import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { onTestFinished } from "vitest";

export type Child = {
  /** The next message it sends, kept until asked for; rejects when it ends first. */
  message(): Promise<unknown>;
  send(message: string): void;
  kill(signal: NodeJS.Signals): void;
  ended: Promise<number | null>;
};

/** Another process of this program on the same database: `program` is a file of ./children. It ends with the test at the latest. */
export function startChild(program: string, input: { url: string; args?: (string | number)[] }): Child {
  const child = fork(join(import.meta.dirname, "children", program), (input.args ?? []).map(String), {
    env: { DATABASE_URL: input.url, NODE_ENV: "test", LOG_LEVEL: "silent" },
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  const ended = once(child, "exit").then(([code]) => code as number | null);
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  return { message: mailbox(child, ended), send: (message) => void child.send(message), kill: (signal) => void child.kill(signal), ended };
}

function mailbox(child: ReturnType<typeof fork>, ended: Promise<number | null>) {
  const messages: unknown[] = [];
  const waiting: ((message: unknown) => void)[] = [];
  child.on("message", (message) => {
    const taker = waiting.shift();
    if (taker) taker(message);
    else messages.push(message);
  });
  return () => {
    if (messages.length > 0) return Promise.resolve(messages.shift());
    const next = new Promise<unknown>((resolve) => waiting.push(resolve));
    return Promise.race([next, ended.then(failed)]);
  };
}

function failed(code: number | null): never {
  throw new Error(`The other process ended (${code}) without an answer.`);
}
