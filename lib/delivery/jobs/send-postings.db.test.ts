import { eq } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { memberships } from "#db/schema/access";
import { customers } from "#db/schema/customers";
import { deliveries, deliveryAttempts } from "#db/schema/delivery";
import { outbox } from "#db/schema/outbox";
import { endpoints, subscribers } from "#db/schema/subscriptions";
import { fixedClock } from "#lib/platform/clock";
import { createOutboundFetch } from "#lib/platform/http";
import { acme, addCast, anna, testNow } from "#lib/testing/cast";
import { testDatabase } from "#lib/testing/database";
import { anEndpoint, aPosting, testSecret } from "#lib/testing/endpoints";
import { answers, startReceiver, type Receiver } from "#lib/testing/receiver";
import type { Carrier } from "../channels/contract.ts";
import { webhookCarrier } from "../channels/webhook.ts";
import { disableFailing } from "../commands/settle-postings.ts";
import { claimBatch } from "../commands/claim.ts";
import { sendPostings } from "./send-postings.ts";
import { tellDisabled } from "./tell-disabled.ts";

const database = testDatabase();
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
let clock = fixedClock(testNow);
let receiver: Receiver;
let carrier: Carrier;
let outbound: ReturnType<typeof createOutboundFetch>;

beforeEach(async () => {
  clock = fixedClock(testNow);
  receiver = await startReceiver();
  outbound = createOutboundFetch({ allowLoopback: true });
  carrier = webhookCarrier({ outbound, now: clock, timeoutMs: 2_000 });
  await addCast(database.db);
});
afterEach(async () => {
  await outbound.close();
  await receiver.close();
});

const send = (changes: Partial<Parameters<typeof sendPostings>[0]> = {}) => sendPostings({ db: database.db, channel: "webhook", carrier, now: clock, room: 32, random: () => 0.5, ...changes });
const stateOf = async (id: string) => (await database.db.read.select().from(deliveries).where(eq(deliveries.id, id)))[0];
const endpointOf = async (id: string) => (await database.db.read.select().from(endpoints).where(eq(endpoints.subscriberId, id)))[0];
const hasten = () => database.db.write(async (tx) => void (await tx.update(deliveries).set({ dueAt: 1 }).where(eq(deliveries.state, "queued"))));

describe("what leaves", () => {
  test("is signed with the endpoint's secret, under the delivery's id, and noted as sent", async () => {
    await anEndpoint(database.db, { id: "sub_1", address: `${receiver.url}/hook`, member: anna });
    await aPosting(database.db, { id: "dlv_1", to: "sub_1" });
    expect(await send()).toBe(1);
    const [got] = receiver.received;
    expect(got?.headers["webhook-id"]).toBe("dlv_1");
    expect(got?.headers["webhook-signature"]).toBe(new Webhook(testSecret).sign("dlv_1", new Date(testNow), got?.body ?? ""));
    expect(await stateOf("dlv_1")).toMatchObject({ state: "sent", attempts: 1, sentAt: testNow });
    expect(await endpointOf("sub_1")).toMatchObject({ lastSentAt: testNow, failingSince: null });
  });

  test("keeps the same bytes and the same id over its tries", async () => {
    await anEndpoint(database.db, { id: "sub_1", address: receiver.url });
    await aPosting(database.db, { id: "dlv_1", to: "sub_1" });
    receiver.answerWith(answers.status(500));
    await send();
    clock.advance(6_000);
    await hasten();
    receiver.answerWith(answers.status(200));
    await send();
    const [first, second] = receiver.received;
    expect([first?.body, first?.headers["webhook-id"]]).toEqual([second?.body, second?.headers["webhook-id"]]);
    expect(second?.headers["webhook-timestamp"]).not.toBe(first?.headers["webhook-timestamp"]);
    expect(await stateOf("dlv_1")).toMatchObject({ state: "sent", attempts: 2 });
  });

  test("what a process left behind goes out again under its id, and what it settled does not", async () => {
    for (const id of ["sub_1", "sub_2"]) await anEndpoint(database.db, { id, address: `${receiver.url}/${id}` });
    await aPosting(database.db, { id: "dlv_1", to: "sub_1" });
    await aPosting(database.db, { id: "dlv_2", to: "sub_2" });
    receiver.answerWith((response, { path }) => void response.writeHead(path === "/sub_1" ? 500 : 200).end());
    await expect(send({ onStep: dieBefore("settled") })).rejects.toThrow("killed");
    await database.db.write(async (tx) => void (await tx.update(deliveries).set({ dueAt: 1 }).where(eq(deliveries.state, "sending"))));
    const before = receiver.received.length;
    await send();
    expect(receiver.received.length - before).toBeGreaterThanOrEqual(1);
    expect((await stateOf("dlv_2"))?.state).toBe("sent");
    expect((await stateOf("dlv_1"))?.state).toBe("queued");
  });
});

