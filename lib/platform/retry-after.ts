const longestPauseMs = 24 * 3_600_000;

/** Seconds or a date (RFC 9110, 10.2.3); never more than a day, whatever is asked. */
export function pauseOf(header: string | string[] | undefined, now: number): number | null {
  if (typeof header !== "string" || header.trim() === "") return null;
  const at = /^\d+(\.\d+)?$/.test(header.trim()) ? now + Math.ceil(Number(header) * 1_000) : Date.parse(header);
  return Number.isNaN(at) ? null : Math.min(Math.max(at, now), now + longestPauseMs);
}
