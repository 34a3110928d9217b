import type { PlannedMaintenance } from "./planned.ts";

interface Known {
  createdAt: number;
  updates: readonly { externalId: string; occurredAt: number }[];
}

/**
 * Where a product does not say when work was announced, its start stands for that; while it lies ahead, nothing can have been said
 * then. What was said is dated when it came here, and keeps that date until its start has passed.
 */
export function saidByNow(work: PlannedMaintenance, { now, known }: { now: number; known: Known | null }): PlannedMaintenance {
  const isAhead = work.createdAt > now || work.updates.some((update) => update.occurredAt > now);
  if (!isAhead) return work;
  const updates = work.updates.map((update) => {
    if (update.occurredAt <= now) return update;
    const at = Math.min(now, known?.updates.find(({ externalId }) => externalId === update.externalId)?.occurredAt ?? now);
    return { ...update, occurredAt: at, recordedAt: at };
  });
  return { ...work, createdAt: work.createdAt <= now ? work.createdAt : Math.min(now, known?.createdAt ?? now), updates };
}
