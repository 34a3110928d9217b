import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { mkdirSync } from "node:fs";
import webPush from "web-push";
import type { ChannelTimes } from "./delivery-channels-read.ts";
import { outputOf, startNode } from "./processes.ts";
import type { Row } from "./rows.ts";

const count = 10_000;
const kills = 3;
// Each receiver takes so many a second and asks whoever sends more to wait.
const perSecond = 50;
const base = { NODE_ENV: "test", LOG_LEVEL: "silent", APP_URL: "http://localhost:4199", AUTH_SECRET: "a-secret-for-the-bench-only-0123456789", DATABASE_URL: "", RESEND_API_KEY: "", SMTP_URL: "", MAIL_PER_SECOND: "" };
const run = (file: string) => ["--import", "./scripts/tsx-hook.mjs", file];

/** One post to very many over every channel, the worker killed three times on the way, somebody posting and reading meanwhile. */
export async function benchChannels(folder: string, say: (text: string) => void): Promise<Row[]> {
  mkdirSync(folder, { recursive: true });
  const receivers = await startReceivers();
  const { publicKey, privateKey } = webPush.generateVAPIDKeys();
  const provider = { TWILIO_ACCOUNT_SID: "ACbench", TWILIO_AUTH_TOKEN: "token", TWILIO_FROM: "+4915112345678", TWILIO_BASE_URL: receivers.url, VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey, VAPID_SUBJECT: "mailto:bench@northlight.example" };
  const env = { ...base, ...provider, DATA_DIR: folder, BENCH_RECEIVER: receivers.url };
  try {
    say(`${count} messages over every channel to receivers that take ${perSecond} a second each, the worker killed ${kills} times`);
    await outputOf({ core: "server", args: [...run("bench/delivery-channels-seed.ts"), String(count)], env });
    const from = performance.now();
    const reading = outputOf({ core: "server", args: run("bench/delivery-channels-read.ts"), env });
    await killWorkers(env);
    const tookMs = performance.now() - from;
    return rowsOf(tookMs, JSON.parse(await reading) as ChannelTimes, receivers);
  } finally {
    receivers.close();
  }
}

function rowsOf(tookMs: number, times: ChannelTimes, receivers: { doubled(): number; rates(): [string, number][] }): Row[] {
  const rates = receivers.rates().toSorted((a, b) => a[1] - b[1]);
  const what = `${count} over every channel, worker killed ${kills} times`;
  return [
    { what: `${what}: all told`, ours: tookMs / 1_000, yardstick: null, unit: "s", target: { atMost: 180 }, more: `${times.sent} sent` },
    { what: `${what}: lost`, ours: count - times.sent, yardstick: null, unit: "messages", target: { atMost: 0 }, more: times.others },
    // Nobody but a mail provider knows keys: what was in hand at a kill may arrive twice, under the same id.
    { what: `${what}: doubled`, ours: receivers.doubled(), yardstick: null, unit: "messages", target: { atMost: kills * inHandAtMost } },
    { what: `${what}: accepted where most was refused, while a worker lived`, ours: rates[0]?.[1] ?? 0, yardstick: perSecond, unit: "messages/s", target: { atLeast: 0.9 }, of: "ratio", more: rates.map(([channel, rate]) => `${channel} ${rate.toFixed(1)}`).join(", ") },
    { what: `${what}: posting an update meanwhile, slowest of ${times.posts}`, ours: times.slowestPostMs / 1_000, yardstick: null, unit: "s", target: { atMost: 1 } },
    { what: `${what}: reading the status page's query meanwhile, slowest of ${times.reads}`, ours: times.slowestReadMs, yardstick: null, unit: "ms", target: { atMost: 1_000 } },
  ];
}

// The places of all carriers together.
const inHandAtMost = 64 + 4 * 16 + 8 + 16;

async function killWorkers(env: Record<string, string>): Promise<void> {
  for (let killed = 0; ; ) {
    const worker = startNode({ core: "server", args: run("bench/delivery-channels-worker.ts"), env });
    const ended = new Promise<number | null>((resolve) => worker.once("exit", (code) => resolve(code)));
    const isLast = killed === kills;
    if (!isLast) {
      await Promise.race([ended, sleep(5_000 + 1_500 * killed)]);
      worker.kill("SIGKILL");
      killed += 1;
    }
    const code = await ended;
    if (isLast && code !== 0) throw new Error(`The worker ended with ${code}.`);
    if (isLast) return;
  }
}

/** Every place is an address of one server; what it has taken twice is counted. */
async function startReceivers() {
  const taken = new Map<string, number>();
  const acceptedAt = new Map<string, number[]>();
  const windows = new Map<string, { startedAt: number; used: number }>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => {
      const path = request.url ?? "";
      const isText = path.includes("/Messages.json");
      const channel = isText ? "sms" : (path.split("/")[1] ?? "");
      if (isOver(windows, channel)) return response.writeHead(429, { "retry-after": "1" }).end();
      const reader = isText ? (new URLSearchParams(Buffer.concat(chunks).toString()).get("To") ?? "") : (path.split("?")[0] ?? "");
      acceptedAt.set(channel, acceptedAt.get(channel) ?? []).get(channel)?.push(performance.now());
      taken.set(reader, (taken.get(reader) ?? 0) + 1);
      return response.writeHead(isText || channel === "push" ? 201 : 200, { "content-type": "application/json" }).end(isText ? '{"sid":"SM1"}' : "{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    doubled: () => [...taken.values()].reduce((sum, times) => sum + times - 1, 0),
    rates: () => [...acceptedAt].map(([channel, at]): [string, number] => [channel, rateInFullSwing(at)]),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A second of them, over the seconds that have busy seconds before and after them: none in which a worker was dead, began or ended. */
function rateInFullSwing(times: number[]): number {
  const seconds = Map.groupBy(times, (at) => Math.floor(at / 1_000));
  const whole = [...seconds.keys()].filter((second) => seconds.has(second - 1) && seconds.has(second + 1));
  return whole.reduce((sum, second) => sum + (seconds.get(second)?.length ?? 0), 0) / Math.max(1, whole.length);
}

function isOver(windows: Map<string, { startedAt: number; used: number }>, channel: string): boolean {
  const at = performance.now();
  const known = windows.get(channel);
  const window = known && at - known.startedAt < 1_000 ? known : { startedAt: at, used: 0 };
  window.used += 1;
  windows.set(channel, window);
  return window.used > perSecond;
}
