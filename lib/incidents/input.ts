import { z } from "zod";
import { componentStates } from "#lib/catalog/terms";
import { languages } from "#lib/core/language";
import { incidentImpacts, incidentStates, visibilities } from "./terms.ts";

export const bodyLimit = 25_000;
export const titleLimit = 255;

export const Id = z.string().min(1).max(64);
export const Instant = z.int().nonnegative();
const Title = z.string().trim().min(1, "Give the incident a title: it becomes the subject of every mail.").max(titleLimit, `Keep the title under ${titleLimit} characters.`);
export const Body = z.string().trim().min(1, "Write what readers should know.").max(bodyLimit, `Keep the text under ${bodyLimit.toLocaleString("en")} characters.`);
const Note = z.object({ customerId: Id, body: Body });
const Translation = z.object({ language: z.enum(languages), body: Body });

/** What one post says. `occurredAt` null means now. */
const Post = z.object({
  state: z.enum(incidentStates, "Choose a state."),
  body: Body,
  notes: z.array(Note).default([]),
  translations: z.array(Translation).default([]),
  components: z.array(z.object({ componentId: Id, state: z.enum(componentStates, "Choose a state of the list.") })).default([]),
  promiseDueAt: Instant.nullable().default(null),
  /** By when readers get the post-mortem; said with the resolution only. */
  postmortemDueAt: Instant.nullable().default(null),
  occurredAt: Instant.nullable().default(null),
});

const Whom = z.object({
  title: Title,
  visibility: z.enum(visibilities, "Choose who this is for."),
  customerIds: z.array(Id),
});

export const OpenIncident = Post.extend(Whom.shape).extend({ customerIds: z.array(Id).default([]) });
export type OpenIncident = z.input<typeof OpenIncident>;

/** Title and audience stay as they are where they are left out. */
export const PostUpdate = Post.extend(Whom.partial().shape).extend({
  incidentId: Id,
  /** The incident's version its author was looking at. */
  baseVersion: z.int().positive(),
  /** Said explicitly, so that a late message never opens a resolved incident again. */
  isReopening: z.boolean().default(false),
});
export type PostUpdate = z.input<typeof PostUpdate>;

/** The whole text as it shall read from now on; a note left out stays, an empty one goes. */
export const EditUpdate = z.object({
  updateId: Id,
  baseRevision: z.int().positive(),
  body: Body,
  notes: z.array(z.object({ customerId: Id, body: z.string().trim().max(bodyLimit) })).default([]),
  /** Of the body; one left out stays, an empty one goes. `fits`: as it stands it says what the body says now. */
  translations: z.array(z.object({ language: z.enum(languages), body: z.string().trim().max(bodyLimit), fits: z.boolean().default(false) })).default([]),
  /** Why an admin edits alone what would need a second person. */
  emergencyReason: z.string().trim().min(3).max(500).nullable().default(null),
});
export type EditUpdate = z.input<typeof EditUpdate>;

/** The composer's content as typed: what a draft keeps. */
const DraftContent = z.object({
  title: z.string(),
  state: z.string(),
  visibility: z.string(),
  customers: z.array(z.string()),
  body: z.string(),
  notes: z.record(z.string(), z.string()),
  /** By language. */
  translations: z.record(z.string(), z.string()).optional(),
  components: z.record(z.string(), z.string()),
  promise: z.string(),
  promiseAt: z.string(),
  occurredAt: z.string(),
  scheduledFor: z.string().optional(),
  postmortemAt: z.string().optional(),
});
export type DraftContent = z.infer<typeof DraftContent>;

export const SaveDraft = z.object({
  draftId: Id.nullable().default(null),
  incidentId: Id.nullable().default(null),
  baseVersion: z.int().nonnegative().default(0),
  content: DraftContent,
});
export type SaveDraft = z.input<typeof SaveDraft>;

/** What a program proposes to say. What is left out stays as it is, in the draft or in the incident. */
export const PrepareDraft = Post.omit({ postmortemDueAt: true })
  .extend(Whom.shape)
  .partial()
  .extend({ draftId: Id.nullable().default(null), incidentId: Id.nullable().default(null), title: z.string().max(titleLimit).optional(), body: z.string().max(bodyLimit).optional(), publishAt: Instant.nullable().optional() });
export type PrepareDraft = z.input<typeof PrepareDraft>;

/** `undoSeconds` 0 publishes in the same transaction. With a reason, an admin publishes alone what would need a second person. */
export const PublishDraft = SaveDraft.extend({ undoSeconds: z.int().nonnegative(), emergencyReason: z.string().trim().max(500, "Keep the reason under 500 characters.").nullable().default(null) });
export type PublishDraft = z.input<typeof PublishDraft>;

export const text = z.string().default("");
const texts = z.union([z.string(), z.array(z.string())]).default([]).transform((value) => (typeof value === "string" ? [value] : value).filter((each) => each !== ""));
export const optionalText = z.string().optional().transform((value) => value || null);

/**
 * The composer's form as it is sent: beside the named fields, `note:<customerId>` and `component:<componentId>`.
 * Nothing is refused here, so that a draft keeps whatever was typed; `readContent` judges it when it is published.
 */
