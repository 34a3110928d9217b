import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { defaultReturnPath, describeDevice, isDemoAddress, isDemoSignInOpen, judgeIdentity, placesOf, safeReturnPath, type IdentityFacts, type KnownPerson } from "./rules.ts";

const payloads = "../shared/fixtures/naughty/payloads";

function linesOf(file: string): string[] {
  return readFileSync(file, "utf8").split(/\r?\n/).filter(Boolean);
}

const corpus = [
  ...readdirSync(`${payloads}/Open_Redirect`, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).flatMap((entry) => linesOf(join(entry.parentPath, entry.name))),
  ...linesOf(`${payloads}/open-redirect.from-readme.txt`),
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/..//evil.example",
  "/a/../..//evil.example",
  "/%2e%2e//evil.example",
  "https:evil.example",
  "javascript:alert(1)",
];

describe("the path to return to", () => {
  test.each([...new Set(corpus)])("stays on this portal: %s", (payload) => {
    for (const text of [payload, `/${payload}`]) {
      const path = safeReturnPath(text);
      expect(path.startsWith("/")).toBe(true);
      for (const base of ["https://portal.example/sign-in/confirm/accept", "http://localhost:3000/"]) expect(new URL(path, base).origin).toBe(new URL(base).origin);
    }
  });

  it.each(["/c/acme", "/c/acme?tab=all#top", "/admin/incidents/inc_1"])("keeps a plain path: %s", (path) => expect(safeReturnPath(path)).toBe(path));

  it.each([undefined, null, "", "c/acme", "/sign-in?next=/sign-in", "/sign-out", "/api/auth/callback/x", "/setup/token", "/x".repeat(300)])("falls back for %s", (path) => expect(safeReturnPath(path)).toBe(defaultReturnPath));
});

const anna: KnownPerson = { id: "per_anna", isDisabled: false, isStaff: false, isMember: true };
const vouched = (facts: Partial<IdentityFacts>): IdentityFacts => ({ kind: "customer", claims: { address: "anna@acme.example", isVerified: true }, isDomainVouched: true, linked: null, addressee: null, ...facts });

describe("an identity", () => {
  it("makes a member of somebody new in a vouched domain", () => expect(judgeIdentity(vouched({}))).toEqual({ verdict: "create" }));
  it("is linked to a member with the verified address", () => expect(judgeIdentity(vouched({ addressee: anna }))).toEqual({ verdict: "link", personId: "per_anna" }));
  it("goes by issuer and subject, not by the address", () => expect(judgeIdentity(vouched({ linked: anna, addressee: { ...anna, id: "per_other" } }))).toEqual({ verdict: "admit", personId: "per_anna" }));

  it.each<[string, Partial<IdentityFacts>]>([
    ["without an address", { claims: { address: null, isVerified: true } }],
    ["with an unverified address", { claims: { address: "anna@acme.example", isVerified: false } }],
    ["with an unverified address, though linked", { claims: { address: "anna@acme.example", isVerified: false }, linked: anna }],
    ["of another domain", { isDomainVouched: false }],
    ["of another domain, though linked", { isDomainVouched: false, linked: anna }],
    ["of somebody disabled", { addressee: { ...anna, isDisabled: true } }],
    ["of somebody who is no member, or no longer", { addressee: { ...anna, isMember: false } }],
    ["linked to somebody who is no longer a member", { linked: { ...anna, isMember: false } }],
    ["of staff, through a customer", { addressee: { ...anna, isStaff: true } }],
    ["linked to somebody who became staff, through a customer", { linked: { ...anna, isStaff: true } }],
    ["of the team's provider for nobody", { kind: "staff" }],
    ["of the team's provider for a member", { kind: "staff", addressee: anna }],
  ])("%s is refused", (_, facts) => expect(judgeIdentity(vouched(facts)).verdict).toBe("refuse"));

  it("of the team's provider opens the console to staff", () => expect(judgeIdentity(vouched({ kind: "staff", addressee: { ...anna, isStaff: true, isMember: false } })).verdict).toBe("link"));
});

test("one-click sign-ins need the demo and a loopback address", () => {
  expect(isDemoSignInOpen({ isDemo: true, isLoopback: true })).toBe(true);
  for (const closed of [{ isDemo: false, isLoopback: true }, { isDemo: true, isLoopback: false }, { isDemo: false, isLoopback: false }]) expect(isDemoSignInOpen(closed)).toBe(false);
});

test("only addresses that no mailbox can have belong to the cast", () => {
  expect(isDemoAddress("anna.keller@acme.example")).toBe(true);
  for (const real of ["anna@acme.com", "anna@example.com", "anna@acme.example.com"]) expect(isDemoAddress(real)).toBe(false);
});

test("everything a person may open is offered, the console first", () => {
  const standing = { staffRole: "viewer" as const, memberships: [{ slug: "acme", customerName: "Acme Retail", role: "owner" as const }] };
  expect(placesOf(standing, "Northlight")).toEqual([
    { name: "Northlight console", role: "viewer", href: "/admin" },
    { name: "Acme Retail", role: "owner", href: "/c/acme" },
  ]);
});

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1", "Safari on iOS"],
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36 Edg/150.0", "Edge on Windows"],
  ["curl/8.0", "Unknown device"],
  ["<script>alert(1)</script>", "Unknown device"],
])("a session's device is named in our words: %s", (userAgent, name) => expect(describeDevice(userAgent)).toBe(name));
