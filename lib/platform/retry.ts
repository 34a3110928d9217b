const baseMs = 5_000;
const capMs = 30 * 60_000;

/** How long to wait after the n-th failed attempt (from 1): full jitter, `random` in [0, 1), so that many failures do not return together. */
export function retryDelay(attempt: number, random: number): number {
  return Math.floor(random * Math.min(capMs, baseMs * 2 ** (attempt - 1)));
}

/** Thrown by a job when trying again cannot help: the event goes to the dead letters at once. */
export class Permanent extends Error {
  override readonly name = "Permanent";
}

/** Thrown by a job that was told when to come back (429, Retry-After). */
export class RetryLater extends Error {
  override readonly name = "RetryLater";
  readonly delayMs: number;

  constructor(message: string, delayMs: number) {
    super(message);
    this.delayMs = delayMs;
  }
}
