import { createECDH, randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import webPush from "web-push";
import { createOutboundFetch } from "#lib/platform/http";
import { fixedClock } from "#lib/platform/clock";
import { answers, startReceiver, type Receiver } from "#lib/testing/receiver";
import type { Carrier, Outcome, Posting } from "./contract.ts";
import { discordCarrier } from "./discord.ts";
import { googleChatCarrier } from "./google-chat.ts";
import type { Outbound, Surroundings } from "./http-answer.ts";
import { pushCarrier } from "./push.ts";
import { slackCarrier } from "./slack.ts";
import { smsCarrier } from "./sms.ts";
import { teamsCarrier } from "./teams.ts";
import { webhookCarrier } from "./webhook.ts";

const clock = fixedClock(Date.UTC(2026, 10, 2, 13));
const vapid = { ...webPush.generateVAPIDKeys(), subject: "mailto:status@northlight.example" };
const browser = createECDH("prime256v1");
browser.generateKeys();
const keys = { p256dh: browser.getPublicKey("base64url"), auth: randomBytes(16).toString("base64url") };

let receiver: Receiver;
let outbound: Outbound;
beforeEach(async () => {
  receiver = await startReceiver();
  outbound = createOutboundFetch({ allowLoopback: true });
});
afterEach(async () => {
  await outbound.close();
  await receiver.close();
});

interface Kind {
  name: string;
  make: (around: Surroundings) => Carrier;
  address: (url: string) => string;
  /** What says that the same bytes will never be taken, and whether it says that nobody is there. */
  permanent: { status: number; body?: string; isGone: boolean };
}

const plain = (url: string) => `${url}/hook/secret`;
const kinds: Kind[] = [
  { name: "webhook", make: webhookCarrier, address: plain, permanent: { status: 410, isGone: true } },
  { name: "slack", make: slackCarrier, address: plain, permanent: { status: 404, body: "no_service", isGone: true } },
  { name: "teams", make: teamsCarrier, address: plain, permanent: { status: 404, isGone: true } },
  { name: "google_chat", make: googleChatCarrier, address: plain, permanent: { status: 400, isGone: false } },
  { name: "discord", make: discordCarrier, address: plain, permanent: { status: 404, body: '{"message":"Unknown Webhook","code":10015}', isGone: true } },
  {
    name: "sms",
    make: (around) => smsCarrier(around, { accountSid: "ACtest", authToken: "token", from: "+4915112345678", baseUrl: receiver.url }),
    address: () => "+4915200000000",
    permanent: { status: 400, body: '{"code":21610,"message":"unsubscribed recipient","status":400}', isGone: true },
  },
  { name: "push", make: (around) => pushCarrier(around, vapid), address: (url) => JSON.stringify({ endpoint: `${url}/push/abc`, keys }), permanent: { status: 410, isGone: true } },
];

describe.each(kinds)("$name", ({ make, address, permanent }) => {
  const posting = (): Posting => ({ deliveryId: "dlv_1", address: address(receiver.url), secrets: ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], parcel: { contentType: "application/json", body: '{"title":"t","tag":"inc_1"}' } });
  const send = async (around: Partial<Surroundings> = {}, changes: Partial<Posting> = {}): Promise<Outcome | undefined> => {
    const [outcome] = await make({ outbound, now: clock, ...around }).send({ key: "dlv_1", messages: [{ ...posting(), ...changes }] });
    return outcome;
  };

  test("taken is sent, by one POST without cookies", async () => {
    receiver.answerWith(answers.status(201, { "set-cookie": "a=b" }, "{}"));
    expect(await send()).toMatchObject({ deliveryId: "dlv_1", outcome: "sent" });
    await send();
    expect(receiver.received.map(({ method, headers }) => [method, "cookie" in headers])).toEqual([["POST", false], ["POST", false]]);
  });

  test("refused for good is never tried again", async () => {
    receiver.answerWith(answers.status(permanent.status, {}, permanent.body));
    const outcome = await send();
    expect(outcome).toMatchObject({ outcome: "failed", permanent: true, unknown: false });
    expect(Boolean(outcome && "isGone" in outcome && outcome.isGone)).toBe(permanent.isGone);
  });

  test("an error of the receiver's own is tried again", async () => {
    receiver.answerWith(answers.status(500, {}, "boom"));
    expect(await send()).toMatchObject({ outcome: "failed", permanent: false, unknown: false, answer: "boom" });
  });

  test.each([["seconds", "120"], ["a date", new Date(clock() + 120_000).toUTCString()]])("asked to slow down in %s, it waits that long", async (_, header) => {
    receiver.answerWith(answers.status(429, { "retry-after": header }));
    expect(await send()).toMatchObject({ outcome: "failed", permanent: false, isThrottled: true, retryAt: clock() + 120_000 });
  });

  test("asked to slow down for longer than a day, it waits a day", async () => {
    receiver.answerWith(answers.status(429, { "retry-after": "99999999" }));
    expect(await send()).toMatchObject({ retryAt: clock() + 86_400_000 });
  });

  test("no answer in time may have arrived", async () => {
    receiver.answerWith(answers.never);
    expect(await send({ timeoutMs: 150 })).toMatchObject({ outcome: "failed", permanent: false, unknown: true, reason: "It did not answer in time." });
  });

  test("an endless answer is cut, and only its beginning is kept", async () => {
    receiver.answerWith(answers.endless);
    const outcome = await send();
    expect(outcome).toMatchObject({ outcome: "sent" });
    expect(outcome?.answer).toHaveLength(500);
  });

  test("a connection that breaks may have delivered", async () => {
    receiver.answerWith(answers.reset);
    expect(await send()).toMatchObject({ outcome: "failed", permanent: false, unknown: true });
  });

  test("nobody listening is known not to have arrived", async () => {
    await receiver.close();
    expect(await send()).toMatchObject({ outcome: "failed", permanent: false, unknown: false, reason: "No connection to it was possible." });
    receiver = await startReceiver();
  });

  test("a redirect is not followed", async () => {
    receiver.answerWith(answers.status(307, { location: `${receiver.url}/elsewhere` }));
    expect(await send()).toMatchObject({ outcome: "failed", permanent: false });
    expect(receiver.received).toHaveLength(1);
  });
});

