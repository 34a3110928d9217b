import { describe, expect, test } from "vitest";
import { endpointDelay, endpointGiveUpMs, putOffMs, webhookDelaysMs } from "./schedule.ts";

const minute = 60_000;
const hour = 60 * minute;

describe("a webhook", () => {
  test("is tried at 0 s, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h after one another, and then no more", () => {
    const delays = Array.from({ length: 10 }, (_, index) => endpointDelay({ channel: "webhook", attempt: index + 1, random: 0.5 }));
    expect(delays).toEqual([5_000, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour, null]);
  });

  test("never waits a fifth more or less than that", () => {
    for (const [index, delay] of webhookDelaysMs.entries()) {
      for (const random of [0, 0.25, 0.999]) {
        const drawn = endpointDelay({ channel: "webhook", attempt: index + 1, random }) ?? 0;
        expect(Math.abs(drawn - delay)).toBeLessThanOrEqual(delay * 0.2 + 1);
      }
    }
  });

  test("is never given up before its last try, even if each comes as late as it may", () => {
    const longest = webhookDelaysMs.reduce((sum, _, index) => sum + (endpointDelay({ channel: "webhook", attempt: index + 1, random: 0.999_999 }) ?? 0), 0);
    expect(endpointGiveUpMs("webhook")).toBeGreaterThan(longest);
  });
});

test("what is for people is given up sooner: nobody wants yesterday's outage on their telephone", () => {
  expect(endpointGiveUpMs("sms")).toBeLessThan(4 * hour);
  expect(endpointGiveUpMs("slack")).toBeLessThan(24 * hour);
  expect(endpointDelay({ channel: "sms", attempt: 7, random: 0 })).toBeNull();
});

test("what else waits for a failing endpoint is put off for a minute at most", () => {
  expect([putOffMs(5_000), putOffMs(24 * hour)]).toEqual([5_000, minute]);
});
