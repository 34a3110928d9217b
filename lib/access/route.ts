import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { getDb } from "#db/connection";
import { Failure } from "#lib/core/failure";
import { readBody } from "#lib/platform/body";
import { randomToken, sha256 } from "#lib/platform/crypto";
import { env, hostUrl } from "#lib/platform/env";
import { idsOf, log } from "#lib/platform/log";
import { errorsTotal } from "#lib/platform/metrics";
import { networkKey, takeRateLimit } from "#lib/platform/rate-limit";
import { now } from "#lib/platform/clock";
import { keepRefusedForm } from "./commands.ts";
import { browserCookie, readCookie, serializeCookie } from "./cookies.ts";
import { admit, type Passage } from "./admit.ts";
import { policyOf, type Policy, type PolicyId } from "./policy.ts";
import { type Answer, answerTo, problem, statusOf } from "./problem.ts";

type Params = Record<string, string | string[]>;
type Fields = Record<string, string | string[]>;

/** What a handler sees of HTTP, beside its parsed input. */
export interface Call extends Passage {
  request: Request;
  params: Params;
  /** Names the browser; bind anything anonymous to its hash. */
  browserToken: string;
}

type Handler<T> = (call: Call, input: T) => Promise<Response>;
type RouteHandler = (request: Request, context: { params: Promise<Params | undefined> }) => Promise<Response>;

const maxBodyBytes = 1024 * 1024;
const maxFields = 20_000;
const hourMs = 3_600_000;
// What a stranger's refused forms may cost: rows an hour from one network, and characters a row.
const keptForStranger = { forms: 60, characters: 16_384 };

/**
 * Builds a route handler: origin, policy, rate limit, parsing, one call, answer. A Failure becomes field errors on the form's page
 * (sent without script) or an RFC 9457 problem (sent by script). Every answer carries a Cache-Control.
 */
export function route<S extends z.ZodType>(policyId: PolicyId, schema: S, handler: Handler<z.infer<S>>): RouteHandler {
  const policy = policyOf(policyId);
  return async (request, context) => {
    // Next gives a path without parameters none at all, not an empty object.
    const params = decodeParams((await context.params) ?? {});
    const browser = readCookie(request.headers.get("cookie"), browserCookie);
    const browserToken = browser ?? randomToken(16);
    const requestId = request.headers.get("x-request-id") ?? randomUUID();
    let fields: Fields = {};
    let response: Response;
    try {
      if (policy.method === "POST") refuseForeignOrigin(request, policy, policyId);
      const caller = { cookieHeader: request.headers.get("cookie"), requestId };
      const passage = await admit(policy.requirement, caller, keyOf(params));
      await refuseTooMany(policyId, policy, request);
      fields = await readFields(request, policy);
      const input = parse(schema, { ...fields, ...params });
      response = await handler({ ...passage, request, params, browserToken }, input);
      if (policy.method === "POST") log.info({ ...idsOf(passage.ctx), policy: policyId }, "done");
    } catch (error) {
      const refusal = { policy, request, params, fields, browserToken, requestId };
      response = await answerError(error, refusal).catch((trouble: unknown) => answerUnexpected(trouble, refusal));
    }
    return finish(response, policy.method === "POST" && !browser && policy.requirement.who !== "provider" ? browserToken : null, requestId);
  };
}

export function seeOther(path: string, cookies: string[] = []): Response {
  const headers = new Headers({ location: path });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}

// The customer or the token in the address.
function keyOf({ customer, token }: Params): string | null {
  const key = customer ?? token;
  return typeof key === "string" ? key : null;
}

/** Sends a form back to its page as it was filled in, nothing refused: for a preview that needs no script. */
export async function showAgain(call: Call, path: string, values: Fields): Promise<Response> {
  const id = await keepRefusedForm(getDb(), { browserHash: sha256(call.browserToken), values, sentence: "", fields: {}, now: now() });
  return seeOther(`${path}?form=${id}`);
}

function decodeParams(params: Params): Params {
  const entries = Object.entries(params).map(([key, value]): [string, string | string[]] => {
    try {
      return [key, typeof value === "string" ? decodeURIComponent(value) : value.map(decodeURIComponent)];
    } catch {
      return [key, value];
    }
  });
  return Object.fromEntries(entries);
}

// SameSite=Lax keeps the cookie at home already; this also stops a sibling host and a page without an origin.
function refuseForeignOrigin(request: Request, policy: Policy, policyId: PolicyId): void {
  if (policy.requirement.who === "provider") return; // a machine has no origin: it signs
  if (policyId === "subscriptions.unsubscribe") return; // RFC 8058: mail providers post from anywhere, the token is the proof
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  const isOwn = origin ? origin === new URL(env.APP_URL).origin || origin === originOf(request) : site === "same-origin";
  if (!isOwn) throw new Failure("forbidden", "This form was not sent from this site. Open the page again and send it from there.");
}

// Under a name of somebody's own, which only the server in front writes down. A page there may not post to the portal's name.
function originOf(request: Request): string | null {
  const host = request.headers.get("x-candor-host");
  return host === null ? null : new URL(hostUrl(host)).origin;
}

async function refuseTooMany(policyId: PolicyId, policy: Policy, request: Request): Promise<void> {
  if (policy.hourlyLimit === undefined) return;
  const taken = await takeRateLimit(getDb(), { key: `${policyId}:${networkOf(request)}`, limit: policy.hourlyLimit, windowMs: hourMs, now: now() });
  if (!taken.isAllowed) throw new Failure("rate_limited", "Too many tries from your network. Wait an hour, then try again.");
}

function networkOf(request: Request): string {
  return networkKey(request.headers.get("x-client-address") ?? "unknown");
}