export const ComposerForm = z
  .looseObject({
    id: optionalText,
    draftId: optionalText,
    baseVersion: z.coerce.number().int().nonnegative().catch(0),
    intent: z.enum(["publish", "draft", "template"]).catch("publish"),
    template: text,
    title: text,
    state: text,
    visibility: text,
    customers: texts,
    body: text,
    promise: text,
    promiseAt: text,
    occurredAt: text,
    scheduledFor: text,
    postmortemAt: text,
    emergencyReason: optionalText,
  })
  .transform(({ id, draftId, baseVersion, intent, template, emergencyReason, ...fields }) => ({
    incidentId: id,
    draftId,
    baseVersion,
    intent,
    template,
    emergencyReason,
    content: {
      title: fields.title,
      state: fields.state,
      visibility: fields.visibility,
      customers: fields.customers,
      body: fields.body,
      promise: fields.promise,
      promiseAt: fields.promiseAt,
      occurredAt: fields.occurredAt,
      scheduledFor: fields.scheduledFor,
      postmortemAt: fields.postmortemAt,
      notes: collect(fields, "note:"),
      translations: collect(fields, "translation:"),
      components: collect(fields, "component:"),
    },
  }));

function collect(fields: Record<string, unknown>, prefix: string): Record<string, string> {
  const named = Object.entries(fields).filter((entry): entry is [string, string] => entry[0].startsWith(prefix) && typeof entry[1] === "string" && entry[1] !== "");
  return Object.fromEntries(named.map(([key, value]) => [key.slice(prefix.length), value]));
}

/** The form of an edit: `body`, `note:<customerId>`, `translation:<language>` (`fits:<language>`: it still fits) and the revision its author was looking at. */
export const EditForm = z
  .looseObject({ update: z.string(), baseRevision: z.coerce.number().int().catch(0), body: text, emergencyReason: optionalText })
  .transform(({ update, baseRevision, body, emergencyReason, ...fields }) => ({
    updateId: update,
    baseRevision,
    body,
    emergencyReason,
    translations: languages.flatMap((language) => {
      const typed = fields[`translation:${language}`];
      return typeof typed === "string" ? [{ language, body: typed, fits: fields[`fits:${language}`] !== undefined }] : [];
    }),
    notes: Object.entries(fields).flatMap(([key, value]) => (key.startsWith("note:") && typeof value === "string" ? [{ customerId: key.slice("note:".length), body: value }] : [])),
  }));

export const reasonLimit = 500;

const Reason = z.string().trim().min(1, "Say why. Readers see it with the correction.").max(reasonLimit, `Keep the reason under ${reasonLimit} characters.`);
const Version = z.int().positive();
const NamedComponents = z.array(z.object({ componentId: Id, state: z.enum(componentStates, "Choose a state of the list.") }));

/** How one component's line in an incident's record shall read from now on. */
export const CorrectImpact = z.object({
  incidentId: Id,
  baseVersion: Version,
  componentId: Id,
  line: z.array(z.object({ state: z.enum(componentStates, "Choose a state."), from: Instant, until: Instant.nullable() })).max(100),
  reason: Reason,
});
export type CorrectImpact = z.input<typeof CorrectImpact>;

export const CorrectTime = z.object({ updateId: Id, baseRevision: Version, occurredAt: Instant, reason: Reason });
export type CorrectTime = z.input<typeof CorrectTime>;

/** An incident that is over, whole. It tells nobody but the page, unless that is asked for. */
export const BackfillIncident = Whom.extend({
  customerIds: z.array(Id).default([]),
  posts: z.array(z.object({ state: z.enum(incidentStates, "Choose a state."), body: Body, occurredAt: Instant, components: NamedComponents.default([]) })).min(1, "Write at least one post.").max(50),
  isTold: z.boolean().default(false),
});
export type BackfillIncident = z.input<typeof BackfillIncident>;

export const MergeIncident = z.object({
  incidentId: Id,
  baseVersion: Version,
  /** Id or code of the incident that goes on. */
  into: z.string().trim().min(1, "Choose the incident that goes on.").max(64),
  intoVersion: Version,
  /** The last words of the one that ends, for who does not see the other. */
  lastWords: z.string().trim().max(bodyLimit).default(""),
  /** The first post of the other after it. */
  body: z.string().trim().max(bodyLimit).default(""),
  /** When the other speaks next. */
  promiseDueAt: Instant.nullable().default(null),
  /** States in which components go over, where they differ from what the two say now. */
  components: NamedComponents.default([]),
});
export type MergeIncident = z.input<typeof MergeIncident>;

export const DeclareFalseAlarm = z.object({ incidentId: Id, baseVersion: Version, body: Body });
export type DeclareFalseAlarm = z.input<typeof DeclareFalseAlarm>;

export const LinkIncidents = z.object({ incidentId: Id, otherId: z.string().trim().min(1, "Choose an incident.").max(64) });
export type LinkIncidents = z.input<typeof LinkIncidents>;

const line = z.object({ state: z.string(), from: z.string(), until: z.string() });
const version = z.coerce.number().int().catch(0);

