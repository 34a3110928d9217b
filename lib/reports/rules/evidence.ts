import { z } from "zod";
import { journeyCriticalities } from "#lib/customers/terms";
import { exclusionEffects } from "#lib/slo/terms";
import { updateKinds } from "#lib/incidents/terms";
import { Definition } from "#lib/slo/input";
import { evidenceFormat } from "../terms.ts";
import { Action, counts, Excused, Happened, Head, instant, Pledge, span, Terms, whole, Work } from "./shapes.ts";

/** What was counted of one SLI, slot after slot without a gap: "good/total", a slot without counts is "-", "3x…" is the same three times. */
const Slots = z.strictObject({ from: instant, stepMinutes: whole, runs: z.string() });

/** A span that exclusions or planned work change, in one slice, with what was counted in it. */
const Piece = z.strictObject({ from: instant, until: instant, effect: z.enum(exclusionEffects), good: whole, total: whole });

const SliEvidence = z.strictObject({ sliId: z.string(), name: z.string(), definition: z.string(), weight: whole, since: instant.nullable(), slots: Slots, pieces: z.array(Piece) });

export const ObjectiveEvidence = z.strictObject({
  id: z.string(),
  name: z.string(),
  version: whole,
  isObserved: z.boolean(),
  ...Definition.pick({ policy: true, way: true }).shape,
  slis: z.array(SliEvidence),
  exclusions: z.array(Excused),
  /** The months before, as they are counted now, the oldest first; null where minutes of then are gone. */
  trend: z.array(z.strictObject({ ...span.shape, targetPpm: whole, counts: counts.nullable() })),
  /** Whole days of UTC before the end of the period, from which an outlook is drawn; null where days do not add up. */
  days: z.strictObject({ from: instant, counts: z.array(z.tuple([whole, whole])) }).nullable(),
});
export type ObjectiveEvidence = z.infer<typeof ObjectiveEvidence>;

/** At, good, total. */
const slot = z.tuple([instant, whole, whole]);

export const IncidentEvidence = z.strictObject({
  ...Happened.shape,
  updates: z.array(z.strictObject({ kind: z.enum(updateKinds), occurredAt: instant, recordedAt: instant })),
  promises: z.array(Pledge),
  /** What was counted in its time and in the same hours of the weeks before; null where nothing of this customer is counted. */
  seen: z.strictObject({
    ...span.shape,
    slotMs: whole,
    slis: z.array(z.strictObject({ sliId: z.string(), sliName: z.string(), journeyId: z.string().nullable(), journey: z.string().nullable(), criticality: z.enum(journeyCriticalities).nullable(), slots: z.array(slot), weeks: z.array(z.array(slot)) })),
  }).nullable(),
});
export type IncidentEvidence = z.infer<typeof IncidentEvidence>;

/** Everything a statement is built from. `build(evidence)` is the document, whoever does it. */
export const Evidence = z.strictObject({
  format: z.literal(evidenceFormat),
  ...Head.shape,
  comment: z.string(),
  objectives: z.array(ObjectiveEvidence),
  incidents: z.array(IncidentEvidence),
  maintenance: z.array(Work),
  actions: z.array(Action),
  contract: Terms.nullable(),
  creditConfirmed: z.strictObject({ at: instant, byName: z.string() }).nullable(),
  /** Of the statement that this one takes the place of: what it said. */
  amends: z.strictObject({ id: z.string(), number: whole, hash: z.string(), reason: z.string(), said: z.array(z.tuple([z.string(), z.string()])) }).nullable(),
});
export type Evidence = z.infer<typeof Evidence>;
