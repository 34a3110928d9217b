/** First come, first served; one microtask when free. */
export class Mutex {
  #tail: Promise<unknown> = Promise.resolve();

  async acquire(): Promise<() => void> {
    const turn = Promise.withResolvers<void>();
    const previous = this.#tail;
    this.#tail = turn.promise;
    await previous;
    return turn.resolve;
  }
}
