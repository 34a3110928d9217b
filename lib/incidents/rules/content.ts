import { Failure } from "#lib/core/failure";
import { addDays, DAY, MINUTE, parseLocalDateTime, toLocalDateTime } from "#lib/core/time";
import type { DraftContent } from "../input.ts";

/** Whose clock the typed times are of. */
export interface Author {
  timeZone: string;
  now: number;
}

/** The composer of a new incident, before anything is typed. */
export const blankContent: DraftContent = { title: "", state: "investigating", visibility: "public", customers: [], body: "", notes: {}, components: {}, promise: "30", promiseAt: "", occurredAt: "", scheduledFor: "", postmortemAt: "" };

/** The composer of a next update: as the incident is now, with nothing said yet. */
export function nextContent(incident: { title: string; state: string; visibility: string; customerIds: readonly string[] }): DraftContent {
  const { title, state, visibility, customerIds } = incident;
  return { ...blankContent, title, state, visibility, customers: [...customerIds], promise: state === "resolved" ? "" : "30" };
}

/** What a draft's content asks for, still to be judged by the input's schema. Throws where a time cannot be read. */
export function readContent(content: DraftContent, author: Author) {
  return {
    title: content.title,
    visibility: content.visibility,
    customerIds: content.visibility === "selected" ? content.customers : [],
    state: content.state,
    body: content.body,
    notes: Object.entries(content.notes).filter(([, body]) => body.trim() !== "").map(([customerId, body]) => ({ customerId, body })),
    translations: Object.entries(content.translations ?? {}).filter(([, body]) => body.trim() !== "").map(([language, body]) => ({ language, body })),
    components: Object.entries(content.components).map(([componentId, state]) => ({ componentId, state })),
    promiseDueAt: readPromise(content, author),
    // Who chooses an open state in the composer of a resolved incident sees that it is resolved: that is asking for it.
    isReopening: true,
    occurredAt: content.occurredAt === "" ? null : readTime("occurredAt", content.occurredAt, author),
    // The field stands in the form whatever the state: only a resolution promises a post-mortem.
    postmortemDueAt: content.state !== "resolved" || !content.postmortemAt ? null : readTime("postmortemAt", content.postmortemAt, author),
  };
}

/** A promise is so many minutes from publishing, or a time of the author's clock: a bare one is the next such time. */
function readPromise({ promise, promiseAt }: DraftContent, author: Author): number | null {
  if (/^\d{1,4}$/.test(promise)) return Number(promise) === 0 ? null : author.now + Number(promise) * MINUTE;
  if (promise !== "at") return null;
  if (!/^\d\d:\d\d$/.test(promiseAt)) return readTime("promiseAt", promiseAt, author);
  const today = readTime("promiseAt", `${toLocalDateTime(author.now, author.timeZone).slice(0, 10)}T${promiseAt}`, author);
  return today > author.now ? today : addDays(today, 1, author.timeZone);
}

function readTime(field: string, text: string, { timeZone }: Author): number {
  const at = parseLocalDateTime(text, timeZone);
  if (at === null) throw new Failure("invalid", "A time cannot be read. See the marked field.", { [field]: "Write a date and a time, as 2026-11-23 14:30." });
  return at;
}

const longestWaitMs = 366 * DAY;

/** When its author wants it published; null: at once. */
export function readSchedule(content: DraftContent, author: Author): number | null {
  if (!content.scheduledFor) return null;
  const at = readTime("scheduledFor", content.scheduledFor, author);
  const refuse = (sentence: string) => new Failure("invalid", "This cannot be published yet. See the marked fields.", { scheduledFor: sentence });
  if (at <= author.now) throw refuse("This time has passed. Choose one to come, or leave it empty to publish at once.");
  if (at > author.now + longestWaitMs) throw refuse("Choose a time within a year.");
  if (content.occurredAt !== "") throw refuse("What is published later cannot say that it happened earlier. Leave one of the two times empty.");
  return at;
}

const fieldNames: Record<string, string> = { promiseDueAt: "promiseAt", postmortemDueAt: "postmortemAt", customerIds: "customers" };

/** The composer's field for a path of the input: notes.0.body → note:cus_1. */
export function fieldOf(path: readonly PropertyKey[], input: { notes?: { customerId: string }[]; translations?: { language: string }[]; components?: { componentId: string }[] }): string {
  const [first, index] = path;
  if (first === "notes" && typeof index === "number") return `note:${input.notes?.[index]?.customerId ?? ""}`;
  if (first === "translations" && typeof index === "number") return `translation:${input.translations?.[index]?.language ?? ""}`;
  if (first === "components" && typeof index === "number") return `component:${input.components?.[index]?.componentId ?? ""}`;
  return fieldNames[String(first)] ?? String(first);
}
