import { Failure } from "#lib/core/failure";
import { readCookie, sessionCookie } from "#lib/access/cookies";
import { admit, type Caller, type Passage } from "#lib/access/admit";
import { policyOf } from "#lib/access/policy";
import { sessionIdleMs, type GateCustomer } from "#lib/access/queries";
import type { DocumentAddress } from "./addresses.ts";

/** Who was let in: as which customer and, for an embed, in whose pages. */
export interface Reader {
  customer: GateCustomer;
  origins: readonly string[];
}

interface Admitted {
  reader: Reader;
  /** The counter of who may read what, as it was before the gate was asked. */
  access: number;
  until: number;
}

const rememberedMs = 60_000;
const mostRemembered = 50_000;

/**
 * Who may read which customer's documents: what the gates said, remembered for a minute and forgotten the moment anything
 * changed about who may read what. Only a yes is remembered.
 */
export class Readers {
  readonly #now: () => number;
  readonly #admitted = new Map<string, Admitted>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** What was remembered, if it still holds. */
  find(address: DocumentAddress, cookieHeader: string | undefined, access: number): Reader | null {
    const key = keyOf(address, cookieHeader);
    if (key === null) return null;
    const found = this.#admitted.get(key);
    return found && found.access === access && this.#now() < found.until ? found.reader : null;
  }

  /** Asks the gate; null where it says no, whatever its words for that are. `access` is the counter from before. */
  async ask(address: DocumentAddress, input: { cookieHeader: string | undefined; access: number; requestId: string }): Promise<Reader | null> {
    const { cookieHeader, access, requestId } = input;
    const key = keyOf(address, cookieHeader);
    if (key === null) return null;
    const found = await admitted(address, { cookieHeader: cookieHeader ?? null, requestId });
    if (!found?.customer) return null;
    const until = this.#now() + rememberedMs;
    const { customer, signedIn, origins = [] } = found;
    const reader = { customer, origins };
    if (this.#admitted.size >= mostRemembered) this.#admitted.clear();
    this.#admitted.set(key, { reader, access, until: signedIn ? Math.min(until, signedIn.expiresAt, signedIn.lastSeenAt + sessionIdleMs) : until });
    return reader;
  }
}

async function admitted({ policyId, params }: DocumentAddress, caller: Caller): Promise<Passage | null> {
  try {
    return await admit(policyOf(policyId).requirement, caller, params["customer"] ?? params["token"] ?? null);
  } catch (error) {
    if (error instanceof Failure) return null;
    throw error;
  }
}

// A session is remembered for one customer, a feed's or an embed's token for its own.
function keyOf({ kind, params }: DocumentAddress, cookieHeader: string | undefined): string | null {
  if (kind === "feed" || kind === "embed") return `${kind}\n${params["token"]}`;
  const session = readCookie(cookieHeader ?? null, sessionCookie);
  return session ? `${params["customer"]}\n${session}` : null;
}
