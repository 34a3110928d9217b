import { describe, expect, test } from "vitest";
import { nextDigest } from "./preferences.ts";
import { isRoleAddress } from "./role-address.ts";

test.each(["team@acme.example", "ops@acme.example", "NOC@acme.example", "ops-eu@acme.example", "sre.oncall@acme.example", "on-call@acme.example", "payments-team+status@acme.example"])("%s reads like a mailbox of several people", (email) => {
  expect(isRoleAddress(email)).toBe(true);
});

test.each(["anna.keller@acme.example", "tom@acme.example", "opsahl@acme.example", "teamo@acme.example"])("%s reads like one person's", (email) => {
  expect(isRoleAddress(email)).toBe(false);
});

describe("the next digest", () => {
  const now = Date.parse("2026-11-02T13:00:00Z");
  test("is at the reader's minute by its own clock, today if that is still ahead", () => {
    expect(nextDigest({ digestAt: null, nextDigestAt: null }, { digestAt: 15 * 60, timeZone: "Europe/Berlin", now })).toBe(Date.parse("2026-11-02T14:00:00Z"));
    expect(nextDigest({ digestAt: null, nextDigestAt: null }, { digestAt: 8 * 60, timeZone: "Europe/Berlin", now })).toBe(Date.parse("2026-11-03T07:00:00Z"));
  });
  test("is a last one at once where it is turned off", () => {
    expect(nextDigest({ digestAt: 480, nextDigestAt: now + 5 }, { digestAt: null, timeZone: "UTC", now })).toBe(now);
    expect(nextDigest({ digestAt: null, nextDigestAt: null }, { digestAt: null, timeZone: "UTC", now })).toBe(null);
  });
});
