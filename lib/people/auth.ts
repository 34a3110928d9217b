import { skipCSRFCheck } from "@auth/core";
import NextAuth, { customFetch, type NextAuthConfig } from "next-auth";
import type { Provider } from "next-auth/providers";
import type { Context } from "#lib/access/context";
import { arrivalCookie, companyCookie, cookieAttributes, readCookie, serializeCookie, sessionCookie } from "#lib/access/cookies";
import { Failure } from "#lib/core/failure";
import { randomToken, sha256 } from "#lib/platform/crypto";
import { env, isLoopbackUrl } from "#lib/platform/env";
import { createOutboundFetch } from "#lib/platform/http";
import { log } from "#lib/platform/log";
import { createAdapter } from "./auth-adapter.ts";
import { admitIdentity, type Voucher } from "./commands/identities.ts";
import { endSession, startSession } from "./commands/sessions.ts";
import { openRequest, type Proof } from "./commands/sign-in.ts";
import { findOpenSession, findPersonById, findPersonToSignIn, findProvider } from "./queries/sign-in.ts";
import { isDemoAddress, linkLifeMs, safeReturnPath, sessionLifeMs, staffProviderId } from "./rules.ts";
import { offersCast, staffSignIn } from "./settings.ts";
import { authSecret, readTicket, unsealProviderSecret } from "./tokens.ts";

/** One OpenID Connect provider as it is configured now. */
interface OpenIdProvider {
  id: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
  voucher: Voucher;
  /** How its sessions are called in a person's list. */
  method: string;
}

interface Attempt {
  ctx: Context;
  method: string;
  provider: OpenIdProvider | null;
}

// next-auth asks for its configuration with the very request it was given: what we know of that request is kept beside it.
const attempts = new WeakMap<Request, Attempt>();
const { handlers } = NextAuth(async (request) => configure(request));

/** What a route knows of the browser in front of it. */
export interface Visit {
  ctx: Context;
  request: Request;
  browserToken: string;
}

export interface SignedInAnswer {
  returnTo: string;
  cookies: string[];
}

/** Signs in by the link or the code of a request: accepted once, here, then finished by next-auth. */
export async function signInByProof({ ctx, request, browserToken }: Visit, input: { requestId: string; proof: Proof }): Promise<SignedInAnswer> {
  const { email, token, returnTo } = await openRequest(ctx, { ...input, browserHash: sha256(browserToken) });
  const method = "code" in input.proof ? "Code by email" : "Link by email";
  const cookies = await finishMailSignIn(ctx, { email, token, method, userAgent: userAgentOf(request) });
  await endEarlierSession(ctx, request);
  return { returnTo, cookies };
}

/** Signs in somebody whose right to it was established otherwise: the demo's cast, the first admin. */
export async function signInDirectly({ ctx, request }: Visit, input: { personId: string; method: string }): Promise<string[]> {
  const { token } = await startSession(ctx, { ...input, userAgent: userAgentOf(request) });
  await endEarlierSession(ctx, request);
  return [serializeCookie(sessionCookie, token, sessionLifeMs / 1000)];
}

/** Signs in as one of the demo's cast; there is no such thing anywhere else. */
export async function signInAsCast(visit: Visit, personId: string): Promise<string[]> {
  const person = offersCast() ? await findPersonById(visit.ctx.read, personId) : null;
  if (!person || !isDemoAddress(person.email)) throw new Failure("not_found", "There is nothing here.");
  return signInDirectly(visit, { personId, method: "Demo" });
}

/** Opens a session under a name of somebody's own, for the browser that set out from there and was signed in on the way. */
export async function arrive({ ctx, request }: Visit, input: { ticket: string }): Promise<SignedInAnswer> {
  const ticket = readTicket(input.ticket, ctx.now);
  const state = readCookie(request.headers.get("cookie"), arrivalCookie);
  const isTheirs = ticket !== null && state !== null && sha256(state) === ticket.stateHash && request.headers.get("x-candor-host") === ticket.host;
  const session = isTheirs ? await findOpenSession(ctx.read, { id: ticket.sessionId, now: ctx.now }) : null;
  if (!ticket || !session) throw new Failure("gone", "This way in has expired or was used already. Open the status page again.");
  const under = { parentId: ticket.sessionId, expiresAt: session.expiresAt, customerId: ticket.customerId };
  const { token, expiresAt } = await startSession(ctx, { personId: session.personId, method: `At ${ticket.host}`, userAgent: userAgentOf(request), under });
  return { returnTo: ticket.next, cookies: [serializeCookie(sessionCookie, token, Math.floor((expiresAt - ctx.now) / 1000)), serializeCookie(arrivalCookie, "", 0)] };
}