describe("each for itself", () => {
  test("one dead endpoint holds up no other, and mail not at all", async () => {
    await anEndpoint(database.db, { id: "sub_dead", address: `${receiver.url}/dead` });
    for (const id of ["sub_1", "sub_2", "sub_3"]) await anEndpoint(database.db, { id, address: `${receiver.url}/${id}` });
    await aPosting(database.db, { id: "dlv_dead", to: "sub_dead" });
    for (const id of ["1", "2", "3"]) await aPosting(database.db, { id: `dlv_${id}`, to: `sub_${id}` });
    receiver.answerWith((response, { path }) => void (path === "/dead" ? undefined : response.end("ok")));
    const running = send();
    await expect.poll(async () => Promise.all(["1", "2", "3"].map(async (id) => (await stateOf(`dlv_${id}`))?.state))).toEqual(["sent", "sent", "sent"]);
    expect((await stateOf("dlv_dead"))?.state).toBe("sending");
    expect(await claimBatch(database.db, { channel: "email", limit: 10, leaseMs: minute, isIdempotent: true, now: clock() })).toBeNull();
    await running;
    expect(await stateOf("dlv_dead")).toMatchObject({ state: "queued", lastError: "It did not answer in time." });
  });

  test("never two at once to one endpoint, whatever stories they are of", async () => {
    await anEndpoint(database.db, { id: "sub_1", address: receiver.url });
    for (const number of [1, 2, 3]) await aPosting(database.db, { id: `dlv_${number}`, to: "sub_1", story: `inc_${number}`, at: testNow + number });
    let atOnce = 0;
    let most = 0;
    receiver.answerWith((response) => {
      most = Math.max(most, (atOnce += 1));
      setTimeout(() => ((atOnce -= 1), response.end()), 30);
    });
    expect(await send()).toBe(1);
    await hasten();
    expect(await Promise.all([send(), send()])).toEqual(expect.arrayContaining([1, 0]));
    await hasten();
    await send();
    expect(most).toBe(1);
    expect(receiver.received.map(({ headers }) => headers["webhook-id"]).sort()).toEqual(["dlv_1", "dlv_2", "dlv_3"]);
  });

  test("after a failure everything else for that endpoint waits, and for others nothing does", async () => {
    for (const id of ["sub_1", "sub_2"]) await anEndpoint(database.db, { id, address: `${receiver.url}/${id}` });
    await aPosting(database.db, { id: "dlv_1", to: "sub_1" });
    await aPosting(database.db, { id: "dlv_later", to: "sub_1", at: testNow + 1 });
    receiver.answerWith(answers.status(429, { "retry-after": "3600" }));
    const before = Date.now();
    await send();
    expect((await stateOf("dlv_later"))?.dueAt).toBeGreaterThan(before + 3_500_000);
    await aPosting(database.db, { id: "dlv_2", to: "sub_2" });
    receiver.answerWith(answers.status(200));
    await send();
    expect([(await stateOf("dlv_2"))?.state, (await stateOf("dlv_later"))?.state]).toEqual(["sent", "queued"]);
  });

  test("an older post that failed is dropped once a newer one of its story has arrived, unless it is sent again on purpose", async () => {
    await anEndpoint(database.db, { id: "sub_1", address: receiver.url });
    await aPosting(database.db, { id: "dlv_old", to: "sub_1" });
    receiver.answerWith(answers.status(503));
    await send();
    await aPosting(database.db, { id: "dlv_new", to: "sub_1", at: testNow + minute });
    await database.db.write(async (tx) => void (await tx.update(deliveries).set({ dueAt: Date.now() + hour }).where(eq(deliveries.id, "dlv_old"))));
    receiver.answerWith(answers.status(200));
    await send();
    await hasten();
    await send();
    expect([(await stateOf("dlv_new"))?.state, (await stateOf("dlv_old"))?.state]).toEqual(["sent", "superseded"]);
    expect(receiver.received.map(({ headers }) => headers["webhook-id"])).toEqual(["dlv_old", "dlv_new"]);
    await database.db.write(async (tx) => void (await tx.update(deliveries).set({ state: "queued", batchId: null, firstAttemptAt: null, renditionId: "rnd_dlv_old", dueAt: 1 }).where(eq(deliveries.id, "dlv_old"))));
    await send();
    expect((await stateOf("dlv_old"))?.state).toBe("sent");
  });
});

