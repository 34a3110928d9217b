import type { KeyCall } from "#lib/access/key-route";
import { opens } from "#lib/access/permissions";
import { answerOnce } from "#lib/api/commands";
import type { Operation, Params } from "#lib/api/operation";
import { fieldsForPrograms } from "#lib/api/rules";
import { matchPath } from "#lib/api/table";
import { Failure } from "#lib/core/failure";
import { sha256 } from "#lib/platform/crypto";

const wellFormedName = /^[\x21-\x7e]{1,255}$/;

/** Finds the operation that a program asks for, holds it to its key's scopes, and answers as JSON. */
export async function operate(call: KeyCall): Promise<Response> {
  const { operation, params } = findOperation(call);
  if (!opens(call.key.scopes, operation.scope)) throw new Failure("forbidden", `This key has not the scope ${operation.scope}. An admin makes one that has, under Settings, API keys.`);
  try {
    return operation.method === "GET" ? await read(call, { operation, params }) : await write(call, { operation, params });
  } catch (error) {
    if (error instanceof Failure && error.fields) throw new Failure(error.code, error.sentence, fieldsForPrograms(error.fields));
    throw error;
  }
}

interface Found {
  operation: Operation;
  params: Params;
}

function findOperation({ path, request }: KeyCall): Found {
  const here = matchPath(path);
  if (here.length === 0) throw new Failure("not_found", "There is nothing here. The operations stand at /docs/api.");
  const method = request.method === "HEAD" ? "GET" : request.method;
  const found = here.find(({ operation }) => operation.method === method);
  if (!found) throw new Failure("wrong_method", `Here only ${here.map(({ operation }) => operation.method).join(" and ")} is understood.`);
  return found;
}

async function read({ ctx, request }: KeyCall, { operation, params }: Found): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const twice = [...new Set(query.keys())].filter((name) => query.getAll(name).length > 1);
  if (twice.length > 0) throw new Failure("invalid", "This was not understood. See the fields.", Object.fromEntries(twice.map((name) => [name, "Send it once."])));
  for (const text of query.values()) refuseUnstorable(text);
  return json(operation.status, JSON.stringify(await operation.run(ctx, { params, input: Object.fromEntries(query) })));
}

async function write({ ctx, key, request, body }: KeyCall, { operation, params }: Found): Promise<Response> {
  const idempotencyKey = request.headers.get("idempotency-key");
  if (idempotencyKey === null || !wellFormedName.test(idempotencyKey)) {
    throw new Failure("malformed", "Name each write by the header Idempotency-Key (up to 255 characters, such as a UUID): sent twice, it is done once.");
  }
  const input = body ?? {};
  const act = async () => ({ status: operation.status, body: JSON.stringify(await operation.run(ctx, { params, input })) });
  const requestHash = sha256(JSON.stringify([operation.id, params, canonical(input)]));
  const answered = await answerOnce(ctx, { keyId: key.id, idempotencyKey, requestHash, act });
  return json(answered.status, answered.body, answered.isRepeated ? { "idempotency-replayed": "true" } : {});
}

const deepest = 20;

// The same JSON, whatever the order of its fields; and nothing that no database stores.
function canonical(value: unknown, depth = 0): unknown {
  if (depth > deepest) throw new Failure("malformed", "The body is nested too deeply.");
  if (typeof value === "string") refuseUnstorable(value);
  if (Array.isArray(value)) return value.map((each) => canonical(each, depth + 1));
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, each]) => [name, canonical(each, depth + 1)]);
}

function refuseUnstorable(text: string): void {
  if (text.includes("\0") || !text.isWellFormed()) throw new Failure("malformed", "A text holds U+0000 or half a surrogate pair, which cannot be stored.");
}

function json(status: number, body: string, headers: Record<string, string> = {}): Response {
  return new Response(body, { status, headers: { "content-type": "application/json", ...headers } });
}