/** Ends the browser's session, if it has one; returns the cookie that forgets it. */
export async function signOut({ ctx, request }: Visit): Promise<string[]> {
  await endEarlierSession(ctx, request);
  return [serializeCookie(sessionCookie, "", 0)];
}

// A new session has a new id, and the old one must not stay behind.
async function endEarlierSession(ctx: Context, request: Request): Promise<void> {
  const token = readCookie(request.headers.get("cookie"), sessionCookie);
  if (token) await endSession(ctx, { token });
}

function userAgentOf(request: Request): string {
  return request.headers.get("user-agent") ?? "";
}

async function finishMailSignIn(ctx: Context, input: { email: string; token: string; method: string; userAgent: string }): Promise<string[]> {
  const url = new URL(`/api/auth/callback/email?${new URLSearchParams({ email: input.email, token: input.token })}`, env.APP_URL);
  const request = new Request(url, { method: "POST", headers: { "user-agent": input.userAgent } });
  const response = await drive(request, { ctx, method: input.method, provider: null });
  const cookies = sessionCookiesOf(response);
  if (cookies.length === 0) throw new Failure("gone", "This link has expired or was used already. Ask for a new one.");
  return cookies;
}

/** Where to send the browser to sign in at a provider, and the cookies that its way back is checked with. */
export async function startProviderSignIn(ctx: Context, input: { providerId: string; returnTo: string }): Promise<{ location: string; cookies: string[] }> {
  const provider = await findOpenIdProvider(ctx, input.providerId);
  if (!provider) throw new Failure("not_found", "This sign-in does not exist any more. Sign in with your email address.");
  const request = new Request(new URL(`/api/auth/signin/${provider.id}`, env.APP_URL), {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ callbackUrl: input.returnTo }),
  });
  const response = await drive(request, { ctx, method: provider.method, provider });
  const location = response.headers.get("location");
  if (!location || new URL(location, env.APP_URL).origin === env.APP_URL) throw new Failure("unavailable", "Your company's sign-in does not answer. Try again in a minute.");
  return { location, cookies: response.headers.getSetCookie() };
}

/** A provider's answer, on its way back through the browser. */
export async function finishProviderSignIn(ctx: Context, input: { path: string[]; request: Request }): Promise<Response> {
  const [action, providerId, ...rest] = input.path;
  const isCallback = action === "callback" && providerId !== undefined && rest.length === 0;
  const provider = isCallback ? await findOpenIdProvider(ctx, providerId) : null;
  if (!provider) throw new Failure("not_found", "There is nothing here.");
  const url = new URL(`/api/auth/callback/${provider.id}${new URL(input.request.url).search}`, env.APP_URL);
  const headers = { cookie: withoutSession(input.request.headers.get("cookie")), "user-agent": userAgentOf(input.request) };
  const response = await drive(new Request(url, { headers }), { ctx, method: provider.method, provider });
  if (sessionCookiesOf(response).length === 0) return response;
  await endEarlierSession(ctx, input.request);
  response.headers.append("set-cookie", serializeCookie(companyCookie, provider.id, rememberedSeconds));
  return response;
}

const rememberedSeconds = 365 * 86_400;

function sessionCookiesOf(response: Response): string[] {
  return response.headers.getSetCookie().filter((cookie) => cookie.startsWith(`${sessionCookie}=`) && !cookie.startsWith(`${sessionCookie}=;`));
}

async function drive(request: Request, attempt: Attempt): Promise<Response> {
  attempts.set(request, attempt);
  return handlers.GET(asNextRequest(request));
}

// GET and POST are one function of next-auth, and it reads nothing but what a plain Request has. A NextRequest would rename 127.0.0.1 to localhost.
function asNextRequest(request: Request): Parameters<typeof handlers.GET>[0] {
  return request as Parameters<typeof handlers.GET>[0];
}

// Somebody signed in already must not have a stranger's identity linked to them: next-auth never learns of the session.
function withoutSession(header: string | null): string {
  return (header ?? "").split(";").map((pair) => pair.trim()).filter((pair) => !pair.startsWith(`${sessionCookie}=`)).join("; ");
}

