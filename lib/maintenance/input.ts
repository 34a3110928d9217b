import { z } from "zod";
import { formId, formList, formText, formTick, formVersion } from "#lib/core/form-fields";
import { visibilities } from "#lib/incidents/terms";
import { remindersAtMost } from "./rules/reminders.ts";
import { endChoices, repeatChoices } from "./rules/series.ts";
import { maintenanceAnswers } from "./terms.ts";

const bodyLimit = 25_000;
const titleLimit = 255;

const Id = z.string().min(1).max(64);
const Instant = z.int().nonnegative();
const Version = z.int().positive();
const Words = z.string().trim().max(bodyLimit, `Keep the text under ${bodyLimit.toLocaleString("en")} characters.`);

const Settings = z.object({
  startsItself: z.boolean().default(true),
  completesItself: z.boolean().default(true),
  setsComponents: z.boolean().default(true),
  tellsPlan: z.boolean().default(true),
  tellsStart: z.boolean().default(true),
  tellsEnd: z.boolean().default(true),
  reminders: z.array(z.int().positive()).max(remindersAtMost, `Use at most ${remindersAtMost} reminders.`).default([]),
});

/** What and for whom. */
const About = Settings.extend({
  title: z.string().trim().min(1, "Give the work a title: it becomes the subject of every mail.").max(titleLimit, `Keep the title under ${titleLimit} characters.`),
  visibility: z.enum(visibilities, "Choose who this is for."),
  customerIds: z.array(Id).default([]),
  componentIds: z.array(Id).default([]),
  /** Until when customers may say whether the time suits them; null where they are not asked. */
  asksUntil: Instant.nullable().default(null),
  /** Planned all the same, where other work on the same components overlaps. */
  acceptsOverlap: z.boolean().default(false),
});

export const ScheduleMaintenance = About.extend({
  body: Words.pipe(z.string().min(1, "Write what is done, and what readers will notice.")),
  scheduledFor: Instant,
  scheduledUntil: Instant,
});
export type ScheduleMaintenance = z.input<typeof ScheduleMaintenance>;

/** An RRULE, and the zone on whose clock its times are. The first occurrence is `scheduledFor`, or the first after it that fits the rule. */
export const ScheduleSeries = ScheduleMaintenance.extend({ rrule: z.string().min(1).max(300), timeZone: z.string().min(1).max(64) });
export type ScheduleSeries = z.input<typeof ScheduleSeries>;

export const EditMaintenance = About.extend({ maintenanceId: Id, baseVersion: Version });
export type EditMaintenance = z.input<typeof EditMaintenance>;

const Change = z.object({ maintenanceId: Id, baseVersion: Version, body: Words.default(""), isQuiet: z.boolean().default(false) });

export const MoveMaintenance = Change.extend({ scheduledFor: Instant, scheduledUntil: Instant, asksUntil: Instant.nullable().default(null), acceptsOverlap: z.boolean().default(false) });
export type MoveMaintenance = z.input<typeof MoveMaintenance>;

export const ExtendMaintenance = Change.extend({ scheduledUntil: Instant });
export type ExtendMaintenance = z.input<typeof ExtendMaintenance>;

export const ChangeMaintenance = Change;
export type ChangeMaintenance = z.input<typeof ChangeMaintenance>;

export const PostNote = Change.extend({ body: Words.pipe(z.string().min(1, "Write what readers should know.")) });
export type PostNote = z.input<typeof PostNote>;

/** The series goes on as described from an occurrence on; what came before stays. */
export const ChangeSeries = ScheduleSeries.extend({ seriesId: Id, baseVersion: Version, from: Instant });
export type ChangeSeries = z.input<typeof ChangeSeries>;

export const ReplyToMaintenance = z.object({
  code: Id,
  /** Of the times it is about. */
  sequence: z.int().nonnegative(),
  answer: z.enum(maintenanceAnswers, "Choose an answer."),
  comment: z.string().trim().max(2_000, "Use at most 2,000 characters.").default(""),
  proposedFor: Instant.nullable().default(null),
  proposedUntil: Instant.nullable().default(null),
});
export type ReplyToMaintenance = z.input<typeof ReplyToMaintenance>;

const choice = <T extends readonly [string, ...string[]]>(options: T, fallback: T[number]) => z.preprocess((value) => (typeof value === "string" && options.includes(value) ? value : fallback), z.enum(options));

/** The planner's form as it is sent; nothing is refused here: `readPlan` judges it. */
export const PlanForm = z.looseObject({
  title: formText,
  body: formText,
  starts: formText,
  ends: formText,
  visibility: formText,
  customers: formList,
  components: formList,
  asks: formText,
  reminders: formText,
  startsItself: formTick,
  completesItself: formTick,
  setsComponents: formTick,
  tellsPlan: formTick,
  tellsStart: formTick,
  tellsEnd: formTick,
  acceptsOverlap: formTick,
  repeat: choice(repeatChoices, "none"),
  every: formText,
  days: formList,
  finishes: choice(endChoices, "never"),
  until: formText,
  count: formText,
  rrule: formText,
});
export type PlanForm = z.output<typeof PlanForm>;

export const EditForm = PlanForm.extend({ id: formId, version: formVersion });
export const SeriesForm = EditForm.extend({ from: formText.transform(Number).pipe(z.number().int().nonnegative()) });

export const ChangeForm = z.object({ id: formId, version: formVersion, body: formText, isQuiet: formTick });
export const MoveForm = ChangeForm.extend({ starts: formText, ends: formText, asks: formText, acceptsOverlap: formTick });
export const ExtendForm = ChangeForm.extend({ ends: formText });
export const EndSeriesForm = z.object({ id: formId, version: formVersion, cancelsPlanned: formTick });
export const OccurrenceForm = z.object({ id: formId, at: formText.transform(Number).pipe(z.number().int().positive()) });
export const ReplyForm = z.object({ code: formId, customer: formId, sequence: formText.transform(Number).pipe(z.number().int().nonnegative()), answer: formText, comment: formText, starts: formText, ends: formText });
