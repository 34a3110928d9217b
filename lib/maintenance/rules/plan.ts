import { Failure } from "../../core/failure.ts";
import { formatInstant, parseLocalDateTime, toLocalDateTime } from "../../core/time.ts";
import type { PlanForm } from "../input.ts";
import { defaultReminders, type MaintenanceSettings } from "../terms.ts";
import { formatReminders, readReminders } from "./reminders.ts";
import { noSeries, ruleOf, type SeriesChoices } from "./series.ts";

/** Whose clock the typed times are of. */
export interface Author {
  timeZone: string;
  now: number;
}

/** What stands in the planner before anything is typed. */
export interface PlanContent extends Omit<MaintenanceSettings, "reminders"> {
  title: string;
  body: string;
  starts: string;
  ends: string;
  visibility: string;
  customers: readonly string[];
  components: readonly string[];
  asks: string;
  reminders: string;
  series: SeriesChoices;
}

export const blankPlan: PlanContent = {
  title: "",
  body: "",
  starts: "",
  ends: "",
  visibility: "public",
  customers: [],
  components: [],
  asks: "",
  reminders: formatReminders(defaultReminders),
  startsItself: true,
  completesItself: true,
  setsComponents: true,
  tellsPlan: true,
  tellsStart: true,
  tellsEnd: true,
  series: noSeries,
};

interface Planned extends MaintenanceSettings {
  title: string;
  visibility: string;
  customerIds: readonly string[];
  componentIds: readonly string[];
  scheduledFor: number;
  scheduledUntil: number;
  asksUntil: number | null;
}

/** The planner's fields for what is planned already. */
export function planContent(planned: Planned & { body?: string; series?: SeriesChoices }, timeZone: string): PlanContent {
  const { customerIds, componentIds, scheduledFor, scheduledUntil, asksUntil, reminders, body = "", series = noSeries, ...rest } = planned;
  return {
    ...rest,
    body,
    series,
    customers: customerIds,
    components: componentIds,
    starts: toLocalDateTime(scheduledFor, timeZone),
    ends: toLocalDateTime(scheduledUntil, timeZone),
    asks: asksUntil === null ? "" : toLocalDateTime(asksUntil, timeZone),
    reminders: formatReminders(reminders),
  };
}

/** What the planner's form asks for, still to be judged by the command's schema. Throws, under its field, what cannot be read. */
export function readPlan(form: PlanForm, author: Author) {
  return { ...readAbout(form, author), body: form.body, scheduledFor: readTime("starts", form.starts, author), scheduledUntil: readTime("ends", form.ends, author) };
}

/** The same without its times, which are changed by moving it. */
export function readAbout(form: PlanForm, author: Author) {
  const reminders = readReminders(form.reminders);
  if (reminders === null) throw unreadable("reminders", "Write times before the start, as 7 d, 24 h, 1 h. Nothing for no reminder.");
  const { title, visibility, startsItself, completesItself, setsComponents, tellsPlan, tellsStart, tellsEnd, acceptsOverlap } = form;
  return {
    title,
    visibility,
    startsItself,
    completesItself,
    setsComponents,
    tellsPlan,
    tellsStart,
    tellsEnd,
    acceptsOverlap,
    customerIds: visibility === "selected" ? form.customers : [],
    componentIds: form.components,
    asksUntil: readOptionalTime("asks", form.asks, author),
    reminders,
  };
}

/** The rule of a series; null where the work does not repeat. */
export function readSeries(form: PlanForm, { firstAt, timeZone }: { firstAt: number; timeZone: string }): string | null {
  if (form.repeat === "none") return null;
  const chosen = ruleOf(seriesChoices(form), { firstAt, timeZone });
  if ("refusal" in chosen) throw unreadable(chosen.field, chosen.refusal);
  return chosen.rrule;
}

export function seriesChoices({ repeat, every, days, finishes, until, count, rrule }: PlanForm): SeriesChoices {
  return { repeat, every: every === "" ? "1" : every, days, ends: finishes, until, count, rrule };
}

export function readTime(field: string, text: string, { timeZone }: Author): number {
  const at = parseLocalDateTime(text, timeZone);
  if (at === null) throw unreadable(field, "Write a date and a time, as 2026-11-29 02:00.");
  // A clock that is put forward skips this time; planned work would begin an hour off.
  if (/T/.test(text) && toLocalDateTime(at, timeZone) !== text.slice(0, 16)) throw unreadable(field, `There is no such time: clocks change. The next is ${formatInstant(at, timeZone, "time")}.`);
  return at;
}

export function readOptionalTime(field: string, text: string, author: Author): number | null {
  return text === "" ? null : readTime(field, text, author);
}

function unreadable(field: string, sentence: string): Failure {
  return new Failure("invalid", "This cannot be planned yet. See the marked fields.", { [field]: sentence });
}

const fieldNames: Record<string, string> = { scheduledFor: "starts", scheduledUntil: "ends", customerIds: "customers", componentIds: "components", asksUntil: "asks", proposedFor: "starts", proposedUntil: "ends" };

/** The form's field for a field of a command's input. */
export function fieldOf(name: string): string {
  return fieldNames[name] ?? name;
}

/** A customer's answer as its form was sent, on the clock of whoever answers. */
export function readReply(form: { code: string; sequence: number; answer: string; comment: string; starts: string; ends: string }, author: Author) {
  const { code, sequence, answer, comment, starts, ends } = form;
  const isObjection = answer === "object";
  // The command's schema judges the word; a proposal beside "accept" was typed before the mind was changed.
  return { code, sequence, answer: answer as "accept" | "object", comment, proposedFor: isObjection ? readOptionalTime("starts", starts, author) : null, proposedUntil: isObjection ? readOptionalTime("ends", ends, author) : null };
}
