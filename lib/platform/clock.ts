/** A source of the present, in epoch milliseconds. Code below the edges gets `ctx.now`; who needs a running clock takes one as a parameter. */
export type Clock = () => number;

export const now: Clock = () => Date.now();

/** A clock for tests: stands still until told to go on. */
export function fixedClock(at: number): Clock & { advance(ms: number): void } {
  let current = at;
  return Object.assign(() => current, {
    advance(ms: number) {
      current += ms;
    },
  });
}
