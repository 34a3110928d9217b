import { beforeEach, describe, expect, it, vi } from "vitest";
import { sessions, signInRequests } from "#db/schema/access";
import { outbox, rateLimits } from "#db/schema/outbox";
import { env } from "#lib/platform/env";
import { sendSignInMail } from "#lib/people/jobs";
import { signInSecretsOf } from "#lib/people/tokens";
import { addCast, anna, priya } from "#lib/testing/cast";
import { testDatabase } from "#lib/testing/database";
import { POST as accept } from "./confirm/accept/route.ts";
import { POST as typeCode } from "./code/route.ts";
import { POST as demo } from "./demo/route.ts";
import { POST as oidc } from "./oidc/route.ts";
import { POST as request } from "./request/route.ts";
import { GET as authGet, POST as authPost } from "../../api/auth/[...nextauth]/route.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

type Handler = (request: Request, context: { params: Promise<undefined> }) => Promise<Response>;

function post(handler: Handler, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
  const browser = { origin: env.APP_URL, accept: "text/html", "content-type": "application/x-www-form-urlencoded", "x-client-address": "203.0.113.7", "x-request-id": "req_1", cookie: "candor-browser=one" };
  return handler(new Request(`${env.APP_URL}/sign-in`, { method: "POST", headers: { ...browser, ...headers }, body: new URLSearchParams(fields) }), { params: Promise.resolve(undefined) });
}

async function asked(email: string): Promise<string> {
  const response = await post(request, { email });
  return new URL(response.headers.get("location") ?? "", env.APP_URL).searchParams.get("request") ?? "";
}

