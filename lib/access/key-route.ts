import { randomUUID } from "node:crypto";
import { getDb } from "#db/connection";
import { Failure } from "#lib/core/failure";
import { readBody } from "#lib/platform/body";
import { now } from "#lib/platform/clock";
import { idsOf, log } from "#lib/platform/log";
import { errorsTotal } from "#lib/platform/metrics";
import { takeRateLimit, type Taken } from "#lib/platform/rate-limit";
import type { Context } from "./context.ts";
import { admit } from "./admit.ts";
import { policyOf, type PolicyId } from "./policy.ts";
import { answerTo, problem } from "./problem.ts";
import type { GateKey } from "./queries.ts";
import { callsPerMinute } from "./terms.ts";

/** What a program asks. */
export interface KeyCall {
  ctx: Context;
  key: GateKey;
  request: Request;
  /** Below the policy's address, each part as it was meant. */
  path: readonly string[];
  /** The JSON that was sent; null where none was. */
  body: unknown;
}

type Params = { path?: string | string[] };
type RouteHandler = (request: Request, context: { params: Promise<Params | undefined> }) => Promise<Response>;

const maxBodyBytes = 1024 * 1024;
const windowMs = 60_000;

/** Builds the handler of a policy for programs: the key, its rate limit, the body, one call. Whatever goes wrong is an RFC 9457 problem. */
export function keyRoute(policyId: PolicyId, handler: (call: KeyCall) => Promise<Response>): RouteHandler {
  const policy = policyOf(policyId);
  return async (request, context) => {
    const requestId = request.headers.get("x-request-id") ?? randomUUID();
    let taken: Taken | null = null;
    let response: Response;
    try {
      const caller = { cookieHeader: null, authorization: request.headers.get("authorization"), requestId };
      const { ctx, key } = await admit(policy.requirement, caller, null);
      if (!key) throw new Error(`${policyId} is not for programs.`);
      taken = await takeRateLimit(getDb(), { key: `api:${key.id}`, limit: callsPerMinute, windowMs, now: ctx.now });
      if (!taken.isAllowed) throw new Failure("rate_limited", `A key may ask ${callsPerMinute} times a minute. Wait as long as Retry-After says.`);
      const body = policy.method === "GET" ? null : await readJson(request);
      response = await handler({ ctx, key, request, path: partsOf((await context.params)?.path), body });
      if (policy.method === "POST") log.info({ ...idsOf(ctx), policy: policyId }, "done");
    } catch (error) {
      response = refuse(error, requestId);
    }
    return finish(response, { taken, requestId });
  };
}

function partsOf(path: string | string[] | undefined): string[] {
  const parts = path === undefined ? [] : typeof path === "string" ? [path] : path;
  try {
    return parts.map(decodeURIComponent);
  } catch {
    return ["%"]; // what cannot be read names nothing
  }
}

async function readJson(request: Request): Promise<unknown> {
  const bytes = await readBody(request, maxBodyBytes);
  if (!bytes) throw new Failure("too_large", "This is too large: send at most 1 MB.");
  if (bytes.byteLength === 0) return null;
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/(json|[\w.-]+\+json)\b/i.test(type)) throw new Failure("unsupported", "Send JSON, with Content-Type: application/json.");
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw new Failure("malformed", "The body is not JSON in UTF-8.");
  }
}

function refuse(error: unknown, requestId: string): Response {
  if (error instanceof Failure) return problem(error, requestId);
  log.error({ err: error, requestId }, "a request of a program failed");
  errorsTotal.inc({ where: "api" });
  return problem(answerTo(error), requestId);
}

// draft-ietf-httpapi-ratelimit-headers-10; no other site's page may read an answer, as there is no CORS header.
function finish(response: Response, { taken, requestId }: { taken: Taken | null; requestId: string }): Response {
  const { headers } = response;
  headers.set("cache-control", "private, no-store");
  headers.set("x-request-id", requestId);
  if (response.status === 401) headers.set("www-authenticate", 'Bearer realm="Candor API"');
  if (!taken) return response;
  const secondsLeft = Math.max(1, Math.ceil((taken.resetAt - now()) / 1000));
  headers.set("ratelimit-policy", `"key";q=${callsPerMinute};w=${windowMs / 1000}`);
  headers.set("ratelimit", `"key";r=${taken.left};t=${secondsLeft}`);
  if (!taken.isAllowed) headers.set("retry-after", String(secondsLeft));
  return response;
}