describe("trying again", () => {
  test("goes on for three days at growing distances, then it is given up", async () => {
    await anEndpoint(database.db, { id: "sub_1", address: receiver.url });
    await aPosting(database.db, { id: "dlv_1", to: "sub_1" });
    receiver.answerWith(answers.status(500, {}, "not today"));
    const distances: number[] = [];
    for (let row = await stateOf("dlv_1"); row?.state === "queued"; row = await stateOf("dlv_1")) {
      distances.push(row.dueAt - clock());
      clock.advance(row.dueAt - clock());
      await hasten();
      await send();
    }
    expect(distances).toEqual([0, 5_000, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour]);
    expect(await stateOf("dlv_1")).toMatchObject({ state: "dead", attempts: 10, lastError: "It answered 500." });
    const tries = await database.db.read.select().from(deliveryAttempts).where(eq(deliveryAttempts.deliveryId, "dlv_1"));
    expect(tries).toHaveLength(10);
    expect(tries.every((each) => each.answer === "not today" && each.reason === "It answered 500.")).toBe(true);
  });

  test("waits as long as it was asked to, which counts as no try", async () => {
    await anEndpoint(database.db, { id: "sub_1", address: receiver.url });
    await aPosting(database.db, { id: "dlv_1", to: "sub_1" });
    receiver.answerWith(answers.status(429, { "retry-after": "7200" }));
    await send();
    expect(await stateOf("dlv_1")).toMatchObject({ state: "queued", attempts: 0, dueAt: testNow + 2 * hour });
    expect((await endpointOf("sub_1"))?.failingSince).toBeNull();
  });
});

