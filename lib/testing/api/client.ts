import { randomUUID } from "node:crypto";
import { GET, POST } from "../../../app/api/v1/[...path]/route.ts";
import type { Db } from "#db/open";
import { apiKeys } from "#db/schema/api";
import { scopes, type Scope } from "#lib/access/terms";
import type { Operation, Params } from "#lib/api/operation";
import { DAY } from "#lib/core/time";
import { env } from "#lib/platform/env";
import { sha256 } from "#lib/platform/crypto";

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: Record<string, unknown>;
}

export interface Asked {
  params?: Params;
  input?: Record<string, unknown>;
  token?: string | null;
  /** A new one where it is left out; null sends none. */
  idempotencyKey?: string | null;
}

/** A key in the hand of somebody, for as long as the test takes. */
export async function addKey(db: Db, { personId, granted = scopes, now }: { personId: string; granted?: readonly Scope[]; now: number }): Promise<{ id: string; token: string }> {
  const [id, token] = [`key_${randomUUID()}`, `cak_${randomUUID()}`];
  await db.write(async (tx) => void (await tx.insert(apiKeys).values({ id, tokenHash: sha256(token), lastFour: token.slice(-4), name: "deploy-bot", personId, scopes: [...granted], createdAt: now, expiresAt: now + 30 * DAY })));
  return { id, token };
}

/** Asks the very handler that Next calls. */
export async function ask(operation: Pick<Operation, "method" | "path">, { params = {}, input, token = null, idempotencyKey = randomUUID() }: Asked = {}): Promise<Answer> {
  const path = operation.path.replace(/\{([a-z]+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const isWrite = operation.method === "POST";
  const query = isWrite ? "" : `?${new URLSearchParams(input as Record<string, string>).toString()}`;
  const headers = { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...(isWrite && idempotencyKey !== null ? { "idempotency-key": idempotencyKey } : {}), ...(isWrite && input !== undefined ? { "content-type": "application/json" } : {}) };
  const request = new Request(`${env.APP_URL}/api/v1${path}${query}`, { method: operation.method, headers, ...(isWrite && input !== undefined ? { body: JSON.stringify(input) } : {}) });
  const response = await (isWrite ? POST : GET)(request, { params: Promise.resolve({ path: path.slice(1).split("/") }) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as Record<string, unknown> };
}
