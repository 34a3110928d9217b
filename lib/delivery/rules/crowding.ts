/**
 * What the answers of a channel say of a limit that its endpoints share: that of a provider behind all of them. Times in ms since the
 * epoch; `last`: of the latest answers, whether each asked to slow down.
 */
export interface Crowding {
  last: readonly boolean[];
  /** The first answer since the last pause: a limit a second began to count there or before. */
  burstFrom: number | null;
  /** Nothing is taken until then. */
  quietUntil: number;
}

export const uncrowded: Crowding = { last: [], burstFrom: null, quietUntil: 0 };

// An endpoint alone has its own limit and waits alone; so many different ones share one.
const looksAt = 8;
const enough = 4;
const leastPauseMs = 50;
const longestPauseMs = 5_000;

/**
 * One more answer; `retryAt` where it asked to slow down, null where it did not. Once half of the latest did, the channel pauses for as
 * long as they ask, counted from where its burst began, since that is where the provider began to count; if that was too early, the
 * next refusals say so.
 */
export function hearing(crowding: Crowding, { at, retryAt }: { at: number; retryAt: number | null }): Crowding {
  if (at < crowding.quietUntil) return crowding;
  const last = [...crowding.last, retryAt !== null].slice(-looksAt);
  const burstFrom = crowding.burstFrom ?? at;
  if (retryAt === null || last.filter(Boolean).length < enough) return { ...crowding, last, burstFrom };
  const pauseMs = Math.min(longestPauseMs, Math.max(leastPauseMs, burstFrom - at + (retryAt - at)));
  return { last: [], burstFrom: null, quietUntil: at + pauseMs };
}
