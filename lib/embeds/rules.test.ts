import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { testNow } from "#lib/testing/cast";
import { composeStatus } from "../status/rules/compose.ts";
import type { OpenIncidentView, StatusView } from "../status/terms.ts";
import { embedStatus, readOrigins } from "./rules.ts";

const strictly = { allowsOwnComputer: false };

describe("origins", () => {
  test("are read as people write them, and answered as a browser spells them", () => {
    expect(readOrigins("https://Portal.Acme.example/\nhttps://help.acme.example:8443, https://portal.acme.example", strictly)).toEqual(["https://portal.acme.example", "https://help.acme.example:8443"]);
    expect(readOrigins("https://bücher.example", strictly)).toEqual(["https://xn--bcher-kva.example"]);
    expect(readOrigins("https://acme.example:443", strictly)).toEqual(["https://acme.example"]);
  });

  test.each(["", " ", "acme.example", "http://acme.example", "https://acme.example/path", "https://acme.example?x=1", "https://acme.example#x", "https://user@acme.example", "https://*.acme.example", "*", "https://", "null", "'self'", "data:text/html,x", "javascript:alert(1)", "https://a;script-src *", "https://a;b", "https://a,b", "https://a'b", "https://[::1]", "http://localhost:3000", "https://ok.example https://*", Array.from({ length: 11 }, (_, index) => `https://o${index}.example`).join("\n")])("are not %j", (text) => {
    expect(readOrigins(text, strictly)).toBeNull();
  });

  test("of one's own computer are some while developing, and nothing else without https", () => {
    expect(readOrigins("http://localhost:4000 http://127.0.0.1:4001", { allowsOwnComputer: true })).toEqual(["http://localhost:4000", "http://127.0.0.1:4001"]);
    expect(readOrigins("http://acme.example", { allowsOwnComputer: true })).toBeNull();
  });

  test("never hold what could end a directive of a policy or begin another header", () => {
    fc.assert(fc.property(fc.oneof(fc.webUrl(), fc.string(), fc.string().map((text) => `https://${text}`)), (text) => {
      for (const origin of readOrigins(text, strictly) ?? []) expect(origin).toMatch(/^https:\/\/[a-z0-9.-]+(:\d+)?$/);
    }), { numRuns: 2_000 });
  });
});

describe("what others' pages show", () => {
  const place = { name: "Northlight", home: "https://status.northlight.example/", incidentUrl: (code: string) => `https://status.northlight.example/incidents/${code}`, maintenanceUrl: (code: string) => `https://status.northlight.example/maintenance/${code}` };
  const open = (index: number): OpenIncidentView => ({ id: `inc_${index}`, code: `c${index}`, title: `Trouble ${index}`, state: "identified", impact: "minor", startedAt: testNow - index, resolvedAt: null, externalUrl: null, components: ["Cards"], isTheirs: true, latest: null, promiseDueAt: null, endedAs: null, mergedInto: null, backfilledAt: null });
  const viewAt = (now: number, count: number): StatusView => ({
    ...composeStatus({ audience: { kind: "public" }, now, zone: "UTC", groups: [], components: [], intervals: [], openIncidents: Array.from({ length: count }, (_, index) => open(index)), maintenances: [], recentIncidents: [] }),
    elsewhere: [{ ...open(99), title: "Of no concern" }],
    journeys: [],
    series: [],
    announcements: [],
    nextPromiseAt: null,
  });

  test("is the same bytes until something changes, however late it is", () => {
    expect(embedStatus(viewAt(testNow + 86_400_000, 2), place)).toEqual(embedStatus(viewAt(testNow, 2), place));
  });

  test("is at most five incidents and how many more there are, nothing that does not concern its reader, and no journeys of the public", () => {
    const status = embedStatus(viewAt(testNow, 7), place);
    expect([status.incidents.length, status.moreIncidents, JSON.stringify(status).includes("Of no concern"), "journeys" in status]).toEqual([5, 2, false, false]);
    expect(status.incidents[0]).toMatchObject({ title: "Trouble 0", url: "https://status.northlight.example/incidents/c0", word: "Identified", startedAt: "2026-11-02T13:00:00.000Z" });
    expect(status.status).toMatchObject({ state: "degraded_performance", sentence: "Trouble 0, and 6 more incidents" });
  });
});
