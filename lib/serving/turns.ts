import { setImmediate as nextTurn } from "node:timers/promises";

const sliceMs = 20;

/** A few at a time, first come, first served; sockets and timers get their turn every few milliseconds of it. */
export class Turns {
  readonly #limit: number;
  readonly #queue: (() => void)[] = [];
  #running = 0;
  #yieldedAt = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** How many wait or run. */
  get length(): number {
    return this.#running + this.#queue.length;
  }

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.#limit) this.#running += 1;
    else await new Promise<void>((resolve) => this.#queue.push(resolve));
    try {
      await this.#breathe();
      return await work();
    } finally {
      const next = this.#queue.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }

  // With every turn of the loop thousands of readers may come first: one piece of work a turn would never end.
  async #breathe(): Promise<void> {
    if (performance.now() - this.#yieldedAt < sliceMs) return;
    await nextTurn();
    this.#yieldedAt = performance.now();
  }
}
