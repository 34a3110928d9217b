import { z } from "zod";
import { countings, sides, sliKinds, sourceKinds } from "./terms.ts";

const name = z.string().trim().min(1, "Give it a name.").max(120, "At most 120 characters.");
const key = z.string().trim().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Use small letters, digits and single hyphens, such as checkout-availability.").max(60, "At most 60 characters.");
const none = (value: unknown) => (value === "" || value === undefined ? null : value);

export const SaveSli = z.object({
  id: z.preprocess(none, z.string().nullable()),
  version: z.coerce.number().int().min(0),
  customerId: z.preprocess(none, z.string().nullable()),
  journeyId: z.preprocess(none, z.string().nullable()),
  key,
  name,
  kind: z.enum(sliKinds, "Choose what it measures."),
  definition: z.string().trim().min(1, "Say in plain words what counts as good: the customer reads it.").max(500, "At most 500 characters."),
});
export type SaveSli = z.infer<typeof SaveSli>;

export const SaveSource = z.object({
  id: z.preprocess(none, z.string().nullable()),
  version: z.coerce.number().int().min(0),
  kind: z.enum(sourceKinds, "Choose what kind of source it is."),
  name,
  settings: z.record(z.string(), z.unknown()).default({}),
  /** Empty keeps the secret that is there. */
  secret: z.preprocess(none, z.string().max(20_000, "This is too long for a secret.").nullable()),
});
export type SaveSource = z.infer<typeof SaveSource>;

export const SaveRoute = z.object({
  sourceId: z.string(),
  metric: z.string().trim().regex(/^[A-Za-z_][A-Za-z0-9_:./-]*$/, "This is not the name of a metric.").max(200, "At most 200 characters."),
  matchers: z.string().max(1_000, "At most 1 000 characters.").default(""),
  side: z.enum(sides, "Choose what it counts."),
  counting: z.enum(countings, "Choose how it counts."),
  customerLabel: z.preprocess(none, z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_.]*$/, "This is not the name of a label.").nullable()),
  sliKey: key,
});
export type SaveRoute = z.infer<typeof SaveRoute>;

const column = (value: unknown) => (value === "" ? undefined : value);

/** What a program posts: counts of minutes. */
export const PushBatch = z.object({
  rows: z.array(z.unknown(), "rows must be a list."),
  how: z.preprocess(column, z.enum(["set", "add"], "how must be set or add.").default("set")),
  batch: z.preprocess(none, z.string().max(200, "batch has at most 200 characters.").nullable()),
});
export type PushBatch = z.infer<typeof PushBatch>;

/** A body as it came. */
export const IngestBody = z.object({ raw: z.string() });

/** What a program posted, or one sentence why it is none. */
export function readPushBatch(raw: string): PushBatch | { sentence: string } {
  let json: unknown;
  try {
    json = JSON.parse(raw);
  } catch {
    return { sentence: "This is no JSON. Send {\"rows\": [{\"customer\": …, \"sli\": …, \"at\": …, \"good\": …, \"total\": …}]}." };
  }
  const parsed = PushBatch.safeParse(json);
  return parsed.success ? parsed.data : { sentence: parsed.error.issues[0]?.message ?? "This cannot be read." };
}

const settingOf = (fields: Record<string, unknown>) => Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (name.startsWith("setting:") && value !== "" ? [[name.slice(8), value]] : [])));

/** The form of a source: its settings are fields of their own. */
export const SourceForm = z.looseObject({ id: z.preprocess(none, z.string().nullable()), version: z.coerce.number().int().default(0), kind: z.enum(sourceKinds, "Choose what kind of source it is."), name, secret: z.preprocess(none, z.string().max(20_000, "This is too long for a secret.").nullable()) })
  .transform(({ id, version, kind, name, secret, ...rest }): SaveSource => ({ id, version, kind, name, secret, settings: settingOf(rest) }));
export const OneSource = z.object({ id: z.string() });
export const RouteForm = SaveRoute.omit({ sourceId: true }).extend({ id: z.string() });
export const OneRoute = z.object({ id: z.string(), route: z.string() });
export const OneSli = z.object({ id: z.string() });

const queries = z.string().max(4_000, "At most 4 000 characters.").default("");

export const QueryForm = z.object({ id: z.string(), sliId: z.string().min(1, "Choose what it counts."), total: queries, good: queries, bad: queries, search: queries, backfillDays: z.preprocess((value) => (value === "" || value === undefined ? 0 : value), z.coerce.number("Give a number of days.").int().min(0).max(400, "At most 400 days.")) })
  .transform(({ id, sliId, backfillDays, ...texts }) => ({ sourceId: id, sliId, backfillDays, query: Object.fromEntries(Object.entries(texts).flatMap(([name, text]) => (text.trim() === "" ? [] : [[name, text.trim()]]))) }));

/** What was typed, to be shown again, and what it asks. */
export const TryQuery = z.record(z.string(), z.union([z.string(), z.array(z.string())])).transform((typed, check) => {
  const parsed = QueryForm.safeParse(typed);
  if (parsed.success) return { typed, asked: parsed.data };
  for (const issue of parsed.error.issues) check.addIssue({ code: "custom", path: issue.path, message: issue.message });
  return z.NEVER;
});

const Tried = z.object({ points: z.array(z.object({ at: z.number(), good: z.number(), total: z.number() })), trouble: z.string().nullable() });

/** The points of a query that was tried, as the form brought them back. */
export function readTried(value: unknown): z.infer<typeof Tried> | null {
  if (typeof value !== "string") return null;
  try {
    return Tried.parse(JSON.parse(value));
  } catch {
    return null;
  }
}
