import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Webhook } from "standardwebhooks";
import { outbox } from "#db/schema/outbox";
import { DAY, HOUR, MINUTE } from "#lib/core/time";
import { env } from "#lib/platform/env";
import { lookAtBudgets } from "#lib/slo/jobs";
import { addCast, mira, testNow } from "#lib/testing/cast";
import { asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { answers, startReceiver, type Receiver } from "#lib/testing/receiver";
import { anSli, anSlo, count } from "#lib/testing/slos";
import { runDue } from "#lib/worker/loop";
import { jobs } from "#lib/worker/jobs";
import { burnEvent, postToTeam, queueForTeam, type TeamWebhook } from "./team-webhook.ts";

const database = testDatabase();
const secret = "whsec_dGhpcyBpcyBhIHNlY3JldCBmb3IgdGVzdHMgb25seSEh";
let receiver: Receiver;
let webhook: TeamWebhook;

beforeEach(async () => {
  receiver = await startReceiver();
  webhook = { url: `${receiver.url}/team`, secret };
  await addCast(database.db);
});
afterEach(async () => {
  Object.assign(env, { SLO_WEBHOOK_URL: undefined, SLO_WEBHOOK_SECRET: undefined });
  await receiver.close();
});

const burn = { alertId: "brn_1", sloId: "slo_1", name: "Checkout works", customer: "Acme", sentence: "It burns.", severity: "page" as const, openedAt: testNow, resolvedAt: null };
const queue = () => queueForTeam(database.db, { event: burnEvent("slo.alert_opened", burn), now: testNow, webhook });
const waiting = () => database.db.read.select({ id: outbox.id, payload: outbox.payload, dead: outbox.deadAt, error: outbox.lastError }).from(outbox);
const post = (now = testNow) => runDue({ db: database.db, handlers: { "team.webhook_due": (event) => postToTeam({ eventId: event.id, now, webhook }, event.payload) } });

describe("the team's webhook", () => {
  test("is told once, signed, under an id that stays the same over its tries", async () => {
    receiver.answerWith(answers.status(500));
    await queue();
    await queue();
    const [event] = await waiting();
    await expect(postToTeam({ eventId: event?.id ?? "", now: testNow, webhook }, event?.payload)).rejects.toThrow("answered 500");
    receiver.answerWith((response) => void response.end());
    await postToTeam({ eventId: event?.id ?? "", now: testNow + MINUTE, webhook }, event?.payload);
    expect([await waiting(), receiver.received]).toEqual([[event], [expect.anything(), expect.anything()]]);
    const [first, second] = receiver.received;
    expect(first?.headers["webhook-id"]).toBe(second?.headers["webhook-id"]);
    expect(Number(second?.headers["webhook-timestamp"]) - Number(first?.headers["webhook-timestamp"])).toBe(60);
    expect(second?.body).toBe(first?.body);
    expect(JSON.parse(second?.body ?? "")).toMatchObject({ type: "slo.alert_opened", timestamp: new Date(testNow).toISOString(), data: { severity: "page", sentence: "It burns.", resolvedAt: null, objective: { id: "slo_1", customer: "Acme", url: expect.stringMatching(/\/admin\/slos\/slo_1$/) } } });
  });

  test("can check who it is from, and that nothing was changed", async () => {
    await queue();
    const [event] = await waiting();
    const now = Date.now();
    await postToTeam({ eventId: event?.id ?? "", now, webhook }, event?.payload);
    const [received] = receiver.received;
    expect(new Webhook(secret).verify(received?.body ?? "", received?.headers ?? {})).toMatchObject({ type: "slo.alert_opened" });
    expect(() => new Webhook(secret).verify(`${received?.body} `, received?.headers ?? {})).toThrow();
  });

  test.each([
    ["asked to come back later", answers.status(429, { "retry-after": "120" }), { name: "RetryLater", delayMs: 120_000 }],
    ["gone for good", answers.status(410), { name: "Permanent" }],
    ["a redirect", answers.status(302, { location: "https://elsewhere.example" }), { name: "Error" }],
  ])("%s: the queue is told so", async (_, answer, error) => {
    receiver.answerWith(answer);
    await expect(postToTeam({ eventId: "evt_1", now: testNow, webhook }, { body: "{}" })).rejects.toMatchObject(error);
    expect(receiver.received).toHaveLength(1);
  });

  test("that is not configured is queued nothing", async () => {
    await queueForTeam(database.db, { event: burnEvent("slo.alert_opened", burn), now: testNow, webhook: null });
    expect(await waiting()).toEqual([]);
  });

  test("hears of a burn, of its end and of the budget, each once", async () => {
    Object.assign(env, { SLO_WEBHOOK_URL: webhook.url, SLO_WEBHOOK_SECRET: secret });
    const by = asStaff(database.db, mira, testNow - 30 * DAY);
    const { sliId, series } = await anSli(by, database.db);
    await anSlo(by, [sliId]);
    await count(database.db, { series, from: testNow - 6 * HOUR, until: testNow });
    await lookAtBudgets({ db: database.db, now: testNow });
    await count(database.db, { series, from: testNow, until: testNow + 20 * MINUTE, bad: 90 });
    await lookAtBudgets({ db: database.db, now: testNow + 20 * MINUTE });
    await runDue({ db: database.db, handlers: jobs(database.db) });
    await count(database.db, { series, from: testNow + 20 * MINUTE, until: testNow + 4 * DAY });
    await lookAtBudgets({ db: database.db, now: testNow + 4 * DAY });
    await runDue({ db: database.db, handlers: jobs(database.db) });
    const told = receiver.received.map(({ body }) => JSON.parse(body).type as string);
    expect(new Set(told)).toEqual(new Set(["slo.alert_opened", "slo.alert_resolved", "slo.state_changed"]));
    expect(told.filter((type) => type === "slo.alert_opened")).toHaveLength(told.filter((type) => type === "slo.alert_resolved").length);
    expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(told.length);
  });

  test("an address that no request may go to ends as a dead letter that says why", async () => {
    webhook = { url: "http://169.254.169.254/latest", secret };
    await queue();
    expect(await post()).toBe(1);
    expect(await waiting()).toMatchObject([{ dead: expect.any(Number), error: expect.stringContaining("SLO_WEBHOOK_URL cannot be used") }]);
  });
});
