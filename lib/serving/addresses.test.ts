import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeCursor } from "#lib/core/pages";
import { documentAddress, keptPolicies } from "./addresses.ts";

const token = "abcdefghijklmnopqrstuvwx";
const cursor = encodeCursor({ at: 1_795_000_000_000, id: "inc_1" });
const canonical = ["/api/v2/summary.json", `/f/${token}/api/v2/summary.json`, "/history.atom", "/feed.json", "/history.ics", "/embed/status.json", "/badge.svg", "/docs/api", "/api/v1/openapi.json", ...["history.atom", "feed.json", "history.ics"].map((file) => `/f/${token}/${file}`), `/embed/c/${token}`, `/embed/c/${token}/status.json`, "/", "/history", "/incidents/abc1", "/maintenance", "/maintenance/abc1", "/maintenance/abc1/event.ics", "/announcements/abc1", "/history.rss", "/c/acme", "/c/acme/incidents", "/c/acme/incidents/abc1", "/c/acme/maintenance", "/c/acme/slos", "/c/acme/slos/how-we-count", "/c/acme/slos/slo_01jcafe0000000000000000000", "/c/acme/reports", "/c/acme/reports/stm_01jcafe0000000000000000000", "/verify", "/c/acme/maintenance/abc1", "/c/acme/maintenance/abc1/event.ics", "/c/acme/announcements/abc1", `/f/${token}/history.rss`];

describe("an address of a document", () => {
  it("is known by its one spelling, each policy by one", () => {
    expect(canonical.map((path) => documentAddress(path)?.policyId).toSorted()).toEqual([...keptPolicies].toSorted());
    expect(documentAddress("/c/acme/incidents/abc1")).toMatchObject({ kind: "customer", params: { customer: "acme", code: "abc1" } });
  });

  it.each(["//", "/c/acme/", "//c/acme", "/c//acme", "/C/acme", "/c/Acme", "/c/acme%2Fincidents", "/c/%61cme", "/c/acme/../globex", "/c/acme/./incidents", "/c/acme;x.css", "/c/acme.rsc", "/c/acme/incidents/abc1/", "/history.RSS", "/f/short/history.rss", "http://evil.example/", "*", "", "/c/acme\\incidents", "/c/acme\n", "/subscribe", "/c/acme/notifications", "/c/acme/settings", "/admin", "/api/me"])("is nothing else: %j", (path) => {
    expect(documentAddress(path)).toBeNull();
  });

  it("is not multiplied by parameters it does not know, nor by broken ones", () => {
    for (const search of ["?", "?utm_source=x", "?customer=globex&audience=staff", "?_rsc=abc", "?form=frm_1", "?before=", "?before=%00", "?before=1&before=2", "?before=' or 1=1"]) {
      expect([search, documentAddress(`/history${search}`)?.key]).toEqual([search, "/history"]);
      expect([search, documentAddress(`/c/acme${search}`)?.key]).toEqual([search, "/c/acme"]);
    }
  });

  it("is another one for another page of a list, and the first page for all else", () => {
    expect(documentAddress(`/history?x=1&before=${cursor}`)).toMatchObject({ key: `/history?before=${cursor}`, query: { before: cursor } });
    expect(documentAddress(`/?before=${cursor}`)?.key).toBe("/");
  });

  it("of a badge is one for each component and for each style there is", () => {
    expect(documentAddress("/badge.svg?component=cmp_1&style=plain")?.key).toBe("/badge.svg?component=cmp_1&style=plain");
    for (const search of ["?style=flat", "?style=huge", "?component=", "?component=a/b", "?component=a&component=b", `?component=${"a".repeat(65)}`]) expect([search, documentAddress(`/badge.svg${search}`)?.key]).toEqual([search, "/badge.svg"]);
  });

  it.each(["summary", "status", "components", "incidents", "incidents/unresolved", "incidents/abc1", "scheduled-maintenances", "scheduled-maintenances/upcoming", "scheduled-maintenances/active"])("of Statuspage's API is %s", (name) => {
    expect(documentAddress(`/api/v2/${name}.json?x=1`)).toMatchObject({ policyId: "public.statuspage", key: `/api/v2/${name}.json` });
    expect(documentAddress(`/f/${token}/api/v2/${name}.json`)).toMatchObject({ policyId: "feeds.private_statuspage", key: `/f/*/api/v2/${name}.json` });
    for (const path of [`/api/v2/${name}`, `/api/v2/${name}.json/`, `/api/v2/x/${name}.json`, `/api/v1/${name}.json`]) expect([path, documentAddress(path)]).toEqual([path, null]);
  });

  it("is none when somebody asks a question of their own", () => {
    expect(documentAddress("/history?q=router")).toBeNull();
    expect(documentAddress("/c/acme/incidents?before=1&q=")).toBeNull();
  });

  it("is the same for every token of a feed, as its words are", () => {
    expect(documentAddress(`/f/${token}/history.rss`)?.key).toBe("/f/*/history.rss");
    expect(documentAddress(`/embed/c/${token}/status.json`)?.key).toBe("/embed/c/*/status.json");
    expect(documentAddress(`/f/${token}/history.rss`)?.params).toEqual({ token });
  });

  it("never names another customer or code than the path does, whatever is asked", () => {
    const piece = fc.oneof(fc.constantFrom("c", "acme", "globex", "incidents", "maintenance", "history", "..", ".", "", "%2e", "%2f", "f", token, "history.rss", ";", "?", "&", "="), fc.string({ maxLength: 6 }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 7 }), (pieces) => {
        const url = `/${pieces.join("/")}`;
        const address = documentAddress(url);
        if (!address) return;
        expect(url.startsWith(address.path)).toBe(true);
        for (const value of Object.values(address.params)) expect(address.path.split("/")).toContain(value);
        expect(address.path).toMatch(/^[A-Za-z0-9_./-]*$/);
      }),
      { numRuns: 2_000 },
    );
  });
});
