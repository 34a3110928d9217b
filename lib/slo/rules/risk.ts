import type { BudgetState } from "../terms.ts";
import { msToExhaustion } from "./budget.ts";

/** An objective as it stood when it was last looked at. */
export interface AtRisk {
  leftPpm: number | null;
  burnMilli: number | null;
  state: BudgetState | null;
  /** Length of its window, in milliseconds; null where it has no definition yet. */
  windowMs: number | null;
}

export interface RiskRow extends AtRisk {
  id: string;
  name: string;
  customerId: string | null;
  customer: string | null;
  journeys: string[];
  good: number | null;
  total: number | null;
  targetPpm: number | null;
  exhaustedIn: number | null;
  hasAlert: boolean;
}

/** Milliseconds until its budget is used up if it goes on burning as in the last hour; 0 when it is, null when it never will be or nothing is known. */
export function exhaustedIn({ leftPpm, burnMilli, windowMs }: AtRisk): number | null {
  if (leftPpm === null) return null;
  if (leftPpm <= 0) return 0;
  if (burnMilli === null || windowMs === null) return null;
  return msToExhaustion(leftPpm, { numerator: BigInt(burnMilli), denominator: 1_000n }, windowMs);
}

/**
 * The riskiest first: what is used up, the most overdrawn before the others; then what will be within its own window, the soonest
 * before the others; then by what is left; last what has no counts.
 */
export function byRisk(one: AtRisk, other: AtRisk): number {
  const [a, b] = [placeOf(one), placeOf(other)];
  return a.group - b.group || a.within - b.within;
}

function placeOf(row: AtRisk): { group: number; within: number } {
  const { leftPpm, windowMs } = row;
  if (leftPpm === null) return { group: 3, within: 0 };
  if (leftPpm <= 0) return { group: 0, within: leftPpm };
  const soon = exhaustedIn(row);
  return soon !== null && windowMs !== null && soon < windowMs ? { group: 1, within: soon } : { group: 2, within: leftPpm };
}
