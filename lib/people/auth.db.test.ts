import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { identities, identityProviders, memberships, people, sessions, staffMembers } from "#db/schema/access";
import { auditEntries } from "#db/schema/audit";
import { emailDomains } from "#db/schema/customers";
import { readCookie, sessionCookie } from "#lib/access/cookies";
import { findSignedIn } from "#lib/access/queries";
import { sha256 } from "#lib/platform/crypto";
import { env } from "#lib/platform/env";
import { acme, addCast, anna, ben, carla, globex, mira, type MemberPerson } from "#lib/testing/cast";
import { asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { startOidcProvider } from "#lib/testing/oidc-provider";
import { finishProviderSignIn, signInByProof, startProviderSignIn } from "./auth.ts";
import { removeIdentityProvider, saveIdentityProvider } from "./commands/identity-providers.ts";
import { removeMember } from "./commands/members.ts";
import { startSession } from "./commands/sessions.ts";
import { armRequest, requestSignIn } from "./commands/sign-in.ts";
import { callbackUrlOf } from "./rules.ts";
import { signInSecretsOf } from "./tokens.ts";

// next-auth asks the real clock whether a link has expired.
const now = Date.now();
const database = testDatabase();
const client = { clientId: "candor", clientSecret: "a-client-secret-of-some-length" };
const redirectUris: string[] = [];
type Provider = Awaited<ReturnType<typeof startOidcProvider>>;
let company: Provider;

const accounts = {
  anna: { email: anna.email, email_verified: true, name: "Anna Keller" },
  newcomer: { email: "Nils.Vogt@ACME.example", email_verified: true, name: "Nils Vogt" },
  unverified: { email: "una@acme.example", email_verified: false, name: "Una Verified" },
  silent: { email: "sil@acme.example", name: "Sil Ent" },
  stranger: { email: carla.email, email_verified: true, name: "Carla Gomez" },
  staff: { email: "mira@acme.example", email_verified: true, name: "Mira Okafor" },
  lookalike: { email: "eve＠acme.example@evil.example", email_verified: true, name: "Eve" },
  nameless: { name: "Nobody" },
};

beforeAll(async () => {
  company = await startOidcProvider({ clients: [{ ...client, redirectUris: [callbackUrlOf(env.APP_URL, "idp_acme"), callbackUrlOf(env.APP_URL, "idp_globex")] }], accounts });
  redirectUris.push(callbackUrlOf(env.APP_URL, "idp_acme"));
});
afterAll(() => company.close());

beforeEach(async () => {
  await addCast(database.db);
  await database.db.write(async (tx) => void (await tx.insert(emailDomains).values([{ customerId: acme.id, domain: "acme.example" }, { customerId: globex.id, domain: "globex.example" }])));
  await saveProvider("idp_acme", acme.id);
});

// The id is fixed here, as the provider has to know the address that carries it beforehand.
async function saveProvider(id: string, customerId: string): Promise<void> {
  const { sealProviderSecret } = await import("./tokens.ts");
  await database.db.write((tx) => tx.insert(identityProviders).values({ id, customerId, issuer: company.issuer, clientId: client.clientId, sealedSecret: sealProviderSecret(id, client.clientSecret), createdAt: now }));
}

interface Way {
  providerId?: string;
  cookies?: string[];
  /** Tampers with the way there. */
  depart?: (url: URL) => void;
  /** Tampers with the way back. */
  change?: (url: URL) => void;
  keep?: (cookie: string) => boolean;
}

/** The whole way a browser goes: to the provider, through its forms, and back with the cookies it was given. */
async function signInAs(login: string, { providerId = "idp_acme", cookies: own = [], depart, change, keep = () => true }: Way = {}): Promise<Response> {
  const { location, cookies } = await startProviderSignIn(asPublic(database.db, now), { providerId, returnTo: "/c/acme/incidents" });
  const there = new URL(location);
  depart?.(there);
  const back = new URL(await company.signIn(there.href, login));
  change?.(back);
  const cookie = [...cookies.map((each) => each.split(";")[0] ?? "").filter(keep), ...own].join("; ");
  return finishProviderSignIn(asPublic(database.db, now), { path: ["callback", providerId], request: new Request(back, { headers: { cookie, "user-agent": "Firefox" } }) });
}

async function personOf(response: Response) {
  const cookie = response.headers.getSetCookie().find((each) => each.startsWith(`${sessionCookie}=`));
  const token = readCookie(cookie?.split(";")[0] ?? null, sessionCookie);
  return token ? findSignedIn(database.db.read, { tokenHash: sha256(token), now }) : null;
}

async function expectRefused(response: Response): Promise<void> {
  expect(await personOf(response)).toBeNull();
  expect(new URL(response.headers.get("location") ?? "", env.APP_URL).pathname).toBe("/sign-in");
  expect(await database.db.read.select().from(sessions)).toEqual([]);
  expect(await database.db.read.select().from(identities)).toEqual([]);
}

const everybody = async () => (await database.db.read.select({ id: people.id }).from(people)).length;

describe("a company's own sign-in", () => {
  it("signs in a member with a verified address and returns to where they were going", async () => {
    const response = await signInAs("anna");
    expect(response.headers.get("location")).toBe(`${env.APP_URL}/c/acme/incidents`);
    expect(await personOf(response)).toMatchObject({ personId: anna.id, memberships: [{ slug: "acme", role: "owner" }] });
    expect(await database.db.read.select().from(identities)).toMatchObject([{ personId: anna.id, provider: "idp_acme", issuer: company.issuer, subject: "anna" }]);
  });

  it("makes a viewer of somebody new, once", async () => {
    const first = await personOf(await signInAs("newcomer"));
    expect(first).toMatchObject({ email: "nils.vogt@acme.example", name: "Nils Vogt", staffRole: null, memberships: [{ slug: "acme", role: "viewer" }] });
    const count = await everybody();
    expect((await personOf(await signInAs("newcomer")))?.personId).toBe(first?.personId);
    expect(await everybody()).toBe(count);
    const actions = (await database.db.read.select({ action: auditEntries.action }).from(auditEntries).orderBy(auditEntries.id)).map(({ action }) => action);
    expect(actions.filter((action) => action !== "session.started")).toEqual(["member.joined", "identity.linked"]);
  });

  it.each(["unverified", "silent", "stranger", "lookalike", "nameless"])("refuses an identity whose address it cannot vouch for: %s", async (login) => {
    const count = await everybody();
    await expectRefused(await signInAs(login));
    expect(await everybody()).toBe(count);
  });

  it("never opens the console, though the address be a staff member's", async () => {
    await database.db.write((tx) => tx.insert(people).values({ id: "per_mira_acme", email: "mira@acme.example", name: "Mira", createdAt: now }));
    await database.db.write((tx) => tx.insert(staffMembers).values({ personId: "per_mira_acme", role: "admin", createdAt: now }));
    await expectRefused(await signInAs("staff"));
  });

  it("never opens another customer, though it vouches for that customer's address", async () => {
    await saveProvider("idp_globex", globex.id);
    await expectRefused(await signInAs("anna", { providerId: "idp_globex" }));
    await expectRefused(await signInAs("stranger"));
  });

  it("does not bring back somebody who was removed", async () => {
    await signInAs("anna");
    await removeMember(asStaff(database.db, mira, now), { customerId: acme.id, membershipId: `mem_${anna.id}` });
    expect(await database.db.read.select().from(sessions)).toEqual([]);
    expect(await personOf(await signInAs("anna"))).toBeNull();
    expect(await database.db.read.select().from(memberships).where(eq(memberships.personId, anna.id))).toEqual([]);
  });

  it("never links its identity to whoever happens to be signed in", async () => {
    const { token } = await startSession(asPublic(database.db, now), { personId: ben.id, method: "Demo", userAgent: "" });
    const response = await signInAs("newcomer", { cookies: [`${sessionCookie}=${token}`] });
    expect(await personOf(response)).toMatchObject({ email: "nils.vogt@acme.example" });
    expect(await database.db.read.select().from(identities).where(eq(identities.personId, ben.id))).toEqual([]);
    expect(await findSignedIn(database.db.read, { tokenHash: sha256(token), now })).toBeNull();
  });

  it.each<[string, Way]>([
    ["another state", { change: (url) => url.searchParams.set("state", "forged") }],
    ["no state", { change: (url) => url.searchParams.delete("state") }],
    ["another code", { change: (url) => url.searchParams.set("code", "forged") }],
    ["another issuer", { change: (url) => url.searchParams.set("iss", "https://evil.example") }],
    ["no state cookie", { keep: (cookie) => !cookie.includes("state=") }],
    ["no PKCE cookie", { keep: (cookie) => !cookie.includes("pkce") }],
    ["a token made for another nonce", { depart: (url) => url.searchParams.set("nonce", "another") }],
    ["a code made for another challenge", { depart: (url) => url.searchParams.set("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM") }],
    ["no nonce cookie", { keep: (cookie) => !cookie.includes("nonce=") }],
  ])("refuses a way back with %s", async (_, way) => expectRefused(await signInAs("anna", way)));

  it("refuses the answer of one provider at another's address", async () => {
    await saveProvider("idp_globex", globex.id);
    const { location, cookies } = await startProviderSignIn(asPublic(database.db, now), { providerId: "idp_acme", returnTo: "/" });
    const back = await company.signIn(location, "anna");
    const cookie = cookies.map((each) => each.split(";")[0]).join("; ");
    await expectRefused(await finishProviderSignIn(asPublic(database.db, now), { path: ["callback", "idp_globex"], request: new Request(back, { headers: { cookie } }) }));
  });

  it("works with new settings from the next click on, and not at all once removed", async () => {
    const staff = asStaff(database.db, mira, now);
    await saveIdentityProvider(staff, { customerId: acme.id, issuer: company.issuer, clientId: "renamed", clientSecret: "" });
    const { location } = await startProviderSignIn(asPublic(database.db, now), { providerId: "idp_acme", returnTo: "/" });
    expect(new URL(location).searchParams.get("client_id")).toBe("renamed");
    await removeIdentityProvider(staff, { customerId: acme.id });
    await expect(startProviderSignIn(asPublic(database.db, now), { providerId: "idp_acme", returnTo: "/" })).rejects.toMatchObject({ code: "not_found" });
  });

  it("asks for pkce, state and nonce, and comes back to the portal's own address", async () => {
    const { location } = await startProviderSignIn(asPublic(database.db, now), { providerId: "idp_acme", returnTo: "//evil.example" });
    const asked = new URL(location).searchParams;
    expect([asked.get("code_challenge_method"), asked.get("redirect_uri")]).toEqual(["S256", redirectUris[0]]);
    expect(asked.get("state")?.length).toBeGreaterThan(20);
    expect(asked.get("nonce")?.length).toBeGreaterThan(20);
  });

  it("says so when it does not answer", async () => {
    await database.db.write((tx) => tx.update(identityProviders).set({ issuer: "http://127.0.0.1:1" }));
    await expect(startProviderSignIn(asPublic(database.db, now), { providerId: "idp_acme", returnTo: "/" })).rejects.toMatchObject({ code: "unavailable" });
  });

  it.each([["signin", "idp_acme"], ["callback", "email"], ["session"], ["providers"], ["csrf"], ["signout"], ["callback", "idp_acme", "more"], ["callback"], []])("has no other address: %s %s", async (...path) => {
    await expect(finishProviderSignIn(asPublic(database.db, now), { path, request: new Request(`${env.APP_URL}/api/auth/${path.join("/")}?token=x&email=${anna.email}`) })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("an issuer", () => {
  it.each(["ftp://idp.example", "https://user:word@idp.example", "https://idp.example/?a=b", "http://idp.example", "not an address"])("must be a plain https address: %s", async (issuer) => {
    await expect(saveIdentityProvider(asStaff(database.db, mira, now), { customerId: globex.id, issuer, clientId: "c", clientSecret: "s" })).rejects.toMatchObject({ code: "invalid" });
  });

  it("that changes gets a new id, and its secret anew", async () => {
    const staff = asStaff(database.db, mira, now);
    const input = { customerId: acme.id, issuer: "https://idp.acme.example", clientId: "c" };
    await expect(saveIdentityProvider(staff, { ...input, clientSecret: "" })).rejects.toMatchObject({ fields: { clientSecret: expect.any(String) } });
    expect(await saveIdentityProvider(staff, { ...input, clientSecret: "another" })).not.toBe("idp_acme");
    expect(JSON.stringify(await database.db.read.select().from(identityProviders))).not.toContain("another");
  });
});

describe("the team's own sign-in", () => {
  it("opens the console to staff only, and only from the team's domains", async () => {
    const team = await startOidcProvider({
      clients: [{ ...client, redirectUris: [callbackUrlOf(env.APP_URL, "staff")] }],
      accounts: { mira: { email: mira.email, email_verified: true }, anna: { email: anna.email, email_verified: true }, new: { email: "new@northlight.example", email_verified: true }, sly: { email: mira.email, email_verified: false } },
    });
    Object.assign(env, { STAFF_OIDC_ISSUER: team.issuer, STAFF_OIDC_CLIENT_ID: client.clientId, STAFF_OIDC_CLIENT_SECRET: client.clientSecret, STAFF_OIDC_DOMAINS: "northlight.example" });
    const attempt = async (login: string) => {
      const { location, cookies } = await startProviderSignIn(asPublic(database.db, now), { providerId: "staff", returnTo: "/admin" });
      const cookie = cookies.map((each) => each.split(";")[0]).join("; ");
      return personOf(await finishProviderSignIn(asPublic(database.db, now), { path: ["callback", "staff"], request: new Request(await team.signIn(location, login), { headers: { cookie } }) }));
    };
    try {
      expect(await attempt("mira")).toMatchObject({ personId: mira.id, staffRole: "manager" });
      for (const login of ["anna", "new", "sly"]) expect(await attempt(login)).toBeNull();
    } finally {
      Object.assign(env, { STAFF_OIDC_ISSUER: undefined, STAFF_OIDC_CLIENT_ID: undefined, STAFF_OIDC_CLIENT_SECRET: undefined, STAFF_OIDC_DOMAINS: "" });
      await team.close();
    }
  });
});

describe("the link by mail", () => {
  const browserToken = "a browser";
  const armed = async (person: MemberPerson) => {
    const requestId = await requestSignIn(asPublic(database.db, now), { email: person.email, browserHash: sha256(browserToken), returnTo: "/c/acme", userAgent: "" });
    await armRequest(database.db, { requestId, email: person.email, now, isLink: true });
    return { requestId, proof: { token: signInSecretsOf(requestId).token } };
  };
  const visit = (cookie = "") => ({ ctx: asPublic(database.db, now), browserToken, request: new Request(env.APP_URL, { headers: { cookie, "user-agent": "Firefox" } }) });

  it("opens a session through next-auth, and ends the one before it", async () => {
    const before = await startSession(asPublic(database.db, now), { personId: ben.id, method: "Demo", userAgent: "" });
    const { returnTo, cookies } = await signInByProof(visit(`${sessionCookie}=${before.token}`), await armed(anna));
    expect(returnTo).toBe("/c/acme");
    expect(cookies).toHaveLength(1);
    expect(cookies[0]).toMatch(/HttpOnly; SameSite=Lax/i);
    const token = readCookie(cookies[0]?.split(";")[0] ?? null, sessionCookie) ?? "";
    expect(await findSignedIn(database.db.read, { tokenHash: sha256(token), now })).toMatchObject({ personId: anna.id });
    expect(await database.db.read.select({ personId: sessions.personId, method: sessions.method, userAgent: sessions.userAgent }).from(sessions)).toEqual([{ personId: anna.id, method: "Link by email", userAgent: "Firefox" }]);
  });

  it("opens nothing for somebody removed since it was sent", async () => {
    const proof = await armed(anna);
    await removeMember(asStaff(database.db, mira, now), { customerId: acme.id, membershipId: `mem_${anna.id}` });
    await expect(signInByProof(visit(), proof)).rejects.toMatchObject({ code: "gone" });
    expect(await database.db.read.select().from(sessions)).toEqual([]);
  });

  it("opens nothing for an address that was never anybody's", async () => {
    const proof = await armed({ ...anna, email: "ghost@acme.example" });
    await expect(signInByProof(visit(), proof)).rejects.toMatchObject({ code: "gone" });
    expect(await everybody()).toBe(10);
  });
});

