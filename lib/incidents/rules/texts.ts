import { noteMark, readerMark, wordsOf } from "./words.ts";

export interface Spoken {
  /** Null for the common words, else the customer a note is for. */
  customerId: string | null;
  body: string;
}

export interface SearchText {
  incidentId: string;
  startedAt: number;
  /** Tells the texts of one incident apart. */
  kind: string;
  customerId: string | null;
  words: string;
}

interface Told {
  id: string;
  code: string;
  title: string;
  startedAt: number;
  keys: readonly string[];
  said: readonly Spoken[];
}

/**
 * An incident as each kind of reader sees it: the common words for all; the common words with its notes for a customer that
 * has any; everything for staff. So words of different updates are found together, and nobody finds by words not theirs.
 */
export function textsOf({ id, code, title, startedAt, keys, said }: Told): SearchText[] {
  const common = [title, code, ...bodies(said, null)];
  const noted = [...new Set(said.flatMap(({ customerId }) => customerId ?? []))];
  const text = (kind: string, marks: string[], spoken: string[], customerId: string | null = null): SearchText => ({ incidentId: id, startedAt, kind, customerId, words: [...marks, ...wordsOf(spoken.join(" "))].join(" ") });
  if (noted.length === 0) return [text("all", keys.map(readerMark), common)];
  return [
    text("common", keys.filter((key) => key !== "staff").map(readerMark), common),
    text("staff", [readerMark("staff")], [...common, ...said.flatMap(({ customerId, body }) => (customerId === null ? [] : [body]))]),
    ...noted.map((customerId) => text(customerId, [noteMark(customerId)], [...common, ...bodies(said, customerId)], customerId)),
  ];
}

function bodies(said: readonly Spoken[], customerId: string | null): string[] {
  return said.filter((each) => each.customerId === customerId).map((each) => each.body);
}

const placesAMillisecond = 1_024;
const tries = 12;

/** Where a text may stand, first choice first: by its incident's start, and within that millisecond anywhere. */
export function placesFor({ incidentId, startedAt, kind }: SearchText): number[] {
  const base = startedAt * placesAMillisecond;
  return Array.from({ length: tries }, (_, attempt) => base + (hash(`${incidentId} ${kind} ${attempt}`) % placesAMillisecond));
}

// FNV-1a: spreads, and is the same for ever.
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return value;
}
