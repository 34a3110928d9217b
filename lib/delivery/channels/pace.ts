import { setTimeout as sleep } from "node:timers/promises";
import type { Db } from "#db/open";
import type { Pace } from "#lib/platform/mailer/message";
import { findQuietMs, takeTurn } from "../commands/pace.ts";

// Turns are a little further apart than the limit, so that as many requests as it allows fill a second and this much more:
// whoever leaves a part of it late at most never makes one too many for any second, however it is counted. The rest is the network's.
const spareMs = 80;
const latestMs = 30;

/** Waits for this process's turn among all workers of the database. A turn that was overslept is left, and the next one taken. */
export function sharedPace(db: Db, { provider, perSecond }: { provider: string; perSecond: number }): Pace {
  const everyMs = (1000 + spareMs) / perSecond;
  return async () => {
    for (;;) {
      const { waitMs, quietMs, at } = await takeTurn(db, { provider, everyMs });
      if (quietMs > 0) return quietMs;
      const leaveAt = at + waitMs;
      if (leaveAt > performance.now()) await sleep(leaveAt - performance.now());
      const askedMs = await findQuietMs(db.read, provider);
      if (askedMs > 0) return askedMs;
      if (performance.now() - leaveAt <= latestMs) return 0;
    }
  };
}
