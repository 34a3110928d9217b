import { DAY, MINUTE } from "#lib/core/time";
import { env } from "#lib/platform/env";

/** The first epoch minute of which minutes are kept: the beginning of a day. */
export function firstMinuteKept(now: number): number {
  return (Math.floor(now / DAY) - env.SLI_MINUTE_DAYS) * (DAY / MINUTE);
}
