/** From here a customer's wish is heard no more until the budget has recovered by so much: one event sends one mail. */
const recoveredByPpm = 50_000;

/** Staff are told at 20 % of the budget left: what a customer asks for is tighter, so earlier. */
export const earliestPercent = 95;
export const latestPercent = 21;

export interface Threshold {
  /** Told when less than this share of the budget is left. */
  leftPpm: number;
  toldAt: number | null;
}

/** What a figure does to a threshold: it is crossed, or forgotten once the budget has recovered; null where nothing changes. */
export function judgeThreshold({ leftPpm: limit, toldAt }: Threshold, leftPpm: number | null): "crossed" | "recovered" | null {
  if (leftPpm === null) return null;
  if (toldAt === null) return leftPpm < limit ? "crossed" : null;
  return leftPpm >= Math.min(limit + recoveredByPpm, 1_000_000) ? "recovered" : null;
}
