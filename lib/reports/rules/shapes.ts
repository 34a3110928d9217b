import { z } from "zod";
import { journeyCriticalities } from "#lib/customers/terms";
import { incidentImpacts, promiseKinds } from "#lib/incidents/terms";
import { languages } from "#lib/core/language";
import { confidences } from "#lib/impact/terms";
import { exclusionCategories, exclusionEffects } from "#lib/slo/terms";
import { creditSlices, statementKinds, uptimeMethods } from "../terms.ts";

/** Parts that evidence and document share. Every number is a whole one; instants are epoch milliseconds. */
export const whole = z.number().int();
export const instant = whole;
export const span = z.strictObject({ from: instant, until: instant });
export const counts = z.strictObject({ good: whole, total: whole });

export const Head = z.strictObject({
  id: z.string(),
  kind: z.enum(statementKinds),
  customer: z.strictObject({ id: z.string(), slug: z.string(), name: z.string(), zone: z.string(), language: z.enum(languages) }),
  portal: z.strictObject({ name: z.string(), url: z.string() }),
  period: span,
  /** When everything was read: what was counted later is not in it. */
  madeAt: instant,
});
export type Head = z.infer<typeof Head>;

/** One exclusion in force, as its customer reads it. */
export const Excused = z.strictObject({
  id: z.string(), from: instant, until: instant, effect: z.enum(exclusionEffects), category: z.enum(exclusionCategories), reason: z.string(), clause: z.string(),
  createdAt: instant, createdByName: z.string(), approvedAt: instant.nullable(), approvedByName: z.string().nullable(), disputedAt: instant.nullable(), disputeSettledAt: instant.nullable(),
});

export const Work = z.strictObject({ code: z.string(), title: z.string(), scheduledFor: instant, scheduledUntil: instant, startedAt: instant.nullable(), completedAt: instant.nullable(), isOverrun: z.boolean() });

export const Action = z.strictObject({ id: z.string(), incident: z.string(), title: z.string(), owner: z.string(), dueAt: instant.nullable(), doneAt: instant.nullable() });

export const Pledge = z.strictObject({ kind: z.enum(promiseKinds), dueAt: instant, settledAt: instant.nullable(), isKept: z.boolean().nullable(), isMissed: z.boolean() });

export const Happened = z.strictObject({
  id: z.string(), code: z.string(), title: z.string(), grade: z.enum(incidentImpacts), startedAt: instant, resolvedAt: instant.nullable(), isFalseAlarm: z.boolean(),
});

export const JourneyFigures = z.strictObject({
  journeyId: z.string().nullable(), name: z.string(), criticality: z.enum(journeyCriticalities).nullable(), sliId: z.string(), sliName: z.string(), total: whole, bad: whole, expected: whole, failed: whole,
  sharePpm: whole.nullable(), normalPpm: whole.nullable(), usualTotal: whole.nullable(), affectedMs: whole, coveragePpm: whole, weeks: whole,
});

/** What an incident did to the customer, by its own counts. */
export const Impact = z.strictObject({
  from: instant, until: instant, slotMs: whole, total: whole, failed: whole, sharePpm: whole.nullable(), affectedMs: whole, coveragePpm: whole, weeks: whole, confidence: z.enum(confidences), journeys: z.array(JourneyFigures),
});

/** Lower bounds are inclusive: a tier holds below `belowPpm`, down to the next one. */
export const Tier = z.strictObject({ belowPpm: whole, creditPpm: whole });

/** What was agreed on with one customer about service credits. Written out in every statement that goes by it. */
export const Terms = z.strictObject({
  name: z.string(),
  sloId: z.string(),
  targetPpm: whole,
  method: z.enum(uptimeMethods),
  sliceMinutes: z.union(creditSlices.map((minutes) => z.literal(minutes))),
  /** A slice is down when more than this share of it fails. */
  downFromPpm: whole,
  /** Shorter runs of bad time are no downtime. */
  minimumMinutes: whole,
  /** Whether the objective's exclusions and planned work take time out of downtime. */
  honoursExclusions: z.boolean(),
  tiers: z.array(Tier),
  capPpm: whole,
  claimDays: whole,
  /** Of a month, in the currency's smallest unit; null where credits are said in percent only. */
  feeMinor: whole.nullable(),
  currency: z.string(),
  clauses: z.string(),
});
export type Terms = z.infer<typeof Terms>;
