import { Failure } from "../../core/failure.ts";
import { formatInstant } from "../../core/time.ts";
import { fillVariables, variablesIn } from "../../core/variables.ts";

/** What may stand in prepared texts. */
export const variables = ["component", "customer", "started", "now", "next_update", "window"] as const;

/** What the places of one post stand for; null where there is nothing to say yet. */
export interface Meant {
  now: number;
  startedAt: number;
  nextUpdateAt: number | null;
  /** Whose clock the common words go by. */
  timeZone: string;
  /** Names that all readers may know. */
  components: readonly string[];
  /** Of those a note is for, by id. */
  customers: Readonly<Record<string, { name: string; timeZone: string; components: readonly string[] }>>;
}

export interface Filled {
  title: string;
  body: string;
  notes: { customerId: string; body: string }[];
  translations?: { language: string; body: string }[];
}

const why: Record<string, string> = {
  component: "{{component}} stands for nothing here: give a state to a component that these readers may know of, or write its name.",
  customer: "{{customer}} cannot stand in words for all: they would tell one customer of another. Use it in a note for that customer.",
  next_update: "{{next_update}} stands for nothing here: promise a next update, or take it out.",
  window: "{{window}} stands for planned work only. Take it out, or write the time.",
};

/** Fills the places of a post. What stays empty stops it: a reader must never see a place that was not filled. */
export function fillPost(post: Filled, meant: Meant): Filled {
  const { components, timeZone } = meant;
  const common = timesOf(meant, timeZone, components);
  const notes = post.notes.map(({ customerId, body }) => {
    const customer = meant.customers[customerId];
    const values = customer ? { ...timesOf(meant, customer.timeZone, customer.components), customer: customer.name } : common;
    return { customerId, body: fill(`note:${customerId}`, body, values) };
  });
  const translations = (post.translations ?? []).map(({ language, body }) => ({ language, body: fill(`translation:${language}`, body, common) }));
  return { title: fill("title", post.title, common), body: fill("body", post.body, common), notes, translations };
}

function timesOf({ now, startedAt, nextUpdateAt }: Meant, zone: string, components: readonly string[]): Record<string, string | null> {
  return {
    component: components.length > 0 ? listOf(components) : null,
    started: formatInstant(startedAt, zone, "timeUtc"),
    now: formatInstant(now, zone, "timeUtc"),
    next_update: nextUpdateAt === null ? null : formatInstant(nextUpdateAt, zone, "timeUtc"),
  };
}

function fill(field: string, text: string, values: Record<string, string | null>): string {
  // What is filled in may look like a place itself: only what was typed is judged.
  const empty = variablesIn(text).find((name) => typeof values[name] !== "string");
  if (empty !== undefined) throw new Failure("invalid", "This cannot be published yet. See the marked fields.", { [field]: why[empty] ?? `There is no {{${empty}}}. Known are ${variables.map((name) => `{{${name}}}`).join(", ")}.` });
  return fillVariables(text, values);
}

/** "A", "A and B", "A, B and C". */
export function listOf(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}