async function findOpenIdProvider(ctx: Context, id: string): Promise<OpenIdProvider | null> {
  if (id === staffProviderId) return staffProvider();
  const found = await findProvider(ctx.read, id);
  if (!found) return null;
  const { issuer, clientId, customerId } = found;
  return { id, issuer, clientId, clientSecret: unsealProviderSecret(id, found.sealedSecret), voucher: { kind: "customer", customerId }, method: `${found.customerName} sign-in` };
}

function staffProvider(): OpenIdProvider | null {
  const settings = staffSignIn();
  if (!settings) return null;
  const { domains, ...client } = settings;
  return { ...client, id: staffProviderId, voucher: { kind: "staff", domains }, method: "Team sign-in" };
}

async function configure(request: Request | undefined): Promise<NextAuthConfig> {
  const attempt = request && attempts.get(request);
  if (!request || !attempt) throw new Error("next-auth was called outside lib/access/auth.");
  const { ctx, provider, method } = attempt;
  return {
    trustHost: true,
    secret: authSecret(),
    basePath: "/api/auth",
    skipCSRFCheck,
    adapter: createAdapter({ ctx, method, userAgent: userAgentOf(request), issuer: provider?.issuer ?? null }),
    session: { strategy: "database", maxAge: sessionLifeMs / 1000, generateSessionToken: () => randomToken(32) },
    cookies: { sessionToken: { name: sessionCookie, options: cookieAttributes } },
    useSecureCookies: cookieAttributes.secure,
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [provider ? openIdConnect(provider) : mail()],
    callbacks: {
      signIn: ({ user, account, profile }) => (provider ? admits(ctx, provider, { subject: account?.providerAccountId, profile }) : isKnown(ctx, user.email)),
      redirect: ({ url }) => new URL(safeReturnPath(url.startsWith(env.APP_URL) ? url.slice(env.APP_URL.length) : url), env.APP_URL).href,
    },
    logger: { error: (error) => log.warn({ requestId: ctx.requestId, reason: error.name }, "a sign-in failed"), warn: () => {}, debug: () => {} },
  };
}

function mail(): Provider {
  const maxAge = linkLifeMs / 1000;
  return { id: "email", type: "email", name: "Email", from: env.MAIL_FROM, maxAge, options: {}, sendVerificationRequest: () => Promise.reject(new Error("Links are sent by the worker.")) };
}

function openIdConnect(provider: OpenIdProvider): Provider {
  return {
    id: provider.id,
    type: "oidc",
    name: provider.id,
    issuer: provider.issuer,
    clientId: provider.clientId,
    clientSecret: provider.clientSecret,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: "openid email profile" } },
    // Many providers put the address into their userinfo answer only.
    idToken: false,
    profile: (claims) => ({ id: String(claims.sub), name: typeof claims.name === "string" ? claims.name : null, email: typeof claims.email === "string" ? claims.email : null }),
    ...(provider.voucher.kind === "customer" && !isLoopbackUrl(env.APP_URL) ? { [customFetch]: guardedFetch } : {}),
  };
}

interface Answer {
  subject: string | undefined;
  profile: { email?: string | null; email_verified?: boolean | null; name?: string | null } | undefined;
}

async function admits(ctx: Context, provider: OpenIdProvider, { subject, profile }: Answer): Promise<boolean> {
  if (!subject || !profile) return false;
  const admission = await admitIdentity(ctx, {
    providerId: provider.id,
    issuer: provider.issuer,
    voucher: provider.voucher,
    subject,
    email: profile.email ?? null,
    isEmailVerified: profile.email_verified === true,
    name: profile.name ?? null,
  });
  if ("refused" in admission) log.warn({ requestId: ctx.requestId, provider: provider.id, reason: admission.refused }, "an identity was refused");
  return !("refused" in admission);
}

async function isKnown(ctx: Context, email: string | null | undefined): Promise<boolean> {
  return Boolean(email) && (await findPersonToSignIn(ctx.read, email ?? "")) !== null;
}

const outbound = createOutboundFetch({});

// An issuer is an address that somebody typed in: it may lead to public addresses only.
async function guardedFetch(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
  const request = new Request(input, init);
  const answer = await outbound.send({
    url: request.url,
    method: request.method === "POST" ? "POST" : "GET",
    headers: Object.fromEntries(request.headers),
    body: request.method === "POST" ? await request.text() : undefined,
    maxBytes: 1_000_000,
  });
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) if (value !== undefined) headers.set(name, String(value));
  return new Response(new Uint8Array(answer.body), { status: answer.status, headers });
}
