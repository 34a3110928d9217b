import type { IncidentState } from "../../../incidents/terms.ts";
import { readMoment } from "./moments.ts";

export interface Message {
  /** Null where it does not say when. */
  at: number | null;
  body: string;
  /** The word it begins with, where that is a state. */
  state: IncidentState | null;
}

const mark = /\{\{[<%]\s*track\s+"([^"]*)"\s*[>%]\}\}/g;
const leads: readonly [RegExp, IncidentState][] = [
  [/^\W{0,3}(resolved|fixed|completed)\b/i, "resolved"],
  [/^\W{0,3}(monitoring|watching)\b/i, "monitoring"],
  [/^\W{0,3}(identified)\b/i, "identified"],
  [/^\W{0,3}(investigating)\b/i, "investigating"],
];

/** The messages of a post, newest first as cState has them: each ends with the mark that says when it was written. */
export function readMessages(text: string, zone: string): Message[] {
  const messages: Message[] = [];
  let from = 0;
  for (const match of text.matchAll(mark)) {
    messages.push(messageOf(text.slice(from, match.index), readMoment(match[1], zone)));
    from = match.index + match[0].length;
  }
  const rest = text.slice(from).trim();
  if (rest !== "") messages.push(messageOf(rest, null));
  return messages.filter((message) => message.body !== "");
}

function messageOf(text: string, at: number | null): Message {
  const body = text.trim();
  return { at, body, state: leads.find(([pattern]) => pattern.test(body))?.[1] ?? null };
}
