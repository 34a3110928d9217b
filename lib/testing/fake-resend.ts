import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createHash, randomUUID } from "node:crypto";
import { mailFaults, requestFaults } from "./fake-resend-schema.ts";

export interface AcceptedMail {
  id: string;
  idempotencyKey: string | null;
  from: string;
  to: string | string[];
  subject: string;
  html?: string;
  text?: string;
  headers?: Record<string, string>;
}

export interface FakeResendSettings {
  apiKey?: string;
  requestsPerSecond?: number;
  now?: () => number;
  /** Off: any fault in a batch refuses the batch, whatever the request asks for. */
  knowsPermissive?: boolean;
}

interface Reply {
  status: number;
  body: unknown;
}

const dayMs = 24 * 3_600_000;
const errors = {
  invalid_idempotency_key: [400, "The key must be between 1-256 chars."],
  missing_api_key: [401, "Missing API key in the authorization header."],
  invalid_api_key: [403, "API key is invalid."],
  not_found: [404, "The requested endpoint does not exist."],
  method_not_allowed: [405, "This endpoint does not support the specified HTTP method."],
  invalid_idempotent_request: [409, "This idempotency key has been used on a request that had a different payload."],
  concurrent_idempotent_requests: [409, "There is another request in progress with this same idempotency key."],
  validation_error: [422, ""],
  rate_limit_exceeded: [429, "Too many requests. Please limit the number of requests per second."],
  daily_quota_exceeded: [429, "You have reached your daily email sending quota."],
  internal_server_error: [500, "An unexpected error occurred."],
} as const;
type ErrorName = keyof typeof errors;

/**
 * Resend's sending API on loopback: requests are validated against its published OpenAPI description, keys live 24 hours, and the
 * rate limit answers as documented (https://resend.com/docs/api-reference/errors, …/rate-limit, …/emails/idempotency-keys).
 */
export async function startFakeResend({ apiKey = "re_test", requestsPerSecond = 2, now = Date.now, knowsPermissive = true }: FakeResendSettings = {}) {
  const accepted: AcceptedMail[] = [];
  const requests: { path: string; status: number; key: string | null; at: number }[] = [];
  const keys = new Map<string, { hash: string; reply: Reply | null; at: number }>();
  const trouble = { answersToDrop: 0, failures: [] as ErrorName[], holdUntil: null as Promise<void> | null };
  let window = { startedAt: 0, used: 0 };

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const at = performance.now();
    const text = await readBody(request);
    const limit = takeFromWindow();
    const reply = limit.exceeded ? fail("rate_limit_exceeded") : await decide(request, text);
    requests.push({ path: request.url ?? "", status: reply.status, key: keyOf(request), at });
    if (reply.status === 200 && trouble.answersToDrop > 0) {
      trouble.answersToDrop -= 1;
      request.socket.destroy();
      return;
    }
    response.writeHead(reply.status, { "content-type": "application/json", ...limit.headers }).end(JSON.stringify(reply.body));
  }

  function takeFromWindow() {
    if (now() - window.startedAt >= 1000) window = { startedAt: now(), used: 0 };
    window.used += 1;
    const exceeded = window.used > requestsPerSecond;
    const reset = String(Math.max(0, Math.ceil((window.startedAt + 1000 - now()) / 1000)));
    const remaining = String(Math.max(0, requestsPerSecond - window.used));
    return { exceeded, headers: { "ratelimit-limit": String(requestsPerSecond), "ratelimit-remaining": remaining, "ratelimit-reset": reset, ...(exceeded && { "retry-after": reset }) } };
  }

  async function decide(request: IncomingMessage, text: string): Promise<Reply> {
    const path = request.url ?? "";
    if (path !== "/emails" && path !== "/emails/batch") return fail("not_found");
    if (request.method !== "POST") return fail("method_not_allowed");
    if (request.headers.authorization === undefined) return fail("missing_api_key");
    if (request.headers.authorization !== `Bearer ${apiKey}`) return fail("invalid_api_key");
    const failure = trouble.failures.shift();
    if (failure !== undefined) return fail(failure);
    const key = keyOf(request);
    if (key === null) return accept(path, text, request);
    return key.length < 1 || key.length > 256 ? fail("invalid_idempotency_key") : answerOnce(`${path} ${key}`, text, request);
  }

  async function answerOnce(name: string, text: string, request: IncomingMessage): Promise<Reply> {
    const hash = createHash("sha256").update(text).digest("hex");
    const known = keys.get(name);
    if (known !== undefined && now() - known.at < dayMs) {
      if (known.hash !== hash) return fail("invalid_idempotent_request");
      return known.reply ?? fail("concurrent_idempotent_requests");
    }
    const entry = { hash, reply: null as Reply | null, at: now() };
    keys.set(name, entry);
    if (trouble.holdUntil !== null) await trouble.holdUntil;
    const reply = accept(request.url ?? "", text, request);
    // Only what was sent is remembered: a refused request may be put right and asked again.
    if (reply.status === 200) entry.reply = reply;
    else keys.delete(name);
    return reply;
  }

  function accept(path: string, text: string, request: IncomingMessage): Reply {
    const parsed = parseJson(text);
    const fault = requestFaults(path, parsed);
    if (fault !== null) return fail("validation_error", fault);
    const mails = (Array.isArray(parsed) ? parsed : [parsed]) as Omit<AcceptedMail, "id" | "idempotencyKey">[];
    const faults = mails.flatMap((mail, index) => mailFaults(mail).map((message) => ({ index, message })));
    const isPermissive = knowsPermissive && path === "/emails/batch" && request.headers["x-batch-validation"] === "permissive";
    const [first] = faults;
    if (first !== undefined && !isPermissive) return fail("validation_error", first.message);
    const faulty = new Set(faults.map(({ index }) => index));
    const sent = mails.filter((_, index) => !faulty.has(index)).map((mail) => ({ ...mail, id: randomUUID(), idempotencyKey: keyOf(request) }));
    accepted.push(...sent);
    const ids = sent.map(({ id }) => ({ id }));
    return { status: 200, body: path === "/emails" ? ids[0] : { data: ids, ...(isPermissive && { errors: faults }) } };
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiKey,
    /** Every mail that left, in order. */
    accepted,
    requests,
    /** Accepts the next requests but closes the connection instead of answering. */
    dropAnswers: (count: number) => void (trouble.answersToDrop = count),
    failNext: (...names: ErrorName[]) => void trouble.failures.push(...names),
    hold: (until: Promise<void>) => void (trouble.holdUntil = until),
    close: () => new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
}

function fail(name: ErrorName, detail?: string): Reply {
  const [statusCode, message] = errors[name];
  return { status: statusCode, body: { statusCode, name, message: detail ?? message } };
}

function keyOf(request: IncomingMessage): string | null {
  const key = request.headers["idempotency-key"];
  return typeof key === "string" ? key : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  return text;
}