// A provider of ours is configured, not typed in by a reader.
test.each(kinds.filter(({ name }) => name !== "sms"))("$name: an address within the network is refused, and nothing is told of it", async ({ make, address }) => {
  const guarded = createOutboundFetch({ isHttpsOnly: true });
  const posting = { deliveryId: "dlv_1", address: address(receiver.url), secrets: [], parcel: { contentType: "application/json", body: "{}" } };
  const [outcome] = await make({ outbound: guarded, now: clock }).send({ key: "dlv_1", messages: [posting] });
  await guarded.close();
  expect(outcome).toMatchObject({ outcome: "failed", permanent: true });
  expect(JSON.stringify(outcome)).not.toMatch(/127\.0\.0\.1|loopback/);
  expect(receiver.received).toEqual([]);
});

describe("what only one channel says", () => {
  const one = (carrier: Carrier, changes: Partial<Posting> = {}) =>
    carrier.send({ key: "dlv_1", messages: [{ deliveryId: "dlv_1", address: `${receiver.url}/hook?key=k`, secrets: [], parcel: { contentType: "application/json", body: "{}" }, ...changes }] });
  const around = () => ({ outbound, now: clock });

  test("Teams says in a 200 that it was too much", async () => {
    receiver.answerWith(answers.status(200, {}, "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429 with ContextId x"));
    expect(await one(teamsCarrier(around()))).toMatchObject([{ outcome: "failed", permanent: false, isThrottled: true }]);
  });

  test("Google Chat is asked to answer in the story's thread, and keeps its key", async () => {
    await one(googleChatCarrier(around()));
    expect(receiver.received[0]?.path).toBe("/hook?key=k&messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD");
  });

  test("Discord's id of the message is kept", async () => {
    receiver.answerWith(answers.status(200, {}, '{"type":0,"content":"","id":"123456789012345678"}'));
    expect(await one(discordCarrier(around()))).toMatchObject([{ outcome: "sent", providerId: "123456789012345678" }]);
  });

  test("Twilio gets a form with basic authentication, and its id is kept", async () => {
    receiver.answerWith(answers.status(201, {}, '{"sid":"SM1","status":"queued"}'));
    const carrier = smsCarrier(around(), { accountSid: "ACtest", authToken: "token", from: "MG0123456789abcdef0123456789abcdef", baseUrl: receiver.url });
    expect(await one(carrier, { address: "+4915200000000", parcel: { contentType: "text/plain", body: "Hello & more" } })).toMatchObject([{ outcome: "sent", providerId: "SM1" }]);
    const [request] = receiver.received;
    expect(request?.path).toBe("/2010-04-01/Accounts/ACtest/Messages.json");
    expect(request?.headers["authorization"]).toBe(`Basic ${Buffer.from("ACtest:token").toString("base64")}`);
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({ To: "+4915200000000", MessagingServiceSid: "MG0123456789abcdef0123456789abcdef", Body: "Hello & more" });
  });

  test("a refused key is ours to mend, not the reader's", async () => {
    receiver.answerWith(answers.status(401, {}, '{"code":20003,"message":"Authenticate","status":401}'));
    const carrier = smsCarrier(around(), { accountSid: "ACtest", authToken: "wrong", from: "+4915112345678", baseUrl: receiver.url });
    expect(await one(carrier, { address: "+4915200000000" })).toMatchObject([{ outcome: "failed", permanent: false, isRefused: true, retryAt: clock() + 300_000 }]);
  });

  test("a push message is encrypted for its browser and names nothing but its service", async () => {
    await one(pushCarrier(around(), vapid), { address: JSON.stringify({ endpoint: `${receiver.url}/push/abc`, keys }), parcel: { contentType: "application/json", body: '{"title":"Card payments fail","tag":"inc_1"}' } });
    const [request] = receiver.received;
    expect(request?.headers).toMatchObject({ "content-encoding": "aes128gcm", ttl: "14400", urgency: "high" });
    expect(request?.headers["authorization"]).toMatch(/^vapid t=/);
    expect(request?.bytes.toString("latin1")).not.toContain("Card payments");
  });

  test("a browser's keys that are none end it", async () => {
    expect(await one(pushCarrier(around(), vapid), { address: JSON.stringify({ endpoint: `${receiver.url}/push/abc`, keys: { p256dh: "x", auth: "y" } }) })).toMatchObject([{ permanent: true, isGone: true }]);
  });
});
