import { describe, expect, test } from "vitest";
import { giveUpAfterMs, judge, type Attempt, type Trying } from "./outcome.ts";

const now = 1_000_000_000;
const failed: Attempt = { outcome: "failed", isPermanent: false, isUnknown: false, isThrottled: false, retryAt: null };
const trying: Trying = { now, firstAttemptAt: now, retryDelayMs: 5_000, keyLifetimeMs: giveUpAfterMs };

describe("what becomes of a delivery after a try", () => {
  test.each<[string, Partial<Attempt>, Partial<Trying>, object]>([
    ["sent ends it", { outcome: "sent" }, {}, { state: "sent", dueAt: null }],
    ["a refusal of this message ends it", { isPermanent: true }, {}, { state: "dead", dueAt: null }],
    ["a known failure is tried again in a new request", {}, {}, { state: "queued", dueAt: now + 5_000, keepsBatch: false, counts: true }],
    ["no answer is asked again under the same key", { isUnknown: true }, {}, { state: "queued", dueAt: now + 5_000, keepsBatch: true }],
    ["without keys it is asked again anew", { isUnknown: true }, { keyLifetimeMs: null }, { state: "queued", keepsBatch: false }],
    ["being asked to slow down counts no try", { isThrottled: true, retryAt: now + 2_000 }, {}, { state: "queued", dueAt: now + 2_000, counts: false }],
    ["the provider's time wins over ours", { retryAt: now + 60_000 }, {}, { dueAt: now + 60_000 }],
    ["a time in the past means now", { retryAt: now - 60_000 }, {}, { dueAt: now }],
    ["after a day a known failure is given up", {}, { firstAttemptAt: now - giveUpAfterMs }, { state: "dead", dueAt: null }],
    ["after a day what may have left is unknown, never sent blindly again", { isUnknown: true }, { firstAttemptAt: now - giveUpAfterMs }, { state: "unknown", dueAt: null }],
    ["a key that ends sooner ends the tries sooner", { isUnknown: true }, { keyLifetimeMs: 4_000 }, { state: "unknown" }],
  ])("%s", (_, attempt, situation, expected) => {
    expect(judge({ ...failed, ...attempt }, { ...trying, ...situation })).toMatchObject(expected);
  });
});
