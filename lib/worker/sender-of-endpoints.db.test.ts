import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { deliveries } from "#db/schema/delivery";
import { type Clock, now } from "#lib/platform/clock";
import { createOutboundFetch } from "#lib/platform/http";
import { webhookCarrier } from "#lib/delivery/channels/webhook";
import { addCast } from "#lib/testing/cast";
import { testDatabase } from "#lib/testing/database";
import { anEndpoint, aPosting } from "#lib/testing/endpoints";
import { startReceiver, type Receiver } from "#lib/testing/receiver";
import { startEndpointSender } from "./sender-of-endpoints.ts";
import type { Sender } from "./sender.ts";

const database = testDatabase();
let receiver: Receiver;
let outbound: ReturnType<typeof createOutboundFetch>;
let sender: Sender | undefined;
const troubles: unknown[] = [];

beforeEach(async () => {
  troubles.length = 0;
  receiver = await startReceiver();
  outbound = createOutboundFetch({ allowLoopback: true });
  await addCast(database.db);
});
afterEach(async () => {
  await sender?.stop();
  await outbound.close();
  await receiver.close();
});

const start = (parallel: number, clock: Clock = now) => {
  const carrier = { ...webhookCarrier({ outbound, now: clock, timeoutMs: 5_000 }), parallel };
  sender = startEndpointSender({ db: database.db, channel: "webhook", carrier, now: clock, pollMs: 20, onTrouble: (error) => troubles.push(error) });
};
const countOf = async (state: "sent" | "sending" | "queued") => (await database.db.read.select({ id: deliveries.id }).from(deliveries).where(eq(deliveries.state, state))).length;

async function queue(count: number, prefix: string) {
  for (let index = 0; index < count; index += 1) {
    const id = `${prefix}_${index}`;
    await anEndpoint(database.db, { id: `sub_${id}`, address: `${receiver.url}/${id}` });
    await aPosting(database.db, { id: `dlv_${id}`, to: `sub_${id}` });
  }
}

test("endpoints that answer nothing take their own places and no others", async () => {
  receiver.answerWith((response, { path }) => void (path.startsWith("/dead") ? undefined : response.end("ok")));
  await queue(3, "dead");
  await queue(30, "well");
  start(8);
  await expect.poll(() => countOf("sent"), { timeout: 10_000 }).toBe(30);
  expect(await countOf("sending")).toBe(3);
  expect(troubles).toEqual([]);
});

test("never more are in hand than the carrier takes at once", async () => {
  let atOnce = 0;
  let most = 0;
  receiver.answerWith((response) => {
    most = Math.max(most, (atOnce += 1));
    setTimeout(() => ((atOnce -= 1), response.end()), 10);
  });
  await queue(40, "some");
  start(6);
  await expect.poll(() => countOf("sent"), { timeout: 10_000 }).toBe(40);
  expect(most).toBeLessThanOrEqual(6);
  expect(receiver.received).toHaveLength(40);
});

test("a stopped sender waits for the answers it is owed and takes nothing more", async () => {
  const held: (() => void)[] = [];
  receiver.answerWith((response) => void held.push(() => response.end()));
  await queue(6, "some");
  start(4);
  await expect.poll(() => held.length).toBe(4);
  const stopped = sender?.stop();
  for (const answer of held) answer();
  await stopped;
  expect([await countOf("sent"), await countOf("queued")]).toEqual([4, 2]);
});

test("where many endpoints ask to slow down at once the others are left in peace too, until the time asked for is over", async () => {
  receiver.answerWith((response) => void response.writeHead(429, { "retry-after": "1" }).end());
  await queue(60, "some");
  let at = now();
  start(8, () => at);
  await expect.poll(() => receiver.received.length).toBeGreaterThanOrEqual(4);
  await expect.poll(() => countOf("sending")).toBe(0);
  const refused = receiver.received.length;
  expect(refused).toBeLessThanOrEqual(16);
  receiver.answerWith((response) => void response.end("ok"));
  at += 1_000;
  await expect.poll(() => countOf("sent"), { timeout: 10_000 }).toBe(60);
  expect(receiver.received).toHaveLength(60 + refused);
  expect(troubles).toEqual([]);
});
