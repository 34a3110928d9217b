import type { Db } from "#db/open";
import { accessCounter } from "#lib/audit/record";
import { listRevisions, sumRevisions } from "#lib/audit/queries";
import { onRevisionRaised } from "#lib/platform/change-bell";

export interface ChangesOptions {
  db: Db;
  now: () => number;
  /** How often the counters are looked at where the engine does not tell by itself. */
  pollMs?: number;
  onTrouble?: (error: unknown) => void;
}

// A reader is better served with what was so a moment ago, or by Next's own error, than by waiting.
const patienceMs = 400;

/**
 * Where the counters of changes stand. On SQLite that is asked once a turn of the event loop; on PostgreSQL they are
 * read every quarter of a second, and at once when this process commits or another one notifies.
 */
export class Changes {
  readonly #options: Required<ChangesOptions>;
  readonly #stopListening: () => void;
  readonly #timer: NodeJS.Timeout;
  #counters: ReadonlyMap<string, number> = new Map();
  #sum = -1;
  #version: number | null = null;
  #readAt = Number.NEGATIVE_INFINITY;
  #isDirty = true;
  #isSeen = false;
  #looking: Promise<void> | undefined;
  #begunAt = 0;

  constructor(options: ChangesOptions) {
    this.#options = { pollMs: 250, onTrouble: () => {}, ...options };
    this.#stopListening = onRevisionRaised(() => this.nudge());
    this.#timer = setInterval(() => void this.look(), this.#options.pollMs).unref();
  }

  /** Something may have changed: the next question looks again. */
  nudge(): void {
    this.#isDirty = true;
  }

  /** Whether what is known is known to be so; otherwise `look` before relying on it. */
  isCurrent(): boolean {
    if (this.#isDirty) return false;
    if (this.#isSeen) return true;
    const version = this.#options.db.dataVersion();
    if (version === null) return this.age() < 2 * this.#options.pollMs;
    if (version !== this.#version) return false;
    // Asking costs as much as the rest of an answer: once for all that arrived in one turn of the loop.
    this.#isSeen = true;
    setImmediate(() => (this.#isSeen = false));
    return true;
  }

  /** Milliseconds since the counters were last read; infinite while they never could be. */
  age(): number {
    const { db, now } = this.#options;
    if (!this.#isDirty && db.dataVersion() !== null && db.dataVersion() === this.#version) return 0;
    return now() - this.#readAt;
  }

  /**
   * Reads the counters; never throws, as what is known stays known until it can be read again. Calls meanwhile share one read,
   * and none waits for a database that does not answer.
   */
  async look(): Promise<void> {
    const looking = (this.#looking ??= this.#begin());
    const leftMs = this.#begunAt + patienceMs - performance.now();
    if (leftMs <= 0) return;
    const late = Promise.withResolvers<void>();
    const timer = setTimeout(late.resolve, leftMs);
    await Promise.race([looking, late.promise]);
    clearTimeout(timer);
  }

  #begin(): Promise<void> {
    this.#begunAt = performance.now();
    return this.#read()
      .catch(this.#options.onTrouble)
      .finally(() => (this.#looking = undefined));
  }

  /** Stands for all that an audience can see: it differs after every change of that. */
  revisionOf(audience: string): string {
    return `${this.#counters.get("everybody") ?? 0}.${this.#counters.get(audience) ?? 0}`;
  }

  /** Differs after every change of who may read what. */
  get access(): number {
    return this.#counters.get(accessCounter) ?? 0;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#stopListening();
  }

  // The marks are taken before the counters are read: what is committed in between is noticed next time, not missed.
  async #read(): Promise<void> {
    const { db, now } = this.#options;
    const [version, at] = [db.dataVersion(), now()];
    const isSame = version !== null && version === this.#version && !this.#isDirty;
    this.#isDirty = false;
    if (isSame) return void (this.#readAt = at);
    try {
      const sum = await sumRevisions(db.read);
      if (sum !== this.#sum) {
        this.#counters = await listRevisions(db.read);
        this.#sum = sum;
      }
      [this.#version, this.#readAt] = [version, at];
    } catch (error) {
      this.#isDirty = true;
      throw error;
    }
  }
}
