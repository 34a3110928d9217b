import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { deliveries } from "#db/schema/delivery";
import { subscribers, subscriptions } from "#db/schema/subscriptions";
import { openIncident } from "#lib/incidents/commands/open-incident";
import { addCast, cards, jonas } from "#lib/testing/cast";
import { asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { startFakeResend } from "#lib/testing/fake-resend";
import { startSmtpSink } from "#lib/testing/smtp-sink";
import { now } from "../platform/clock.ts";

const database = testDatabase();
const addresses = Array.from({ length: 60 }, (_, index) => `reader-${index}@acme.example`).sort();

let sink: Awaited<ReturnType<typeof startSmtpSink>>;
let running: ChildProcess[] = [];

beforeEach(async () => {
  sink = await startSmtpSink();
  await addCast(database.db);
  await addReaders(addresses);
});

afterEach(async () => {
  await Promise.all(running.map(stop));
  running = [];
  await sink.close();
});

describe("npm run worker", () => {
  test("delivers what another process posted, and a signal ends it without a trace of failure", async () => {
    const worker = start();
    await post();
    await allSent();
    expect(await stop(worker)).toEqual([0, null]);
    expect(sentTo()).toEqual(addresses);
  });

  test("two workers on one database write to nobody twice", async () => {
    start();
    start();
    await post();
    await allSent();
    expect(await Promise.all(running.map(stop))).toEqual([[0, null], [0, null]]);
    expect(sentTo()).toEqual(addresses);
  });

  test("nor do they at a provider that takes batches, several of them under way at once", async () => {
    const resend = await startFakeResend({ requestsPerSecond: 1_000 });
    try {
      const many = Array.from({ length: 440 }, (_, index) => `more-${index}@acme.example`);
      await addReaders(many);
      const environment = { SMTP_URL: "", RESEND_API_KEY: resend.apiKey, RESEND_BASE_URL: resend.url, MAIL_PER_SECOND: "50" };
      start(environment);
      start(environment);
      await post();
      await allSent(addresses.length + many.length);
      expect(await Promise.all(running.map(stop))).toEqual([[0, null], [0, null]]);
      expect(resend.accepted.map((mail) => String(mail.to)).sort()).toEqual([...addresses, ...many].sort());
    } finally {
      await resend.close();
    }
  });
});

async function addReaders(emails: string[]) {
  await database.db.write(async (tx) => {
    await tx.insert(subscribers).values(emails.map((email) => ({ id: `sub_${email.replace("@", "_")}`, email, identity: email, state: "active" as const, timeZone: "Europe/Berlin", createdAt: 1, confirmedAt: 1 })));
    await tx.insert(subscriptions).values(emails.map((email) => ({ id: `scr_${email}`, subscriberId: `sub_${email.replace("@", "_")}`, scope: "everything" as const, createdAt: 1 })));
  });
}

function start(environment: Record<string, string> = { SMTP_URL: sink.url }): ChildProcess {
  const child = spawn(process.execPath, ["--import", "./scripts/tsx-hook.mjs", "lib/worker/main.ts"], {
    env: { ...process.env, DATABASE_URL: database.url, ...environment, VITEST: "" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  running.push(child);
  return child;
}

async function stop(child: ChildProcess): Promise<unknown[]> {
  if (child.exitCode !== null || child.signalCode !== null) return [child.exitCode, child.signalCode];
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  return ended;
}

function post() {
  return openIncident(asStaff(database.db, jonas, now() - 60_000), {
    title: "Card payments are failing",
    visibility: "public",
    state: "investigating",
    body: "About 1 in 8 attempts fails.",
    components: [{ componentId: cards.id, state: "partial_outage" }],
  });
}

async function allSent(count = addresses.length) {
  await vi.waitFor(
    async () => {
      const states = (await database.db.read.select({ state: deliveries.state }).from(deliveries)).map((row) => row.state);
      expect(states).toEqual(Array.from({ length: count }, () => "sent"));
    },
    { timeout: 45_000, interval: 200 },
  );
}

function sentTo() {
  return sink.caught.flatMap((mail) => mail.envelope.to).sort();
}
