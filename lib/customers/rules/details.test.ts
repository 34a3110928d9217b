import { describe, expect, test } from "vitest";
import { settlePlaces } from "./components.ts";
import { findTimeZone, readDomains, slugProblem, timeZones } from "./details.ts";

describe("a customer's word in addresses", () => {
  test.each(["acme", "acme-retail", "a1", "3m"])("can be %s", (slug) => expect(slugProblem(slug)).toBeNull());
  test.each(["", "a", "Acme", "acme_retail", "-acme", "acme--retail", "acme/../admin", "ацме", "a".repeat(49), "admin", "import", "new"])("cannot be “%s”", (slug) => expect(slugProblem(slug)).not.toBeNull());
});

describe("domains", () => {
  test("have one form, however they were written", () => {
    expect(readDomains(" @Acme.COM,\n münchen.example;acme.com ")).toEqual({ domains: ["acme.com", "xn--mnchen-3ya.example"], problem: null });
    expect(readDomains("")).toEqual({ domains: [], problem: null });
  });

  test.each(["localhost", "10.0.0.1", "https://acme.com", "anna@acme.com", "acme..com", "acme.com/x", "gmail.com", "@Outlook.com"])("do not include “%s”", (text) => {
    expect(readDomains(`acme.com ${text}`)).toMatchObject({ domains: [], problem: expect.any(String) });
  });
});

describe("time zones", () => {
  test("are found by today's name, an old one, and in any case", () => {
    expect(["europe/berlin", "Asia/Calcutta", "Asia/Kolkata", "utc", "Europe/Kiev"].map(findTimeZone)).toEqual(["Europe/Berlin", "Asia/Kolkata", "Asia/Kolkata", "UTC", "Europe/Kyiv"]);
    expect(["", "Berlin", "CET+1", "Mars/Olympus", "../etc/passwd", "__proto__"].map(findTimeZone)).toEqual([null, null, null, null, null, null]);
  });

  test("are listed once each, UTC first", () => {
    const zones = timeZones();
    expect(zones[0]).toBe("UTC");
    expect(new Set(zones).size).toBe(zones.length);
    expect(zones).toContain("Asia/Kolkata");
    expect(zones).not.toContain("Asia/Calcutta");
  });
});

test("places are counted without gaps, and a component without one has none", () => {
  const use = (componentId: string, place: number | null) => ({ componentId, ownName: null, place });
  expect(settlePlaces([use("a", 30), use("b", null), use("c", 10), use("d", 10)]).map((each) => [each.componentId, each.position])).toEqual([["a", 2], ["b", null], ["c", 0], ["d", 1]]);
});