describe("an endpoint that takes nothing", () => {
  const events = () => database.db.read.select({ kind: outbox.kind, payload: outbox.payload }).from(outbox).where(eq(outbox.kind, "endpoint.disabled"));

  test("is switched off at once when nobody is there any more, and its owner is told with the last answer and the way back", async () => {
    await anEndpoint(database.db, { id: "sub_1", address: receiver.url, member: anna });
    await aPosting(database.db, { id: "dlv_1", to: "sub_1" });
    receiver.answerWith(answers.status(410));
    await send();
    expect((await stateOf("dlv_1"))?.state).toBe("dead");
    expect((await endpointOf("sub_1"))?.disabledAt).toBe(testNow);
    const [event] = await events();
    await tellDisabled({ db: database.db, eventId: "evt_1", now: testNow }, event?.payload);
    await tellDisabled({ db: database.db, eventId: "evt_1", now: testNow }, event?.payload);
    const mails = await database.db.read.select().from(deliveries).where(eq(deliveries.channel, "email"));
    expect(mails.map((mail) => mail.address)).toEqual([anna.email]);
    expect(mails[0]?.message?.text).toContain("It answered 410");
    expect(mails[0]?.message?.text).toContain("/c/acme/notifications/channels/sub_1");
  });

  test("is switched off after five days of nothing but failures, and not a moment before; one success begins anew", async () => {
    await anEndpoint(database.db, { id: "sub_1", address: receiver.url });
    receiver.answerWith(answers.status(500));
    const sendNew = async (id: string) => {
      await aPosting(database.db, { id, to: "sub_1", story: id });
      await send();
    };
    await sendNew("dlv_1");
    clock.advance(5 * day - 1);
    await sendNew("dlv_2");
    expect((await endpointOf("sub_1"))?.disabledAt).toBeNull();
    receiver.answerWith(answers.status(200));
    await sendNew("dlv_3");
    receiver.answerWith(answers.status(500));
    clock.advance(1);
    await sendNew("dlv_4");
    expect((await endpointOf("sub_1"))?.disabledAt).toBeNull();
    clock.advance(5 * day);
    await sendNew("dlv_5");
    expect((await endpointOf("sub_1"))?.disabledAt).toBe(clock());
    expect(await events()).toHaveLength(1);
  });

  test("is switched off by the clock too, where nothing is sent that would say so", async () => {
    await anEndpoint(database.db, { id: "sub_1", address: receiver.url });
    await aPosting(database.db, { id: "dlv_1", to: "sub_1" });
    receiver.answerWith(answers.reset);
    await send();
    await disableFailing(database.db, clock() + 5 * day - 1);
    expect(await events()).toHaveLength(0);
    await disableFailing(database.db, clock() + 5 * day);
    await disableFailing(database.db, clock() + 6 * day);
    expect(await events()).toHaveLength(1);
  });

  test("nobody is told of an endpoint whose owner left", async () => {
    await anEndpoint(database.db, { id: "sub_1", address: receiver.url, member: anna });
    await aPosting(database.db, { id: "dlv_1", to: "sub_1" });
    receiver.answerWith(answers.status(410));
    await send();
    await database.db.write(async (tx) => void (await tx.delete(memberships).where(eq(memberships.personId, anna.id))));
    await tellDisabled({ db: database.db, eventId: "evt_1", now: testNow }, { subscriberId: "sub_1" });
    expect(await database.db.read.select().from(deliveries).where(eq(deliveries.channel, "email"))).toEqual([]);
  });
});

describe("whoever may not hear any more gets nothing that was queued before", () => {
  const ends: [string, () => Promise<unknown>][] = [
    ["membership", () => database.db.write(async (tx) => void (await tx.delete(memberships).where(eq(memberships.personId, anna.id))))],
    ["customer archived", () => database.db.write(async (tx) => void (await tx.update(customers).set({ archivedAt: testNow }).where(eq(customers.id, acme.id))))],
    ["switched off", () => database.db.write(async (tx) => void (await tx.update(endpoints).set({ disabledAt: testNow })))],
    ["stopped", () => database.db.write(async (tx) => void (await tx.update(subscribers).set({ state: "stopped" })))],
    ["removed", () => database.db.write(async (tx) => void (await tx.delete(endpoints)))],
  ];
  test.each(ends)("%s", async (_, end) => {
    await anEndpoint(database.db, { id: "sub_1", address: receiver.url, member: anna });
    await aPosting(database.db, { id: "dlv_1", to: "sub_1" });
    await end();
    await send();
    expect(receiver.received).toEqual([]);
    expect((await stateOf("dlv_1"))?.state).toBe("suppressed");
  });
});

function dieBefore(wanted: string): (step: string) => void {
  return (step) => {
    if (step === wanted) throw new Error("killed");
  };
}
