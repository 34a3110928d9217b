import type { KeptDocument } from "./kept-document.ts";
import { Turns } from "./turns.ts";

export interface PageCacheOptions {
  now: () => number;
  maxBytes: number;
  /** How long a document lasts while nothing changes: what it says of "now" goes on. */
  lifeMs?: number;
  /** How long after it was last known to be true a document may still be given out, while its successor is being made. */
  staleMs?: number;
  /** How long a reader waits for new words where old ones may still be given out. */
  holdMs?: number;
}

export interface Wanted {
  key: string;
  /** Stands for everything that the document may say, at the time it is asked. */
  revision: () => string;
  make: () => Promise<KeptDocument>;
  /** Rather old words than none, for what everybody may read. */
  isForEverybody: boolean;
}

export interface Found {
  document: KeptDocument;
  from: "kept" | "made" | "stale";
}

interface Slot {
  document: KeptDocument;
  revision: string;
  size: number;
  order: number;
  endsAt: number;
  /** When the document was last known to say what is so. */
  trueAt: number;
}

interface Making {
  hasBegun: boolean;
  /** Which it will be of, while it waits; which it is of, once it has begun. */
  revision: () => string;
  document: Promise<KeptDocument>;
}

const atOnce = 4;
const graceMs = 60_000;

/**
 * Documents by key, each at one revision; the longest unused leave when there is no room. However many ask for what is not
 * there, it is made once. While that takes long, because everybody's page changed at once, readers get the words of before:
 * never older than `staleMs`, counted from when they were last known to be true.
 */
export class PageCache {
  readonly #options: Required<PageCacheOptions>;
  readonly #slots = new Map<string, Slot>();
  readonly #making = new Map<string, Making>();
  readonly #turns = new Turns(atOnce);
  #bytes = 0;
  #order = 0;

  constructor(options: PageCacheOptions) {
    this.#options = { lifeMs: 60_000, staleMs: 700, holdMs: 150, ...options };
  }

  get bytes(): number {
    return this.#bytes;
  }

  get count(): number {
    return this.#slots.size;
  }

  /** The document if it is here and true; the way of nearly every request. */
  find(key: string, revision: string): KeptDocument | null {
    const slot = this.#slots.get(key);
    if (slot?.revision !== revision) return null;
    const at = this.#options.now();
    if (at >= slot.endsAt) return null;
    slot.trueAt = at;
    this.#slots.delete(key);
    this.#slots.set(key, slot);
    return slot.document;
  }

  async obtain(wanted: Wanted): Promise<Found> {
    const document = this.find(wanted.key, wanted.revision());
    if (document) return { document, from: "kept" };
    const slot = this.#slots.get(wanted.key);
    const making = this.#make(wanted);
    if (slot && this.#isTrueStill(slot, wanted.revision())) {
      making.catch(() => {});
      return { document: slot.document, from: "kept" };
    }
    if (slot && this.#isGoodEnough(slot) && !(await isDoneWithin(making, this.#options.holdMs)) && this.#isGoodEnough(slot)) return { document: slot.document, from: "stale" };
    try {
      return { document: await making, from: "made" };
    } catch (error) {
      if (slot && wanted.isForEverybody && !isAnswerOfPage(error)) return { document: slot.document, from: "stale" };
      throw error;
    }
  }

  /** A document's size changes when it is compressed for the first time. */
  weigh(key: string): void {
    const slot = this.#slots.get(key);
    if (!slot) return;
    this.#bytes += slot.document.size - slot.size;
    slot.size = slot.document.size;
    this.#makeRoom();
  }

  // Nothing but time has passed: its successor may take its time.
  #isTrueStill(slot: Slot, revision: string): boolean {
    return slot.revision === revision && this.#options.now() < slot.endsAt + graceMs;
  }

  #isGoodEnough(slot: Slot): boolean {
    return this.#options.now() - slot.trueAt < this.#options.staleMs;
  }

  // One that has not begun yet will say what is so when it begins, whatever has changed since it was asked for.
  #make({ key, revision, make }: Wanted): Promise<KeptDocument> {
    const under = this.#making.get(key);
    if (under && (!under.hasBegun || under.revision() === revision())) return under.document;
    const order = (this.#order += 1);
    const own: Making = { hasBegun: false, revision, document: this.#turns.take(() => begin()) };
    const begin = async () => {
      const [begun, of] = [this.#options.now(), revision()];
      Object.assign(own, { hasBegun: true, revision: () => of });
      const document = await make();
      this.#keep(key, { document, revision: of, size: document.size, order, endsAt: begun + this.#options.lifeMs, trueAt: begun });
      return document;
    };
    own.document = own.document.finally(() => this.#making.get(key) === own && this.#making.delete(key));
    this.#making.set(key, own);
    return own.document;
  }

  // One that was begun earlier may end later: it must not take the place of what is newer.
  #keep(key: string, slot: Slot): void {
    const before = this.#slots.get(key);
    if (before && before.order > slot.order) return;
    if (before) this.#bytes -= before.size;
    this.#slots.delete(key);
    this.#slots.set(key, slot);
    this.#bytes += slot.size;
    this.#makeRoom();
  }

  #makeRoom(): void {
    for (const [key, slot] of this.#slots) {
      if (this.#bytes <= this.#options.maxBytes) return;
      this.#slots.delete(key);
      this.#bytes -= slot.size;
    }
  }
}

async function isDoneWithin(making: Promise<unknown>, ms: number): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(late.resolve, ms, false);
  const done = making.then(() => true, () => true);
  const isDone = await Promise.race([done, late.promise]);
  clearTimeout(timer);
  return isDone;
}

/** "There is nothing here" and "it is over there" are what a page has to say, not a fault. */
export function isAnswerOfPage(error: unknown): boolean {
  return error instanceof Error && "digest" in error && typeof error.digest === "string" && error.digest.startsWith("NEXT_");
}
