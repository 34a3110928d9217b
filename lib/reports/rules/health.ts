import { addDays, DAY, MINUTE } from "#lib/core/time";
import { completedPeriods } from "#lib/core/calendar";
import type { Interval } from "#lib/core/intervals";
import type { RiskRow } from "#lib/slo/rules/risk";
import type { healthSpans, statementKinds } from "../terms.ts";
import type { Incident, StatementDocument } from "./document.ts";

export type HealthSpan = (typeof healthSpans)[number];

const quarterHour = 15 * MINUTE;

/** The days a health view looks at, in the customer's zone: up to the last quarter hour that is over, or the last whole quarter of a year. */
export function healthPeriod(span: HealthSpan, { now, zone }: { now: number; zone: string }): Interval {
  const [quarter] = completedPeriods(now, 1, { unit: "quarter", zone });
  if (span === "quarter" && quarter) return quarter;
  const until = Math.floor(now / quarterHour) * quarterHour;
  return { from: Math.floor(addDays(until, span === "90d" ? -90 : -30, zone) / quarterHour) * quarterHour, until };
}

export interface Health {
  /** What a statement on these days would say now. */
  document: StatementDocument;
  /** Its objectives in their own windows, the riskiest first. */
  now: RiskRow[];
  disputes: { id: string; code: string; title: string; words: string; raisedAt: number; answeredAt: number | null }[];
  statements: { id: string; kind: (typeof statementKinds)[number]; from: number; until: number; amendsId: string | null; releasedAt: number | null }[];
  /** How many of its people and programs are told of incidents. */
  listening: number;
}

/** The incidents that did most to the customer first; those nobody measured after them, the longest first. */
export function byHarm(incidents: readonly Incident[]): Incident[] {
  const lasted = ({ startedAt, resolvedAt }: Incident) => (resolvedAt ?? startedAt + 365 * DAY) - startedAt;
  return incidents.toSorted((a, b) => (b.impact?.failed ?? -1) - (a.impact?.failed ?? -1) || lasted(b) - lasted(a));
}

export interface Kept {
  kept: number;
  settled: number;
}

/** How many of the promises whose time has come were kept. */
export function promisesKept({ communication }: Pick<StatementDocument, "communication">): Kept {
  return communication.promises.reduce((sum, { kept, missed }) => ({ kept: sum.kept + kept, settled: sum.settled + kept + missed }), { kept: 0, settled: 0 });
}
