import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { benchChannels } from "./delivery-channels.ts";
import type { FanOutTimes } from "./delivery-fan-out.ts";
import { outputOf } from "./processes.ts";
import type { Row } from "./rows.ts";

const many = 100_000;
// A provider's limit in requests of a hundred mails, and how many mails are sent against it.
const perSecond = 5;
const some = 10_000;
const providerDescription = "../shared/fixtures/email/resend-openapi/resend.json";
const base = { NODE_ENV: "test", LOG_LEVEL: "error", AUTH_SECRET: "a-secret-for-the-bench-only-0123456789", DATABASE_URL: "", RESEND_API_KEY: "", SMTP_URL: "", MAIL_PER_SECOND: "" };

/** One update to very many subscribers into the queue, and from there to a provider with a limit, by one worker and by two. */
export async function benchDelivery(folder: string, say: (text: string) => void): Promise<Row[]> {
  say(`one update to ${many} subscribers`);
  const times = await fanOut(join(folder, "many"), { count: many });
  const rows: Row[] = [
    { what: `update to ${many}: fan-out`, ours: times.fanOutMs / 1_000, yardstick: times.bareInsertMs / 1_000, unit: "s", target: { atMost: 5 } },
    { what: `update to ${many}: longest stall of the process meanwhile`, ours: times.stallMs, yardstick: null, unit: "ms", target: { atMost: 50 } },
    { what: `of ${many} queued, into the local mailbox`, ours: times.mailboxPerSecond ?? 0, yardstick: (many * 1_000) / times.bareInsertMs, unit: "messages/s", target: { atLeast: 200 } },
  ];
  rows.push(...(await benchChannels(join(folder, "channels"), say)));
  if (!existsSync(providerDescription)) {
    say(`not measured: Resend, because ${providerDescription} is not there`);
    return rows;
  }
  for (const workers of [1, 2]) {
    say(`${some} mails to a provider that takes ${perSecond} requests a second, ${workers === 1 ? "one worker" : `${workers} workers`}`);
    rows.push(...(await sendAgainstLimit(join(folder, `limit-${workers}`), workers)));
  }
  say(`${some} mails to a provider without a limit`);
  return [...rows, await sendFreely(join(folder, "free"))];
}

async function sendAgainstLimit(folder: string, workers: number): Promise<Row[]> {
  const { requests } = await send(folder, { workers, limit: perSecond, pace: perSecond });
  const who = workers === 1 ? "one worker" : `${workers} workers`;
  const refused = requests.filter((request) => request.status !== 200).length;
  const at = requests.filter((request) => request.status === 200).map((request) => request.at);
  const most = Math.max(...at.map((from) => at.filter((each) => each >= from && each < from + 1_000).length));
  return [
    { what: `sending at ${perSecond} requests/s: ${who}`, ours: ratePerSecond(at) * 100, yardstick: perSecond * 100, unit: "messages/s", target: { atLeast: 0.9 }, of: "ratio" },
    { what: `sending at ${perSecond} requests/s: most in any second, ${who}`, ours: most, yardstick: perSecond, unit: "requests", target: { atMost: 1 }, of: "ratio" },
    { what: `sending at ${perSecond} requests/s: refused as too many, ${who}`, ours: refused, yardstick: null, unit: "requests", target: { atMost: 0 } },
  ];
}

async function sendFreely(folder: string): Promise<Row> {
  const { requests, barePerSecond } = await send(folder, { workers: 1, limit: 100_000, pace: 1_000 });
  return { what: `${some} mails through Resend's API, no limit in the way`, ours: ratePerSecond(requests.map((request) => request.at)) * 100, yardstick: barePerSecond, unit: "messages/s", target: { atLeast: 200 } };
}

interface Request {
  at: number;
  status: number;
}

async function send(folder: string, { workers, limit, pace }: { workers: number; limit: number; pace: number }): Promise<{ requests: Request[]; barePerSecond: number }> {
  const { startFakeResend } = await import("#lib/testing/fake-resend");
  const resend = await startFakeResend({ requestsPerSecond: limit });
  try {
    const provider = { RESEND_API_KEY: resend.apiKey, RESEND_BASE_URL: resend.url, MAIL_PER_SECOND: String(pace) };
    // Its one first reader is written to by the run before: the provider must not count that one.
    await fanOut(folder, { count: some, provider });
    const before = { requests: resend.requests.length, mails: resend.accepted.length };
    await Promise.all(Array.from({ length: workers }, () => outputOf({ core: "server", args: run("bench/delivery-send.ts"), env: { ...base, ...provider, DATA_DIR: folder } })));
    const accepted = resend.accepted.slice(before.mails).map((mail) => String(mail.to));
    if (accepted.length !== some || new Set(accepted).size !== some) throw new Error(`${accepted.length} mails left for ${new Set(accepted).size} of ${some} subscribers.`);
    const requests = resend.requests.slice(before.requests);
    return { requests, barePerSecond: limit > 1_000 ? await postBare(resend.url, { apiKey: resend.apiKey, mails: resend.accepted.slice(before.mails) }) : 0 };
  } finally {
    await resend.close();
  }
}

async function fanOut(folder: string, { count, provider = {} }: { count: number; provider?: Record<string, string> }): Promise<FanOutTimes> {
  mkdirSync(folder, { recursive: true });
  const text = await outputOf({ core: "server", args: [...run("bench/delivery-fan-out.ts"), String(count)], env: { ...base, ...provider, DATA_DIR: folder } });
  const times = JSON.parse(text) as FanOutTimes;
  if (times.queued !== count) throw new Error(`${times.queued} of ${count} messages were queued.`);
  return times;
}

// The same batches, one after the other, with nothing kept of them.
async function postBare(url: string, { apiKey, mails }: { apiKey: string; mails: readonly object[] }): Promise<number> {
  const sent = mails.map((mail) => Object.fromEntries(Object.entries(mail).filter(([name]) => name !== "id" && name !== "idempotencyKey")));
  const from = performance.now();
  for (let start = 0; start < sent.length; start += 100) {
    const headers = { authorization: `Bearer ${apiKey}`, "content-type": "application/json", "idempotency-key": `bare/${start}` };
    const response = await fetch(`${url}/emails/batch`, { method: "POST", headers, body: JSON.stringify(sent.slice(start, start + 100)) });
    if (!response.ok) throw new Error(`The provider answered ${response.status}: ${await response.text()}`);
    await response.arrayBuffer();
  }
  return (sent.length * 1_000) / (performance.now() - from);
}

function run(file: string): string[] {
  return ["--import", "./scripts/tsx-hook.mjs", file];
}

// The span from the first to the last holds one request less than there were.
function ratePerSecond(at: number[]): number {
  return ((at.length - 1) * 1_000) / (Math.max(...at) - Math.min(...at));
}
