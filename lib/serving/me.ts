import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { readCookie, sessionCookie } from "#lib/access/cookies";
import { admit } from "#lib/access/admit";
import { sessionIdleMs } from "#lib/access/queries";
import { Failure } from "#lib/core/failure";
import { describeMe } from "#lib/people/rules";
import type { Changes } from "./changes.ts";

interface Remembered {
  body: string;
  access: number;
  until: number;
}

const rememberedMs = 60_000;
const mostRemembered = 50_000;
const head = { "content-type": "application/json", "cache-control": "private, no-store", "x-content-type-options": "nosniff" };

/**
 * Who is looking, for the menu of documents: every page that opens asks. The answer to one session is remembered as its
 * admission is, until anything changes about who may read what; nobody else's request can be answered with it.
 */
export class Me {
  readonly #changes: Changes;
  readonly #now: () => number;
  readonly #remembered = new Map<string, Remembered>();

  constructor(changes: Changes, now: () => number) {
    this.#changes = changes;
    this.#now = now;
  }

  /** True once it has answered. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    if (request.url !== "/api/me" || request.method !== "GET") return false;
    const session = readCookie(request.headers.cookie ?? null, sessionCookie);
    if (!this.#changes.isCurrent()) await this.#changes.look();
    if (!this.#changes.isCurrent()) return false;
    response.writeHead(200, head).end(session ? await this.#bodyFor(session, request.headers.cookie ?? null) : "null");
    return true;
  }

  async #bodyFor(session: string, cookieHeader: string | null): Promise<string> {
    const { access } = this.#changes;
    const known = this.#remembered.get(session);
    if (known?.access === access && this.#now() < known.until) return known.body;
    const signedIn = await findPerson(cookieHeader);
    if (!signedIn) return "null";
    const body = JSON.stringify(describeMe(signedIn));
    if (this.#remembered.size >= mostRemembered) this.#remembered.clear();
    this.#remembered.set(session, { body, access, until: Math.min(this.#now() + rememberedMs, signedIn.expiresAt, signedIn.lastSeenAt + sessionIdleMs) });
    return body;
  }
}

async function findPerson(cookieHeader: string | null) {
  try {
    return (await admit({ who: "person" }, { cookieHeader, requestId: randomUUID() }, null)).signedIn;
  } catch (error) {
    if (error instanceof Failure) return null;
    throw error;
  }
}
