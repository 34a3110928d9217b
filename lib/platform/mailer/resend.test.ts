import { afterEach, describe, expect, it } from "vitest";
import { startFakeResend, type FakeResendSettings } from "#lib/testing/fake-resend";
import { aMail, mails } from "#lib/testing/mail-messages";
import { resendMailer } from "./resend.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function start(settings: FakeResendSettings = {}, changes: { apiKey?: string; timeoutMs?: number } = {}) {
  const fake = await startFakeResend({ requestsPerSecond: 1000, ...settings });
  closers.push(fake.close);
  return { fake, mailer: resendMailer({ apiKey: fake.apiKey, baseUrl: fake.url, now: () => 1_000_000, ...changes }) };
}

const outcomes = (list: { outcome: string }[]) => list.map(({ outcome }) => outcome);

describe("a batch", () => {
  it("of 100 leaves in one request, each mail whole, with an id of its own", async () => {
    const { fake, mailer } = await start();
    const messages = mails(100);
    const sent = await mailer.send({ key: "bat_1", messages });
    expect(fake.requests).toMatchObject([{ path: "/emails/batch", status: 200, key: "bat_1" }]);
    expect(sent).toEqual(messages.map(({ deliveryId }, index) => ({ deliveryId, outcome: "sent", providerId: fake.accepted[index]?.id })));
    expect(fake.accepted[7]).toMatchObject({ to: ["person7@acme.example"], from: messages[7]?.from, subject: messages[7]?.subject, html: messages[7]?.html, text: messages[7]?.text, headers: messages[7]?.headers });
  });

  it("loses only its bad members, permanently", async () => {
    const { fake, mailer } = await start();
    const messages = [aMail(0), aMail(1, { subject: "" }), aMail(2)];
    const sent = await mailer.send({ key: "bat_1", messages });
    expect(outcomes(sent)).toEqual(["sent", "failed", "sent"]);
    expect(sent[1]).toMatchObject({ deliveryId: "dlv_1", permanent: true, unknown: false, reason: expect.stringContaining("`subject`") });
    expect(sent[2]).toMatchObject({ deliveryId: "dlv_2", providerId: fake.accepted[1]?.id });
  });

  it("holds back what is not addressed to one plain address", async () => {
    const { fake, mailer } = await start();
    const sent = await mailer.send({ key: "bat_1", messages: [aMail(0, { to: "eve@evil.example, ben@acme.example" }), aMail(1)] });
    expect(sent).toMatchObject([{ deliveryId: "dlv_0", permanent: true, unknown: false }, { deliveryId: "dlv_1", outcome: "sent" }]);
    expect(fake.accepted.map(({ to }) => to)).toEqual([["person1@acme.example"]]);
  });

  it("refused as a whole is halved until only the bad ones are out, at the provider's pace, and a retry doubles nothing", async () => {
    let clock = 0;
    const { fake, mailer } = await start({ knowsPermissive: false, requestsPerSecond: 3, now: () => (clock += 120) });
    const messages = mails(20).map((mail, index) => (index === 13 ? { ...mail, subject: "" } : mail));
    const first = await mailer.send({ key: "bat_1", messages });
    expect(outcomes(first).filter((outcome) => outcome === "failed")).toHaveLength(1);
    expect(first[13]).toMatchObject({ permanent: true, unknown: false });
    expect(await mailer.send({ key: "bat_1", messages })).toEqual(first);
    expect(fake.accepted.map(({ to }) => to).flat().sort()).toEqual(messages.filter((_, index) => index !== 13).map(({ to }) => to).sort());
  });
});

describe("a retry under the same key", () => {
  it("after a lost answer sends no second copy and brings the ids", async () => {
    const { fake, mailer } = await start();
    fake.dropAnswers(1);
    const batch = { key: "bat_1", messages: mails(3) };
    for (const failed of await mailer.send(batch)) expect(failed).toMatchObject({ outcome: "failed", permanent: false, unknown: true });
    const again = await mailer.send(batch);
    expect(again.map((sent) => "providerId" in sent && sent.providerId)).toEqual(fake.accepted.map(({ id }) => id));
    expect(fake.accepted).toHaveLength(3);
  });

  it("with another composition is a conflict whose outcome nobody knows, and sends nothing", async () => {
    const { fake, mailer } = await start();
    await mailer.send({ key: "bat_1", messages: mails(3) });
    for (const failed of await mailer.send({ key: "bat_1", messages: mails(2) })) expect(failed).toMatchObject({ permanent: true, unknown: true });
    expect(fake.accepted).toHaveLength(3);
  });

  it("while the first is under way comes back later", async () => {
    const { fake, mailer } = await start();
    const { promise, resolve } = Promise.withResolvers<void>();
    fake.hold(promise);
    const batch = { key: "bat_1", messages: mails(1) };
    const both = [mailer.send(batch), mailer.send(batch)];
    expect(await Promise.race(both)).toMatchObject([{ permanent: false, unknown: true, retryAt: 1_005_000 }]);
    resolve();
    await Promise.all(both);
    expect(fake.accepted).toHaveLength(1);
  });
});

describe("failures", () => {
  it("429 says when to come back and counts no attempt", async () => {
    const { mailer } = await start({ requestsPerSecond: 0, now: () => 5000 });
    expect(await mailer.send({ key: "bat_1", messages: mails(2) })).toMatchObject(mails(2).map(({ deliveryId }) => ({ deliveryId, permanent: false, unknown: false, isThrottled: true, retryAt: 1_001_000 })));
  });

  it("a used-up quota pauses the channel and is told", async () => {
    const { fake, mailer } = await start();
    fake.failNext("daily_quota_exceeded");
    expect(await mailer.send({ key: "bat_1", messages: mails(1) })).toMatchObject([{ permanent: false, isThrottled: true, isRefused: true, retryAt: 1_000_000 + 3_600_000 }]);
  });

  it("a wrong key is about us, not about the mail", async () => {
    const { mailer } = await start({}, { apiKey: "re_wrong" });
    expect(await mailer.send({ key: "bat_1", messages: mails(1) })).toMatchObject([{ permanent: false, isRefused: true, reason: "403 invalid_api_key: API key is invalid." }]);
  });

  it("a fault of the provider is passing, and may have left", async () => {
    const { fake, mailer } = await start();
    fake.failNext("internal_server_error");
    expect(await mailer.send({ key: "bat_1", messages: mails(1) })).toMatchObject([{ permanent: false, unknown: true }]);
  });

  it("silence ends at the time-out and is passing", async () => {
    const { fake, mailer } = await start({}, { timeoutMs: 200 });
    const { promise, resolve } = Promise.withResolvers<void>();
    fake.hold(promise);
    expect(await mailer.send({ key: "bat_1", messages: mails(1) })).toMatchObject([{ permanent: false, unknown: true }]);
    resolve();
  });

  it("nobody listening is passing too", async () => {
    const { fake, mailer } = await start();
    await fake.close();
    expect(await mailer.send({ key: "bat_1", messages: mails(1) })).toMatchObject([{ permanent: false }]);
  });

  it("reasons hold no API key", async () => {
    const { fake, mailer } = await start();
    fake.failNext("invalid_api_key", "internal_server_error", "validation_error");
    for (let turn = 0; turn < 3; turn += 1) expect(JSON.stringify(await mailer.send({ key: `bat_${turn}`, messages: mails(1) }))).not.toContain(fake.apiKey);
  });
});
