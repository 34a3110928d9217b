import { expect, test, vi } from "vitest";
import { deliveries } from "#db/schema/delivery";
import { queuePersonalMail } from "#lib/delivery/commands/queue";
import { now } from "#lib/platform/clock";
import type { MailBatch, Mailer, MailOutcome } from "#lib/platform/mailer/message";
import { testDatabase } from "#lib/testing/database";
import { startSender } from "./sender.ts";

const database = testDatabase();

interface Asked {
  batch: MailBatch;
  leave(): void;
  answer(): void;
}

/** A provider whose turns and answers the test gives. */
function heldMailer(parallel: number) {
  const asked: Asked[] = [];
  const mailer: Mailer = {
    provider: "resend",
    maxBatch: 1,
    isIdempotent: true,
    keyLifetimeMs: 3_600_000,
    parallel,
    send: (batch) =>
      new Promise<MailOutcome[]>((resolve) => {
        const answer = () => resolve(batch.messages.map(({ deliveryId }) => ({ deliveryId, outcome: "sent", providerId: "p" })));
        asked.push({ batch, leave: () => batch.onLeave?.(), answer });
      }),
    close: async () => {},
  };
  return { mailer, asked };
}

const start = (mailer: Mailer) => startSender({ db: database.db, mailer, now, pollMs: 20, onTrouble: (error) => expect.unreachable(String(error)) });
const countOf = async (state: string) => (await database.db.read.select({ state: deliveries.state }).from(deliveries)).filter((row) => row.state === state).length;

test("while one batch waits for its turn no second is claimed, and while answers are awaited no more than the provider takes at once", async () => {
  const { mailer, asked } = heldMailer(2);
  await queue(4);
  const sender = start(mailer);
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  expect(await countOf("sending")).toBe(1);
  asked[0]?.leave();
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  asked[1]?.leave();
  asked[1]?.answer();
  await vi.waitFor(() => expect(asked).toHaveLength(3));
  expect(await countOf("sent")).toBe(1);
  const stopped = sender.stop();
  for (const each of asked) each.answer();
  await stopped;
});

test("a stopped sender waits for the answers it is owed and claims nothing more", async () => {
  const { mailer, asked } = heldMailer(4);
  await queue(3);
  const sender = start(mailer);
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  asked[0]?.leave();
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  const stopped = sender.stop();
  asked[1]?.answer();
  asked[0]?.answer();
  await stopped;
  expect(asked).toHaveLength(2);
  expect(await countOf("sent")).toBe(2);
  expect(await countOf("queued")).toBe(1);
});

async function queue(count: number) {
  for (let index = 0; index < count; index++) {
    const address = `reader${index}@acme.example`;
    const message = { to: address, from: "status@northlight.example", subject: "x", html: "x", text: "x", headers: {} };
    await database.db.write((tx) => queuePersonalMail(tx, { address, message, dedupeKey: address, now: now() - 1_000 }));
  }
}
