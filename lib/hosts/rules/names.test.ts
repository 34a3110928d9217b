import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { DAY, HOUR, MINUTE } from "#lib/core/time";
import { graceMs, judge, nextCheckAt, readHost } from "./names.ts";

const own = "status.northlight.example";
const now = Date.UTC(2026, 10, 26, 9);

describe("a name as somebody types it", () => {
  it.each([
    ["status.acme.example", "status.acme.example"],
    [" Status.ACME.example. ", "status.acme.example"],
    ["störung.acme.example", "xn--strung-xxa.acme.example"],
    ["ｓtatus.acme.example", "status.acme.example"],
  ])("%j is %s", (typed, host) => {
    expect(readHost(typed, own)).toEqual({ host });
  });

  it.each(["", ".", "acme", "https://status.acme.example", "status.acme.example/x", "status.acme.example:8443", "eve@status.acme.example", "status acme.example", "127.0.0.1", "2130706433", "0x7f.1", "[::1]", "::1", "localhost", "portal.local", "db.internal", "1.0.0.127.in-addr.arpa", "x.onion", "-a.example", "a-.example", "a..example", "*.acme.example", "a_b.example", `${"a".repeat(64)}.example`, `${"a.".repeat(130)}example`, own, "STATUS.northlight.example.", "a\\b.example", "a\u0000b.example", "%61.exa%00mple"])("%j is none", (typed) => {
    expect(readHost(typed, own)).toEqual({ refusal: expect.stringMatching(/^[A-Z].*\.$/) });
  });

  test("whatever it is, what is accepted is one name in its one spelling", () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.domain(), fc.webUrl()), (typed) => {
      const read = readHost(typed, own);
      return "refusal" in read || (/^[a-z0-9.-]{3,253}$/.test(read.host) && JSON.stringify(readHost(read.host, own)) === JSON.stringify(read));
    }));
  });
});

describe("what DNS says", () => {
  const value = "candor-verify=proof";
  const finding = (texts: string[], trouble: string | null = null) => ({ texts, leadsTo: [], isLedHere: false, trouble });
  const pending = { state: "pending", verifiedAt: null, lostAt: null } as const;
  const verified = { state: "verified", verifiedAt: now - DAY, lostAt: null } as const;

  test("the record among others proves a name, from that moment on", () => {
    expect(judge(pending, { finding: finding(["v=spf1 -all", value]), value, now })).toEqual({ state: "verified", verifiedAt: now, lostAt: null });
    expect(judge(verified, { finding: finding([value]), value, now })).toEqual(verified);
  });

  test.each([[[]], [["candor-verify=other"]], [[`${value} `]], [[value.toUpperCase()]]])("%j proves nothing", (texts) => {
    expect(judge(pending, { finding: finding(texts), value, now })).toEqual({ ...pending, state: "failed" });
  });

  test("silence changes nothing", () => {
    expect(judge(pending, { finding: finding([], "DNS did not answer in time."), value, now })).toEqual(pending);
    expect(judge(verified, { finding: finding([], "DNS did not answer in time."), value, now })).toEqual(verified);
  });

  test("a proven name without its record goes on for a week, and no longer", () => {
    const lost = judge(verified, { finding: finding([]), value, now });
    expect(lost).toEqual({ ...verified, lostAt: now });
    expect(judge(lost, { finding: finding([]), value, now: now + graceMs - 1 })).toEqual(lost);
    expect(judge(lost, { finding: finding([]), value, now: now + graceMs })).toEqual({ state: "failed", verifiedAt: null, lostAt: null });
    expect(judge(lost, { finding: finding([value]), value, now: now + HOUR })).toEqual(verified);
  });
});

test("a name is looked up often while somebody waits for it, and daily once it is known", () => {
  const at = (changes: object) => nextCheckAt({ state: "failed", lostAt: null, checkedAt: now, createdAt: now - HOUR, ...changes }) - now;
  expect([at({}), at({ createdAt: now - 2 * DAY }), at({ state: "verified" }), at({ state: "verified", lostAt: now })]).toEqual([10 * MINUTE, 6 * HOUR, DAY, HOUR]);
  expect(nextCheckAt({ state: "pending", lostAt: null, checkedAt: null, createdAt: now })).toBe(0);
});
