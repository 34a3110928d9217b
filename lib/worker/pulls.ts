import type { Db } from "#db/open";
import { now } from "#lib/platform/clock";
import { pullDue } from "#lib/sli/jobs/pull";

const everyMs = 5_000;

/** Asks sources of counts apart from everything else: one that is slow holds up nobody's mail. */
export function startPulls({ db, onTrouble }: { db: Db; onTrouble: (error: unknown) => void }): { stop(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve();
  let isRunning = false;
  const timer = setInterval(() => {
    if (isRunning) return;
    isRunning = true;
    running = pullDue({ db, now: now() }).catch(onTrouble).finally(() => (isRunning = false));
  }, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
