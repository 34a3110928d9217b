import { setImmediate as nextTurn } from "node:timers/promises";

/** A few at a time, first come, first served; between two of them sockets and timers get their turn. */
export class Turns {
  readonly #limit: number;
  readonly #queue: (() => void)[] = [];
  #running = 0;

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
      await nextTurn();
      return await work();
    } finally {
      const next = this.#queue.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}
