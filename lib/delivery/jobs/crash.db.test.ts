import { spawn } from "node:child_process";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { deliveries } from "#db/schema/delivery";
import { subscribers, subscriptions } from "#db/schema/subscriptions";
import { openIncident } from "#lib/incidents/commands/open-incident";
import { now } from "#lib/platform/clock";
import { addCast, anna, ben, cards, carla, dan, jonas } from "#lib/testing/cast";
import { asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { startFakeResend } from "#lib/testing/fake-resend";
import { startSmtpSink } from "#lib/testing/smtp-sink";

const database = testDatabase();
const readers = [anna, ben, carla, dan];

beforeEach(async () => {
  await addCast(database.db);
  await database.db.write(async (tx) => {
    for (const { id, email, customerId } of readers) {
      await tx.insert(subscribers).values({ id: `sub_${id}`, email, customerId, personId: id, identity: email, state: "active", timeZone: "Europe/Berlin", createdAt: 1, confirmedAt: 1 });
      await tx.insert(subscriptions).values({ id: `scr_${id}`, subscriberId: `sub_${id}`, scope: "everything", createdAt: 1 });
    }
  });
  await openIncident(asStaff(database.db, jonas, now() - 60_000), {
    title: "Card payments are failing",
    visibility: "public",
    state: "investigating",
    body: "About 1 in 8 attempts fails.",
    components: [{ componentId: cards.id, state: "partial_outage" }],
  });
});

describe("a worker killed at any step of a delivery", () => {
  let resend: Awaited<ReturnType<typeof startFakeResend>>;
  beforeEach(async () => {
    resend = await startFakeResend({ requestsPerSecond: 1000 });
  });
  afterEach(() => resend.close());

  // Steps: claimed, superseded; for each of two customers a rendition and two slices of one reader; fanned out, batch claimed, provider answered, settled.
  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])("step %i: with keys nothing is lost and nothing is doubled", async (step) => {
    const environment = { RESEND_API_KEY: "re_test", RESEND_BASE_URL: resend.url, MAIL_PER_SECOND: "1000" };
    expect(await runWorker(environment, step)).toBe("SIGKILL");
    await runUntilAllSent(environment);
    expect(resend.accepted.map((mail) => String(mail.to)).sort()).toEqual(readers.map((reader) => reader.email).sort());
  });
});

describe("a worker killed where the provider knows no keys", () => {
  test("loses nothing, and doubles at most what was in hand", async () => {
    const sink = await startSmtpSink();
    try {
      const environment = { SMTP_URL: sink.url };
      expect(await runWorker(environment, 11)).toBe("SIGKILL");
      await runUntilAllSent(environment);
      const addressees = sink.caught.flatMap((mail) => mail.envelope.to).sort();
      expect([...new Set(addressees)]).toEqual(readers.map((reader) => reader.email).sort());
      expect(addressees.length).toBeLessThanOrEqual(readers.length + 4);
    } finally {
      await sink.close();
    }
  });
});

// Leases of the killed worker run out by the database's clock; until then there is nothing to do for the next one.
async function runUntilAllSent(environment: Record<string, string>) {
  await vi.waitFor(
    async () => {
      expect(await runWorker(environment, 0)).toBe(0);
      const states = (await database.db.read.select({ state: deliveries.state }).from(deliveries)).map((row) => row.state);
      expect(states).toEqual(readers.map(() => "sent"));
    },
    { timeout: 20_000, interval: 200 },
  );
}

function runWorker(environment: Record<string, string>, dieAt: number): Promise<number | NodeJS.Signals | null> {
  const child = spawn(process.execPath, ["--import", "./scripts/tsx-hook.mjs", "lib/testing/delivery-process.ts", String(dieAt)], {
    env: { ...process.env, ...environment, DATABASE_URL: database.url, VITEST: "" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  return new Promise((resolve) => child.once("exit", (code, signal) => resolve(signal ?? code)));
}
