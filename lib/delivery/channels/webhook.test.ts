import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fixedClock } from "#lib/platform/clock";
import { createOutboundFetch } from "#lib/platform/http";
import { startReceiver, type Receiver } from "#lib/testing/receiver";
import type { Outbound } from "./http-answer.ts";
import { signatureHeaders } from "#lib/platform/webhook-signature";
import { webhookCarrier } from "./webhook.ts";

interface Vectors {
  signing: { secret: string; id: string; timestamp: number; payload: string; expected: string }[];
  verify: { name: string; secret: string; headers: Record<string, string>; payload: string; clock?: number; ok: boolean | string }[];
}
const vectors: Vectors = JSON.parse(readFileSync("../shared/fixtures/openapi/standard-webhooks/vectors.json", "utf8"));

test.each(vectors.signing)("signs as the published vector does: $id", ({ secret, id, timestamp, payload, expected }) => {
  expect(signatureHeaders({ id, at: timestamp * 1_000, secrets: [secret], body: payload })).toEqual({ "webhook-id": id, "webhook-timestamp": String(timestamp), "webhook-signature": expected });
});

describe("what arrives", () => {
  const secrets = ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"];
  const at = Date.UTC(2026, 10, 2, 13);
  let receiver: Receiver;
  let outbound: Outbound;
  beforeEach(async () => {
    receiver = await startReceiver();
    outbound = createOutboundFetch({ allowLoopback: true });
  });
  afterEach(async () => {
    vi.useRealTimers();
    await outbound.close();
    await receiver.close();
  });

  const sendAt = async (now: number) => {
    await webhookCarrier({ outbound, now: fixedClock(now) }).send({ key: "k", messages: [{ deliveryId: "dlv_1", address: receiver.url, secrets, parcel: { contentType: "application/json", body: '{"words":"Größe 🚒"}' } }] });
    return receiver.received.at(-1);
  };

  test("passes an independent verifier with either secret while one is being replaced", async () => {
    const got = await sendAt(at);
    vi.useFakeTimers({ now: at, toFake: ["Date"] });
    for (const secret of secrets) expect(new Webhook(secret).verify(got?.body ?? "", got?.headers ?? {})).toEqual({ words: "Größe 🚒" });
    expect(() => new Webhook("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").verify(got?.body ?? "", got?.headers ?? {})).toThrow();
    expect(() => new Webhook(secrets[0] ?? "").verify(`${got?.body} `, got?.headers ?? {})).toThrow();
  });

  test("keeps its id over tries, and tells each try's own time", async () => {
    const [first, second] = [await sendAt(at), await sendAt(at + 300_000)];
    expect([first?.headers["webhook-id"], second?.headers["webhook-id"]]).toEqual(["dlv_1", "dlv_1"]);
    expect(Number(second?.headers["webhook-timestamp"]) - Number(first?.headers["webhook-timestamp"])).toBe(300);
    expect(second?.headers["webhook-signature"]).not.toBe(first?.headers["webhook-signature"]);
  });
});

test.each(vectors.verify.filter(({ ok }) => typeof ok === "boolean"))("the verifier that readers are told of judges the published case: $name", ({ secret, headers, payload, clock = 1_614_265_330, ok }) => {
  vi.useFakeTimers({ now: clock * 1_000, toFake: ["Date"] });
  const judge = () => {
    try {
      new Webhook(secret).verify(payload, headers);
      return true;
    } catch {
      return false;
    }
  };
  const verdict = judge();
  vi.useRealTimers();
  expect(verdict).toBe(ok);
});
