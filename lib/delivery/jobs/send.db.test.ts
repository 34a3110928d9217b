import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { deliveries, deliveryAttempts, deliveryBatches, mailboxMessages } from "#db/schema/delivery";
import type { FrozenMessage } from "#lib/delivery/terms";
import { now as realNow } from "#lib/platform/clock";
import { resendMailer } from "#lib/platform/mailer/resend";
import type { Mailer, MailOutcome } from "#lib/platform/mailer/message";
import { jonas, mira } from "#lib/testing/cast";
import { asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { startFakeResend } from "#lib/testing/fake-resend";
import { emailChannel } from "../channels/email.ts";
import { claimBatch } from "../commands/claim.ts";
import { queuePersonalMail } from "../commands/queue.ts";
import { replayDelivery } from "../commands/replay.ts";
import { forgetPersonalMessages, settle } from "../commands/settle.ts";
import { countFailedDeliveries, getDelivery, listDeliveries } from "../queries/ledger.ts";
import { sendDue } from "./send.ts";

const database = testDatabase();
const leaseMs = 60_000;

describe("the local mailbox", () => {
  test("takes a message once, however often it is asked", async () => {
    await queue("anna@acme.example");
    const mailer = emailChannel(database.db, realNow);
    const batch = await claimBatch(database.db, { channel: "email", limit: 10, leaseMs, isIdempotent: true, now: realNow() });
    const messages = (batch?.deliveries ?? []).flatMap(({ id, message }) => ("subject" in message ? [{ deliveryId: id, ...message }] : []));
    await mailer.send({ key: "k", messages });
    await mailer.send({ key: "k", messages });
    expect(await database.db.read.select().from(mailboxMessages)).toHaveLength(1);
  });
});

describe("leases", () => {
  test("what one worker has in hand, another does not get", async () => {
    await queue("anna@acme.example");
    const claim = () => claimBatch(database.db, { channel: "email", limit: 10, leaseMs, isIdempotent: true, now: realNow() });
    const claims = await Promise.all([claim(), claim(), claim()]);
    expect(claims.filter((each) => each !== null)).toHaveLength(1);
  });

  test("a worker that slept past its lease changes nothing", async () => {
    await queue("anna@acme.example");
    const asleep = await claimBatch(database.db, { channel: "email", limit: 10, leaseMs: -1, isIdempotent: true, now: realNow() });
    const awake = await claimBatch(database.db, { channel: "email", limit: 10, leaseMs, isIdempotent: true, now: realNow() });
    expect(awake?.key).toBe(asleep?.key);
    const [delivery] = asleep?.deliveries ?? [];
    const settled = [{ deliveryId: delivery?.id ?? "", attempt: 1, verdict: { state: "dead", dueAt: null, keepsBatch: true, counts: true }, outcome: "permanent", reason: "late", providerId: null }] as const;
    expect(await settle(database.db, { token: asleep?.token ?? "", settled: [...settled], now: realNow() })).toBe(0);
    expect(await states()).toEqual(["sending"]);
  });
});

describe("Resend", () => {
  let resend: Awaited<ReturnType<typeof startFakeResend>>;
  let mailer: Mailer;
  beforeEach(async () => {
    resend = await startFakeResend({ requestsPerSecond: 1000 });
    mailer = resendMailer({ apiKey: "re_test", baseUrl: resend.url, now: realNow });
  });
  afterEach(async () => {
    await mailer.close();
    await resend.close();
  });

  test("sends what is due in one batch under a key that was stored before", async () => {
    for (let i = 0; i < 5; i++) await queue(`reader${i}@acme.example`);
    expect(await sendDue({ db: database.db, mailer, now: realNow })).toMatchObject({ count: 5 });
    const [batch] = await database.db.read.select().from(deliveryBatches);
    expect(resend.requests).toHaveLength(1);
    expect(resend.requests[0]?.key).toContain(batch?.id ?? "missing");
    expect(new Set(await states())).toEqual(new Set(["sent"]));
  });

  test("a batch left behind for longer than its key is known is never asked for again: nobody can tell whether it left", async () => {
    await queue("anna@acme.example");
    resend.dropAnswers(1);
    await sendDue({ db: database.db, mailer, now: realNow });
    await database.db.write((tx) => tx.update(deliveries).set({ dueAt: 1, state: "sending" }));
    await sendDue({ db: database.db, mailer, now: () => realNow() + 25 * 3_600_000 });
    expect(resend.accepted).toHaveLength(1);
    expect(resend.requests).toHaveLength(1);
    expect(await states()).toEqual(["unknown"]);
  });

  test("an answer that was lost is asked for again under the same key and doubles nothing", async () => {
    await queue("anna@acme.example");
    resend.dropAnswers(1);
    await sendDue({ db: database.db, mailer, now: realNow });
    expect(await states()).toEqual(["queued"]);
    await makeDue();
    await sendDue({ db: database.db, mailer, now: realNow });
    expect(await states()).toEqual(["sent"]);
    expect(resend.accepted).toHaveLength(1);
    expect(new Set(resend.requests.map((request) => request.key)).size).toBe(1);
  });

  test("asked to slow down, it keeps quiet until then and counts no attempt", async () => {
    await queue("anna@acme.example");
    resend.failNext("rate_limit_exceeded");
    const { quietUntil } = await sendDue({ db: database.db, mailer, now: realNow });
    expect(quietUntil).toBeGreaterThan(realNow() - 1000);
    const [row] = await database.db.read.select({ state: deliveries.state, attempts: deliveries.attempts }).from(deliveries);
    expect(row).toEqual({ state: "queued", attempts: 0 });
  });
});

describe("the record", () => {
  test("every try is kept with its reason, and staff see what was given up", async () => {
    await queue("anna@acme.example");
    await sendDue({ db: database.db, mailer: fakeMailer({ outcome: "failed", permanent: true, unknown: false, reason: "550 no such mailbox" }), now: realNow });
    const ctx = asStaff(database.db, jonas, realNow());
    expect(await countFailedDeliveries(ctx)).toBe(1);
    const [row] = await listDeliveries(ctx, { state: "dead", before: null, limit: 10 });
    expect((await getDelivery(ctx, row?.id ?? "")).tries).toMatchObject([{ attempt: 1, outcome: "permanent", reason: "550 no such mailbox" }]);
    expect(await database.db.read.select().from(deliveryAttempts)).toHaveLength(1);
  });

  test("only who may replay sends a dead one again, and only a dead one", async () => {
    await queue("anna@acme.example");
    await sendDue({ db: database.db, mailer: fakeMailer({ outcome: "failed", permanent: true, unknown: false, reason: "refused" }), now: realNow });
    const [row] = await database.db.read.select({ id: deliveries.id }).from(deliveries);
    const id = row?.id ?? "";
    await expect(replayDelivery(asStaff(database.db, jonas, realNow()), { id })).rejects.toMatchObject({ code: "forbidden" });
    expect(await states()).toEqual(["dead"]);
    await replayDelivery(asStaff(database.db, mira, realNow()), { id });
    expect(await states()).toEqual(["queued"]);
    await expect(replayDelivery(asStaff(database.db, mira, realNow()), { id })).rejects.toMatchObject({ code: "conflict" });
  });

  test("a personal mail's text is not kept once it has left, nor shown to staff before", async () => {
    await queue("anna@acme.example");
    const ctx = asStaff(database.db, mira, realNow());
    const [row] = await listDeliveries(ctx, { state: null, before: null, limit: 10 });
    expect((await getDelivery(ctx, row?.id ?? "")).text).toBeNull();
    await sendDue({ db: database.db, mailer: fakeMailer({ outcome: "sent", providerId: "p" }), now: realNow });
    await forgetPersonalMessages(database.db, { sentBefore: realNow() + 1 });
    const [kept] = await database.db.read.select({ message: deliveries.message }).from(deliveries).where(eq(deliveries.id, row?.id ?? ""));
    expect(kept?.message).toBeNull();
  });
});

function fakeMailer(outcome: { outcome: "sent"; providerId: string } | { outcome: "failed"; permanent: boolean; unknown: boolean; reason: string }): Mailer {
  return {
    provider: "smtp",
    maxBatch: 10,
    isIdempotent: false,
    keyLifetimeMs: 0,
    parallel: 1,
    send: async ({ messages }): Promise<MailOutcome[]> => messages.map(({ deliveryId }) => ({ deliveryId, ...outcome })),
    close: async () => {},
  };
}

async function queue(address: string) {
  const message: FrozenMessage = { to: address, from: "Northlight <status@northlight.example>", subject: "Sign in", html: "<p>Hello</p>", text: "Hello", headers: {} };
  await database.db.write((tx) => queuePersonalMail(tx, { address, message, dedupeKey: address, now: realNow() - 1000 }));
}

async function makeDue() {
  await database.db.write((tx) => tx.update(deliveries).set({ dueAt: 0 }));
}

async function states() {
  return (await database.db.read.select({ state: deliveries.state }).from(deliveries)).map((row) => row.state);
}
