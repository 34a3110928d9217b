/** Rows of a run's first transaction, before it is known how long one takes here. */
export const firstSlice = 500;

// Below this a transaction costs more than its rows.
const smallest = 500;
// Ids within a slice have five digits.
const largest = 10_000;
const aimMs = 25;

/** How many rows the next transaction takes so that it lasts about as long as a page may wait: on SQLite nothing else of the process runs meanwhile. */
export function nextSlice(size: number, tookMs: number): number {
  const wanted = size * (aimMs / Math.max(tookMs, 1));
  return Math.round(Math.min(Math.max(wanted, size / 2, smallest), size * 2, largest));
}

/** How long to leave the process to others after a transaction. */
export function restAfter(tookMs: number): number {
  return Math.min(Math.ceil(tookMs / 3), aimMs);
}
