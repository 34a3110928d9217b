import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { DeliveryTimes } from "./delivery-process.ts";
import { outputOf } from "./processes.ts";
import type { Row } from "./rows.ts";

const count = 1_000;
const providerDescription = "../shared/fixtures/email/resend-openapi/resend.json";

/** One update to a thousand subscribers: into the queue, into the local mailbox, and to a provider that speaks Resend's API on this machine. */
export async function benchDelivery(folder: string, say: (text: string) => void): Promise<Row[]> {
  say(`one update to ${count} subscribers, local mailbox`);
  const mailbox = await deliver(join(folder, "mailbox"), {});
  const rows: Row[] = [
    { what: `update to ${count}: fan-out`, ours: rate(mailbox.fanOutMs), yardstick: rate(mailbox.bareInsertMs), unit: "messages/s", target: { atLeast: 500 } },
    { what: `update to ${count}: into the local mailbox`, ours: rate(mailbox.sendMs), yardstick: rate(mailbox.bareInsertMs), unit: "messages/s", target: { atLeast: 200 } },
  ];
  if (!existsSync(providerDescription)) {
    say(`not measured: Resend, because ${providerDescription} is not there`);
    return rows;
  }
  say(`one update to ${count} subscribers, Resend's API on this machine`);
  const resend = await deliverThroughResend(join(folder, "resend"));
  // Resend takes two requests a second of 100 mails each where nothing else is agreed.
  return [...rows, { what: `update to ${count}: through Resend's API`, ours: rate(resend.sendMs), yardstick: rate(resend.barePostMs ?? 0), unit: "messages/s", target: { atLeast: 200 } }];
}

async function deliverThroughResend(folder: string): Promise<DeliveryTimes> {
  const { startFakeResend } = await import("#lib/testing/fake-resend");
  const resend = await startFakeResend({ requestsPerSecond: 10_000 });
  try {
    const times = await deliver(folder, { RESEND_API_KEY: resend.apiKey, RESEND_BASE_URL: resend.url });
    const reached = new Set(resend.accepted.filter((mail) => !mail.idempotencyKey?.startsWith("bare/")).map((mail) => String(mail.to))).size;
    if (reached !== count) throw new Error(`Only ${reached} of ${count} subscribers were written to.`);
    return times;
  } finally {
    await resend.close();
  }
}

async function deliver(folder: string, provider: Record<string, string>): Promise<DeliveryTimes> {
  mkdirSync(folder, { recursive: true });
  const env = { NODE_ENV: "test", LOG_LEVEL: "error", DATA_DIR: folder, DATABASE_URL: "", RESEND_API_KEY: "", SMTP_URL: "", ...provider };
  const text = await outputOf({ core: "server", args: ["--import", "./scripts/tsx-hook.mjs", "bench/delivery-process.ts", String(count)], env });
  const times = JSON.parse(text) as DeliveryTimes;
  if (times.queued !== count || times.sent !== count) throw new Error(`${times.queued} of ${count} messages were queued and ${times.sent} sent.`);
  return times;
}

function rate(ms: number): number {
  return (count * 1_000) / ms;
}