async function readFields(request: Request, policy: Policy): Promise<Fields> {
  if (policy.method === "GET") return collect(new URL(request.url).searchParams);
  const body = await readBody(request, maxBodyBytes);
  if (!body) throw new Failure("too_large", "This is too large: send at most 1 MB.");
  if (policy.requirement.who === "provider") return { raw: Buffer.from(body).toString(policy.isBinary ? "latin1" : "utf8") };
  const type = request.headers.get("content-type") ?? "";
  if (type.startsWith("application/x-www-form-urlencoded")) return collect(readUrlEncoded(body));
  return type.startsWith("multipart/form-data") ? collect(await readMultipart(body, type)) : {};
}

function readUrlEncoded(body: Uint8Array): Iterable<[string, string]> {
  const text = Buffer.from(body).toString("utf8");
  if (text.split("&", maxFields + 1).length > maxFields) throw new Failure("too_large", "These are too many fields for one form.");
  return new URLSearchParams(text);
}

async function readMultipart(body: Uint8Array<ArrayBuffer>, type: string): Promise<[string, string][]> {
  const form = await new Response(body, { headers: { "content-type": type } }).formData().catch(() => {
    throw new Failure("invalid", "This form arrived broken. Open the page again and send it from there.");
  });
  const texts: [string, string][] = [];
  for (const [key, value] of form) texts.push([key, typeof value === "string" ? value : await textOfFile(value)]);
  return texts;
}

// A picture is bytes, which no text can hold as they are.
async function textOfFile(file: File): Promise<string> {
  if (!file.type.startsWith("image/")) return file.text();
  return file.size === 0 ? "" : `data:${file.type};base64,${Buffer.from(await file.arrayBuffer()).toString("base64")}`;
}

// Names are a stranger's: one such as __proto__ is a field like any other, and one sent thousands of times costs no more than thousands of names.
function collect(entries: Iterable<[string, string]>): Fields {
  const values = new Map<string, string[]>();
  for (const [key, value] of entries) {
    const before = values.get(key);
    if (before) before.push(value);
    else values.set(key, [value]);
  }
  return Object.fromEntries(Array.from(values, ([key, [only = "", ...more]]) => [key, more.length === 0 ? only : [only, ...more]]));
}

function parse<S extends z.ZodType>(schema: S, values: unknown): z.infer<S> {
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  const fields = Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join("."), issue.message]));
  throw new Failure("invalid", "Some of this cannot be saved yet. See the marked fields.", fields);
}

interface Refusal {
  policy: Policy;
  request: Request;
  params: Params;
  fields: Fields;
  browserToken: string;
  requestId: string;
}

async function answerError(error: unknown, refusal: Refusal): Promise<Response> {
  if (!(error instanceof Failure)) return answerUnexpected(error, refusal);
  const failure = error;
  if (!wantsPage(refusal)) return problem(failure, refusal.requestId);
  if (failure.code === "unauthenticated") return seeOther("/sign-in");
  const form = refusal.policy.form && failure.code !== "not_found" ? fill(refusal.policy.form, refusal.params) : null;
  const isStranger = ["anyone", "subscriber"].includes(refusal.policy.requirement.who);
  if (!form || (failure.code === "forbidden" && !isStranger)) return plainPage(failure, refusal.requestId);
  if (isStranger && (await hasRefusedMany(refusal.request))) return plainPage(failure, refusal.requestId);
  const id = await keepRefusedForm(getDb(), {
    browserHash: sha256(refusal.browserToken),
    values: worthKeeping(refusal.fields, isStranger),
    sentence: failure.sentence,
    fields: failure.fields ?? {},
    now: now(),
  });
  return seeOther(`${form}?form=${id}`);
}

async function hasRefusedMany(request: Request): Promise<boolean> {
  const taken = await takeRateLimit(getDb(), { key: `refused-forms:${networkOf(request)}`, limit: keptForStranger.forms, windowMs: hourMs, now: now() });
  return !taken.isAllowed;
}

// No secret and no picture is written down to be shown again, and nobody unknown fills the disk.
function worthKeeping(fields: Fields, isStranger: boolean): Fields {
  const kept = Object.entries(fields).filter(([name, value]) => !/secret|password|token/i.test(name) && !String(value).startsWith("data:image/"));
  return isStranger && JSON.stringify(kept).length > keptForStranger.characters ? {} : Object.fromEntries(kept);
}

function wantsPage({ request }: Refusal): boolean {
  return (request.headers.get("accept") ?? "").includes("text/html");
}

function answerUnexpected(error: unknown, refusal: Refusal): Response {
  const { requestId } = refusal;
  log.error({ err: error, requestId }, "a request failed");
  errorsTotal.inc({ where: "route" });
  const answer = answerTo(error);
  return wantsPage(refusal) ? plainPage(answer, requestId) : problem(answer, requestId);
}

function plainPage(failure: Answer | Failure, requestId: string): Response {
  const escape = (text: string) => text.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Not done</title><h1>This was not done</h1><p>${escape(failure.sentence)}</p><p><a href="/">Go to the status page</a></p><p>Request ${escape(requestId)}</p></html>`;
  return new Response(html, { status: statusOf(failure), headers: { "content-type": "text/html; charset=utf-8" } });
}

function fill(pattern: string, params: Params): string {
  return pattern.replace(/\[([a-z]+)\]/g, (_, name: string) => encodeURIComponent(String(params[name] ?? "")));
}

function finish(response: Response, newBrowserToken: string | null, requestId: string): Response {
  const headers = new Headers(response.headers);
  if (!headers.has("cache-control")) headers.set("cache-control", "private, no-store");
  headers.set("x-request-id", requestId);
  if (newBrowserToken) headers.append("set-cookie", serializeCookie(browserCookie, newBrowserToken, 86_400));
  return new Response(response.body, { status: response.status, headers });
}
