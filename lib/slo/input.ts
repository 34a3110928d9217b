import { z } from "zod";
import { ppmOfPercent } from "./rules/counts.ts";
import { earliestPercent, latestPercent } from "./rules/thresholds.ts";
import { budgetingMethods, calendarUnits, compositeWays, exclusionCategories, exclusionEffects, maintenanceRules, noDataRules, severities } from "./terms.ts";

const rule = z.object({ severity: z.enum(severities), sharePpm: z.number().int().min(1).max(1_000_000), longMs: z.number().int().min(60_000), shortMs: z.number().int().min(60_000) });
const window = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("rolling"), days: z.number().int() }),
  z.object({ kind: z.literal("calendar"), unit: z.enum(calendarUnits), zone: z.string() }),
]);

/** What one version of an objective promises, as it is kept. */
export const Definition = z.object({
  policy: z.object({
    targetPpm: z.number().int(), window, method: z.enum(budgetingMethods), sliceMinutes: z.number().int().nullable(), sliceTargetPpm: z.number().int().nullable(),
    noData: z.enum(noDataRules), maintenance: z.enum(maintenanceRules), minimumTraffic: z.number(),
  }),
  alerts: z.array(rule).max(10),
  /** How several SLIs become one figure; null with one. */
  way: z.enum(compositeWays).nullable(),
  parts: z.array(z.object({ sliId: z.string(), weight: z.number().int().min(1).max(1_000) })).min(1).max(20),
});
export type Definition = z.infer<typeof Definition>;

const none = (value: unknown) => (value === "" || value === undefined ? null : value);
const percent = z.string().transform((text, check) => {
  const ppm = ppmOfPercent(text);
  if (ppm !== null) return ppm;
  check.addIssue({ code: "custom", message: "Write it as 99.95: percent, with at most four decimals." });
  return z.NEVER;
});

const list = (value: unknown) => (value === undefined || value === "" ? [] : Array.isArray(value) ? value : [value]);

const weights = z.record(z.string(), z.string()).transform((typed, check) => {
  const read = Object.entries(typed).map(([sliId, text]): [string, number] => [sliId, Number(text)]);
  if (read.every(([, weight]) => Number.isInteger(weight) && weight >= 1 && weight <= 1_000)) return Object.fromEntries(read);
  check.addIssue({ code: "custom", message: "A weight is a whole number from 1 to 1,000." });
  return z.NEVER;
});

/** The form of an objective: fields as a person fills them in. */
const Fields = z.object({
  name: z.string().trim().min(1, "Give it a name.").max(120, "At most 120 characters."),
  slis: z.preprocess(list, z.array(z.string()).min(1, "Choose what it is measured on.").max(20, "At most 20 SLIs.")),
  /** Of the parts of a mean, by SLI; 1 where none is said. */
  weights: weights.optional(),
  way: z.preprocess(none, z.enum(compositeWays).nullable()),
  target: percent,
  window: z.string().regex(/^(rolling:\d{1,3}|calendar:(week|month|quarter|year))$/, "Choose a window."),
  zone: z.preprocess(none, z.string().nullable()),
  method: z.enum(budgetingMethods, "Choose how the budget is counted."),
  sliceMinutes: z.preprocess(none, z.coerce.number().int().nullable()),
  sliceTarget: z.preprocess(none, percent.nullable()),
  noData: z.enum(noDataRules, "Say what missing counts are."),
  maintenance: z.enum(maintenanceRules, "Say what planned work does."),
  minimumTraffic: z.preprocess((value) => (value === "" || value === undefined ? 0 : value), z.coerce.number("Give a whole number of events.").int("Give a whole number of events.").min(0, "Give a whole number of events.")),
  /** Days it is only observed; 0 binds at once. */
  observeDays: z.preprocess((value) => (value === "" || value === undefined ? 0 : value), z.coerce.number("Give a number of days.").int("Give whole days.").min(0, "Give whole days.").max(180, "At most 180 days.")),
  reason: z.string().trim().max(500, "At most 500 characters.").default(""),
});
export type SloForm = z.infer<typeof Fields>;

// `weight:<sliId>`, beside each SLI.
function withWeights(fields: unknown): unknown {
  if (typeof fields !== "object" || fields === null) return fields;
  const typed = Object.entries(fields).filter(([name, value]) => name.startsWith("weight:") && typeof value === "string" && value.trim() !== "");
  return { ...fields, weights: Object.fromEntries(typed.map(([name, value]) => [name.slice("weight:".length), value])) };
}

export const SloForm = z.preprocess(withWeights, Fields);

/** What was typed, complete or not: it is shown again with what it would have come to. */
export const TrySlo = z.record(z.string(), z.union([z.string(), z.array(z.string())])).transform((typed) => ({ typed }));
export const ExportSlo = z.object({ id: z.string(), as: z.enum(["openslo", "rules"]).catch("openslo") });
export const OneSlo = z.object({ id: z.string() });
export const ExclusionRule = z.object({ needsSecond: z.literal("true").optional().transform((ticked) => ticked !== undefined) });
const SavedFields = Fields.extend({ id: z.string(), version: z.coerce.number().int() });
export const SaveSlo = z.preprocess(withWeights, SavedFields);
export type SaveSlo = z.infer<typeof SavedFields>;

export const AddExclusion = z.object({
  id: z.string(),
  from: z.string().min(1, "Say from when."),
  until: z.string().min(1, "Say until when."),
  effect: z.enum(exclusionEffects, "Say what it does to the figure."),
  category: z.enum(exclusionCategories, "Choose a category."),
  reason: z.string().trim().min(1, "Say why: the customer reads it.").max(1_000, "At most 1 000 characters."),
  clause: z.string().trim().max(120, "At most 120 characters.").default(""),
});
export type AddExclusion = z.infer<typeof AddExclusion>;

export const OneExclusion = z.object({ id: z.string(), exclusion: z.string() });
export const DisputeExclusion = z.object({ customer: z.string(), id: z.string(), words: z.string().trim().min(1, "Say what you see differently.").max(2_000, "At most 2 000 characters.") });
export const AnswerDispute = OneExclusion.extend({ words: z.string().trim().min(1, "Write an answer: the customer reads it.").max(2_000, "At most 2 000 characters.") });

/** A share of the budget in percent; empty: no wish of its own. */
export const SaveThreshold = z.object({
  customer: z.string(),
  slo: z.string(),
  left: z.string().trim().transform((text, issues) => {
    if (text === "") return null;
    const percent = Number(text.replace(/\s*%$/, ""));
    if (Number.isInteger(percent) && percent >= latestPercent && percent <= earliestPercent) return percent;
    issues.addIssue({ code: "custom", message: `Give a whole number from ${latestPercent} to ${earliestPercent}. Our team is told at 20 % in any case.` });
    return z.NEVER;
  }),
});
export type SaveThreshold = z.infer<typeof SaveThreshold>;
export const OneSloOfCustomer = z.object({ customer: z.string(), slo: z.string() });