/** The fields `<name>:<n>` of a form of lines, line by line. */
function readLines(fields: Record<string, unknown>, names: readonly string[]): Record<string, string>[] {
  const taken = Object.keys(fields).flatMap((key) => /^[a-zA-Z]+:(\d{1,3})$/.exec(key)?.[1] ?? []);
  const count = Math.max(-1, ...taken.map(Number)) + 1;
  const read = (name: string, index: number) => (typeof fields[`${name}:${index}`] === "string" ? (fields[`${name}:${index}`] as string) : "");
  return Array.from({ length: count }, (_, index) => Object.fromEntries(names.map((name) => [name, read(name, index)])));
}

/** A form as it was typed, to be shown again beside what it would do. */
function asTyped(fields: Record<string, unknown>): Record<string, string | string[]> {
  const isText = (value: unknown): value is string | number => typeof value === "string" || typeof value === "number";
  const texts = Object.entries(fields).flatMap(([name, value]): [string, string | string[]][] => (isText(value) ? [[name, String(value)]] : Array.isArray(value) ? [[name, value.filter(isText).map(String)]] : []));
  return Object.fromEntries(texts);
}

/** The form of a correction: the lines of one component, as `state:<n>`, `from:<n>`, `until:<n>`. */
export const ImpactForm = z
  .looseObject({ id: text, component: text, baseVersion: version, intent: z.enum(["preview", "save"]).catch("preview"), reason: text })
  .transform((typed) => {
    const { id, component, baseVersion, intent, reason, ...fields } = typed;
    return { incidentId: id, componentId: component, baseVersion, intent, reason, lines: readLines(fields, ["state", "from", "until"]).map((each) => line.parse(each)), typed: asTyped(typed) };
  });
export type ImpactLine = z.infer<typeof line>;

export const TimeForm = z.object({ update: z.string(), baseRevision: version, occurredAt: text, reason: text });

/** The form of a past incident: beside the named fields, post by post, `state:<n>`, `occurredAt:<n>`, `body:<n>`, and `component-<n>:<componentId>`. */
export const BackfillForm = z
  .looseObject({ title: text, visibility: text, customers: texts, tell: text, posts: z.coerce.number().int().min(1).max(50).catch(3), intent: z.enum(["more", "record"]).catch("record") })
  .transform((typed) => {
    const { title, visibility, customers, tell, posts, intent, ...fields } = typed;
    const read = readLines(fields, ["state", "occurredAt", "body"]).map((each, index) => ({ state: each["state"] ?? "", occurredAt: each["occurredAt"] ?? "", body: each["body"] ?? "", components: collect(fields, `component-${index}:`) }));
    return { intent, count: posts, title, visibility, customerIds: customers, isTold: tell === "yes", posts: read, typed: { ...asTyped(typed), customers, posts: String(posts) } };
  });

export const MergeForm = z
  .looseObject({ id: text, into: text, baseVersion: version, intoVersion: version, lastWords: text, body: text, promise: z.coerce.number().int().min(0).max(9_999).catch(0) })
  .transform(({ id, into, baseVersion, intoVersion, lastWords, body, promise, ...fields }) => ({ incidentId: id, into, baseVersion, intoVersion, lastWords, body, promiseMinutes: promise, components: collect(fields, "component:") }));

export const FalseAlarmForm = z.object({ id: text, baseVersion: version, body: text }).transform(({ id, ...rest }) => ({ incidentId: id, ...rest }));

export const LinkForm = z.object({ id: text, otherId: text }).transform(({ id, otherId }) => ({ incidentId: id, otherId }));
/** The portal's own rules, as they are stored. */
export const PublishingRules = z.object({
  isReviewNeeded: z.boolean(),
  visibilities: z.array(z.enum(visibilities)),
  impacts: z.array(z.enum(incidentImpacts)),
});
export type PublishingRules = z.input<typeof PublishingRules>;

/** The page of settings: a box a rule. */
export const PublishingRulesForm = z
  .object({ isReviewNeeded: z.unknown(), visibilities: texts, impacts: texts })
  .transform(({ isReviewNeeded, ...chosen }) => PublishingRules.parse({ isReviewNeeded: isReviewNeeded !== undefined, visibilities: visibilities.filter((each) => chosen.visibilities.includes(each)), impacts: incidentImpacts.filter((each) => chosen.impacts.includes(each)) }));

export const Comment = z.string().trim().max(2_000, "Keep the comment under 2,000 characters.");

/** A second person's word on the version of a draft they saw. Who refuses says why. */
export const DecideApproval = z
  .object({ draftId: Id, draftVersion: z.int().positive(), isApproved: z.boolean(), comment: Comment.default("") })
  .refine(({ isApproved, comment }) => isApproved || comment !== "", { path: ["comment"], message: "Say what should be different." });
export type DecideApproval = z.input<typeof DecideApproval>;

export const DecideForm = z
  .object({ id: Id, version: z.coerce.number().int().positive().catch(1), decision: z.enum(["approve", "refuse"]).catch("refuse"), comment: text })
  .transform(({ id, version, decision, comment }) => ({ draftId: id, draftVersion: version, isApproved: decision === "approve", comment }));
