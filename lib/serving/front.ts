import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { DocumentScope } from "#lib/access/document-scope";
import { documentScope } from "#lib/access/gates";
import type { GateCustomer } from "#lib/access/queries";
import { audienceKey } from "#lib/access/terms";
import { log } from "#lib/platform/log";
import { documentsTotal, errorsTotal, httpRequestsTotal } from "#lib/platform/metrics";
import { documentAddress, type DocumentAddress } from "./addresses.ts";
import type { Changes } from "./changes.ts";
import { chooseEncoding, KeptDocument, type DocumentBody } from "./kept-document.ts";
import { isAnswerOfPage, type Found, type PageCache } from "./page-cache.ts";
import type { Reader, Readers } from "./readers.ts";
import { embedHead } from "./embed-head.ts";
import { contentPolicy, securityHeaders } from "./security-headers.ts";

export type MakeDocument = (scope: DocumentScope, address: DocumentAddress) => Promise<DocumentBody>;

export interface FrontOptions {
  changes: Changes;
  cache: PageCache;
  readers: Readers;
  make: MakeDocument;
}

// Browsers ask each time and mostly hear "not modified"; caches in between may answer for a quarter of a minute, and much longer while the portal is down.
const forEverybody = { "cache-control": "public, max-age=0, s-maxage=15, stale-if-error=86400", vary: "accept-encoding" };
const forOne = { "cache-control": "private, no-cache", vary: "accept-encoding, cookie" };
// Their words may differ by who asks only in who is let in.
const inOthersPages = { "cache-control": "private, no-cache", vary: "accept-encoding, origin", "cross-origin-resource-policy": "cross-origin", "referrer-policy": "no-referrer", "x-robots-tag": "noindex" };
const policy = { "content-security-policy": contentPolicy(), ...securityHeaders };

/**
 * Answers requests for documents from what is kept, or has them made; true once it has answered. Nothing of the request goes
 * into a document but the audience it was proven to be of, and its address in the one spelling: so no request can spoil
 * another's answer.
 */
export class Front {
  readonly #options: FrontOptions;

  constructor(options: FrontOptions) {
    this.#options = options;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const address = addressOf(request);
    if (!address) return false;
    const { changes, cache } = this.#options;
    if (!changes.isCurrent()) await changes.look();
    const reader = address.kind === "public" ? null : await this.#admit(address, request);
    if (address.kind !== "public" && !reader) return false;
    const customer = reader?.customer ?? null;
    const sending = { kind: address.kind, origins: reader?.origins ?? [] };
    const audience = customer ? audienceKey({ kind: "customer", customerId: customer.id }) : "public";
    const key = `${audience} ${address.key}`;
    const kept = cache.find(key, changes.revisionOf(audience));
    if (kept) return send(request, response, { document: kept, from: "kept", ...sending });
    const found = await this.#obtain({ key, audience, customer, address });
    if (!found) return false;
    send(request, response, { ...found, ...sending });
    cache.weigh(key);
    return true;
  }

  /** The document for everybody at an address, made now if need be; null where there is none. For the copy that outlives the portal. */
  async forEverybody(url: string): Promise<KeptDocument | null> {
    const address = documentAddress(url);
    if (address?.kind !== "public") return null;
    const { changes } = this.#options;
    if (!changes.isCurrent()) await changes.look();
    const found = await this.#obtain({ key: `public ${address.key}`, audience: "public", customer: null, address });
    return found?.document ?? null;
  }

  // Who may read a customer's page must be known now, not a moment ago: without the counters nobody is let in from memory.
  async #admit(address: DocumentAddress, request: IncomingMessage): Promise<Reader | null> {
    const { changes, readers } = this.#options;
    if (!changes.isCurrent()) return null;
    const { access } = changes;
    const cookieHeader = request.headers.cookie;
    return readers.find(address, cookieHeader, access) ?? readers.ask(address, { cookieHeader, access, requestId: randomUUID() });
  }

  async #obtain({ key, audience, customer, address }: { key: string; audience: string; customer: GateCustomer | null; address: DocumentAddress }): Promise<Found | null> {
    const make = async () => {
      const scope = documentScope({ customer, path: address.path, requestId: randomUUID(), language: address.language });
      const body = await this.#options.make(scope, address);
      const common = commonOf(address.kind);
      return new KeptDocument(body, body.contentType.startsWith("text/html") ? { ...policy, ...common } : { ...common, "x-content-type-options": "nosniff" });
    };
    try {
      return await this.#options.cache.obtain({ key, revision: () => this.#options.changes.revisionOf(audience), make, isForEverybody: address.kind === "public" });
    } catch (error) {
      if (!isAnswerOfPage(error)) tellOfTrouble(error, address);
      return null;
    }
  }
}

function commonOf(kind: DocumentAddress["kind"]): Record<string, string> {
  if (kind === "public") return forEverybody;
  return kind === "embed" ? inOthersPages : forOne;
}

function addressOf(request: IncomingMessage): DocumentAddress | null {
  if (request.method !== "GET" && request.method !== "HEAD") return null;
  const { "content-length": length, "transfer-encoding": coding } = request.headers;
  if ((length !== undefined && length !== "0") || coding !== undefined) return null;
  return documentAddress(request.url ?? "");
}

function tellOfTrouble(error: unknown, { policyId }: DocumentAddress): void {
  errorsTotal.inc({ where: "document" });
  log.error({ err: error, policy: policyId }, "a document could not be made ahead; it is left to the page itself");
}

function send(request: IncomingMessage, response: ServerResponse, { document, from, kind, origins }: Found & { kind: DocumentAddress["kind"]; origins: readonly string[] }): true {
  const variant = document.variant(chooseEncoding(request.headers["accept-encoding"]));
  const held = request.headers["if-none-match"];
  const isHeld = held !== undefined && (held === variant.etag || document.isHeldBy(held));
  const status = isHeld ? 304 : 200;
  const head = isHeld ? variant.headUnchanged : variant.head;
  response.writeHead(status, kind === "embed" ? embedHead(head, { origins, origin: request.headers.origin }) : head);
  response.end(isHeld || request.method === "HEAD" ? undefined : variant.body);
  documentsTotal.labels(kind, isHeld ? "not_modified" : from).inc();
  httpRequestsTotal.labels(request.method ?? "", String(status)).inc();
  return true;
}
