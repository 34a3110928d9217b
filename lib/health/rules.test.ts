import { describe, expect, it } from "vitest";
import { isReady, judge, mayReadMetrics, unreachable } from "./rules.ts";

const now = 1_000_000;
const isSame = (left: string, right: string) => left === right;
const asker = { address: "127.0.0.1", isForwarded: false, authorization: null, token: undefined };

describe("readiness", () => {
  it("needs a database at this program's schema", () => {
    const judged = (applied: string[]) => judge({ expected: ["0000_a", "0001_b"], applied, beatAt: now, now });
    expect(isReady(judged(["0000_a", "0001_b"]))).toBe(true);
    expect(isReady(judged(["0000_a", "0001_b", "0002_newer"]))).toBe(true);
    expect(isReady(judged(["0000_a"]))).toBe(false);
    expect(isReady(judged([]))).toBe(false);
    expect(isReady(unreachable)).toBe(false);
  });

  it("says that the worker is silent, and stays ready", () => {
    const judged = (beatAt: number | null) => judge({ expected: ["0000_a"], applied: ["0000_a"], beatAt, now });
    expect([judged(now - 60_000), judged(now - 60_001), judged(null)].map(({ worker, workerAgeMs }) => [worker, workerAgeMs])).toEqual([["ok", 60_000], ["silent", 60_001], ["never_seen", null]]);
    expect(isReady(judged(null))).toBe(true);
  });
});

describe("metrics", () => {
  it("are read on this machine, or with the token", () => {
    expect(mayReadMetrics(asker, isSame)).toBe(true);
    expect(mayReadMetrics({ ...asker, address: "::ffff:127.0.0.1" }, isSame)).toBe(true);
    expect(mayReadMetrics({ ...asker, address: "203.0.113.9", authorization: "Bearer s3cret", token: "s3cret" }, isSame)).toBe(true);
  });

  it.each([
    ["a stranger", { ...asker, address: "203.0.113.9" }],
    ["what a proxy on this machine forwards", { ...asker, isForwarded: true }],
    ["a wrong token", { ...asker, address: "203.0.113.9", authorization: "Bearer guess", token: "s3cret" }],
    ["an empty token where none is set", { ...asker, address: "203.0.113.9", authorization: "Bearer undefined" }],
    ["an address that only begins like loopback", { ...asker, address: "127.0.0.1.example" }],
  ])("are not for %s", (_, given) => expect(mayReadMetrics(given, isSame)).toBe(false));
});