describe("asking for a link", () => {
  it("answers a known and an unknown address with the same bytes, but for the request's id", async () => {
    const answers: unknown[] = [];
    for (const email of [anna.email, "nobody@acme.example", "nobody@anywhere.example", priya.email]) {
      const response = await post(request, { email, next: "/c/acme" });
      const location = response.headers.get("location")?.replace(/sir_[0-9a-z]{26}$/, "sir_…");
      answers.push({ status: response.status, location, body: await response.text(), headers: [...response.headers].filter(([name]) => name !== "location") });
    }
    expect(answers[0]).toMatchObject({ status: 303, location: "/sign-in/sent?request=sir_…" });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it.each(["Anna.Keller＠acme.example", " anna.keller@ACME.example "])("reads %s as the one address it is", async (email) => {
    await post(request, { email });
    expect(await database.db.read.select({ email: signInRequests.email }).from(signInRequests)).toEqual([{ email: anna.email }]);
  });

  it.each(["", "anna", "a@b@c.example", '"a b"@acme.example', "anna.keller@acme.example,eve@evil.example", "anna@acme.example\r\nBcc: eve@evil.example"])("sends %j back to its form and asks for nothing", async (email) => {
    const response = await post(request, { email });
    expect(response.headers.get("location")).toMatch(/^\/sign-in\?form=frm_/);
    expect(await database.db.read.select().from(outbox)).toEqual([]);
  });

  it("stops after thirty from one network in an hour", async () => {
    for (let count = 0; count < 30; count += 1) await post(request, { email: `person${count}@acme.example` });
    const refused = await post(request, { email: anna.email }, { accept: "application/json" });
    expect(refused.status).toBe(429);
    expect(await database.db.read.select().from(signInRequests)).toHaveLength(30);
    expect(JSON.stringify(await database.db.read.select().from(rateLimits))).not.toContain("203.0.113.7");
  });

  it.each([{ origin: "https://evil.example" }, { origin: "null" }, { origin: `${env.APP_URL}.evil.example` }])("is refused from elsewhere: $origin", async (headers) => {
    expect((await post(request, { email: anna.email }, { ...headers, accept: "application/json" })).status).toBe(403);
    expect(await database.db.read.select().from(signInRequests)).toEqual([]);
  });
});

describe("the link and the code", () => {
  const armed = async () => {
    const requestId = await asked(anna.email);
    await sendSignInMail({ db: database.db, eventId: "evt_1", now: Date.now() }, { requestId, userAgent: "" });
    return { requestId, ...signInSecretsOf(requestId) };
  };

  it("sign in by POST, with a session cookie that scripts and other sites cannot use", async () => {
    const { requestId, token } = await armed();
    const response = await post(accept, { request: requestId, token });
    expect([response.status, response.headers.get("location"), response.headers.get("cache-control")]).toEqual([303, "/switch", "private, no-store"]);
    expect(response.headers.getSetCookie()).toEqual([expect.stringMatching(/^candor-session=[\w-]{43}; Path=\/; Expires=.*; HttpOnly; SameSite=Lax$/)]);
  });

  it("sign in by the code", async () => {
    const { requestId, code } = await armed();
    const response = await post(typeCode, { request: requestId, code: `${code.slice(0, 3)} ${code.slice(3)}` });
    expect(response.headers.get("location")).toBe("/switch");
    expect(await database.db.read.select({ method: sessions.method }).from(sessions)).toEqual([{ method: "Code by email" }]);
  });

  it("do not sign in another browser", async () => {
    const { requestId, token, code } = await armed();
    for (const refused of [await post(accept, { request: requestId, token }, { cookie: "candor-browser=two" }), await post(typeCode, { request: requestId, code }, { cookie: "" })]) expect(refused.headers.get("location")).toContain("?form=");
    expect(await database.db.read.select().from(sessions)).toEqual([]);
  });
});

describe("next-auth's own addresses", () => {
  const at = (path: string, method = "GET") => {
    const parts = path.split("?")[0]?.split("/") ?? [];
    const call = method === "GET" ? authGet : authPost;
    return call(new Request(`${env.APP_URL}/api/auth/${path}`, { method, headers: { origin: env.APP_URL } }), { params: Promise.resolve({ nextauth: parts }) });
  };

  it("do not exist, so that nothing that opens links can use one up", async () => {
    const requestId = await asked(anna.email);
    await sendSignInMail({ db: database.db, eventId: "evt_1", now: Date.now() }, { requestId, userAgent: "" });
    const { token } = signInSecretsOf(requestId);
    const query = new URLSearchParams({ token, email: anna.email });
    for (const path of [`callback/email?${query}`, "signin", "signin/email", "signout", "session", "providers", "csrf", "error", "verify-request"]) {
      expect((await at(path)).status).toBe(404);
      expect((await at(path, "POST")).status).toBe(404);
    }
    expect((await post(accept, { request: requestId, token })).headers.getSetCookie()).toHaveLength(1);
  });
});

it("a provider that does not exist is refused in words", async () => {
  expect((await post(oidc, { provider: "idp_guessed" })).status).toBe(404);
});

describe("one-click sign-in", () => {
  it("works for the cast in a demo on loopback", async () => {
    const response = await post(demo, { personId: anna.id, next: "/c/acme" });
    expect([response.status, response.headers.get("location")]).toEqual([303, "/c/acme"]);
    expect(response.headers.getSetCookie()[0]).toMatch(/^candor-session=/);
  });

  it("knows the cast only", async () => {
    expect((await post(demo, { personId: "per_guessed" })).status).toBe(404);
  });

  it.each([
    ["the demo is off", { DEMO: "false", APP_URL: "http://localhost:3000" }],
    ["the portal has a public address", { DEMO: "true", APP_URL: "https://status.northlight.example" }],
    ["the portal runs in production at a public address", { NODE_ENV: "production", DEMO: "", APP_URL: "https://status.northlight.example" }],
    ["the server listens to the whole network, whatever it calls itself", { DEMO: "true", APP_URL: "http://localhost:3000", HOST: "0.0.0.0" }],
    ["the server listens to the whole network in IPv6", { DEMO: "true", APP_URL: "http://localhost:3000", HOST: "::" }],
    ["the address only looks like loopback", { DEMO: "true", APP_URL: "http://localhost.northlight.example" }],
  ])("does not exist when %s", async (_, configuration) => {
    vi.resetModules();
    for (const [name, value] of Object.entries(configuration)) vi.stubEnv(name, value);
    try {
      const { POST } = await import("./demo/route.ts");
      const fields = [{ personId: anna.id }, { personId: "" }, {}];
      for (const each of fields) {
        const response = await post(POST, each as Record<string, string>, { origin: configuration.APP_URL });
        expect(response.status).toBe(404);
        expect(response.headers.getSetCookie().join()).not.toContain("session");
      }
      expect(await database.db.read.select().from(sessions)).toEqual([]);
    } finally {
      vi.unstubAllEnvs();
      vi.resetModules();
    }
  });
});
