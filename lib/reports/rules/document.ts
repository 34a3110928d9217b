import { z } from "zod";
import { Definition } from "#lib/slo/input";
import { documentFormat } from "../terms.ts";
import { Action, counts, Excused, Happened, Head, Impact, instant, Pledge, span, Terms, whole, Work } from "./shapes.ts";

const Outlook = z.strictObject({ missPpm: whole, leftPpm: z.strictObject({ low: whole, middle: whole, high: whole }), runs: whole, drawnFrom: whole, toCome: whole });

/** What an incident took of an objective's budget: what failed in the slots it touched. */
const Consumer = z.strictObject({ code: z.string(), spent: whole, usedPpm: whole.nullable() });

export const Objective = z.strictObject({
  id: z.string(),
  name: z.string(),
  version: whole,
  /** Only observed, and binding nobody yet. */
  isObserved: z.boolean(),
  ...Definition.pick({ policy: true, way: true }).shape,
  parts: z.array(z.strictObject({ sliId: z.string(), name: z.string(), definition: z.string(), weight: whole, counts })),
  /** With exclusions and planned work: this counts. Without them: `before`. In events, slices or billionths of slices. */
  counts,
  before: counts,
  isMet: z.boolean().nullable(),
  isMetBefore: z.boolean().nullable(),
  budget: z.strictObject({ allowed: whole, spent: whole, left: whole }),
  leftPpm: whole.nullable(),
  burnDown: z.array(z.strictObject({ ...span.shape, bad: whole, total: whole, usedPpm: whole, leftPpm: whole })),
  consumers: z.array(Consumer),
  /** What failed outside of all incidents. */
  unexplained: whole,
  trend: z.array(z.strictObject({ ...span.shape, targetPpm: whole, counts: counts.nullable() })),
  exclusions: z.array(Excused),
  /** How many minutes are taken out, and how many count as good. */
  removedMs: whole,
  excusedMs: whole,
  coverage: z.strictObject({ since: instant.nullable(), coveredPpm: whole, gaps: z.array(span) }),
  outlook: Outlook.nullable(),
});
export type Objective = z.infer<typeof Objective>;

export const Incident = z.strictObject({ ...Happened.shape, firstUpdateMs: whole.nullable(), updates: whole, promises: z.array(Pledge), impact: Impact.nullable() });
export type Incident = z.infer<typeof Incident>;

const Communication = z.strictObject({
  incidents: whole,
  /** From the beginning of an incident to what was first told of it. */
  firstUpdate: z.strictObject({ medianMs: whole, longestMs: whole }).nullable(),
  promises: z.array(z.strictObject({ kind: Pledge.shape.kind, kept: whole, missed: whole, open: whole })),
});

export const Credit = z.strictObject({
  terms: Terms,
  /** False where what it needs is not kept any more; then nothing is said. */
  isCounted: z.boolean(),
  slices: whole,
  /** Of the period: up, in parts of a billion, rounded down. */
  uptimePpb: whole,
  downtimeMs: whole,
  downtimes: z.array(span),
  isMet: z.boolean(),
  /** The tier that holds; null where nothing is due. */
  belowPpm: whole.nullable(),
  creditPpm: whole,
  amountMinor: whole.nullable(),
  claimUntil: instant,
  confirmed: z.strictObject({ at: instant, byName: z.string() }).nullable(),
});
export type Credit = z.infer<typeof Credit>;

const Amendment = z.strictObject({ id: z.string(), number: whole, hash: z.string(), reason: z.string(), differences: z.array(z.strictObject({ what: z.string(), before: z.string().nullable(), after: z.string().nullable() })) });

/** The statement itself: what is hashed, signed and drawn. */
export const StatementDocument = z.strictObject({
  format: z.literal(documentFormat),
  ...Head.shape,
  /** Of the evidence file, in its canonical form. */
  evidenceHash: z.string(),
  comment: z.string(),
  headline: z.strictObject({ objectives: whole, met: whole, missed: whole, unmeasured: whole, incidents: whole, failed: whole.nullable(), worst: z.string().nullable() }),
  summary: z.array(z.string()),
  objectives: z.array(Objective),
  incidents: z.array(Incident),
  maintenance: z.array(Work),
  credit: Credit.nullable(),
  communication: Communication,
  actions: z.array(Action),
  amends: Amendment.nullable(),
});
export type StatementDocument = z.infer<typeof StatementDocument>;
