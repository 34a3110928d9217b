import { componentStates } from "../../catalog/terms.ts";
import { Failure } from "../../core/failure.ts";
import { parseLocalDateTime, toLocalDateTime } from "../../core/time.ts";
import type { ImpactLine } from "../input.ts";
import type { Piece } from "./corrections.ts";

/** Whose clock the typed times are of. */
interface Clock {
  timeZone: string;
  /** Instants that the form was filled with: a field shows minutes only, and untouched it is that very instant. */
  known: readonly number[];
}

/** What a `datetime-local` field says, under its name where it cannot be read. */
export function readTyped(field: string, text: string, { timeZone, known }: Clock): number {
  const at = known.find((each) => toLocalDateTime(each, timeZone) === text) ?? parseLocalDateTime(text, timeZone);
  if (at === null || at < 0) throw new Failure("invalid", "A time cannot be read. See the marked field.", { [field]: "Write a date and a time, as 2026-11-23 14:30." });
  return at;
}

/** Lines of a correction; those left empty are no lines. Answers also at which place of the form each stands. */
export function readImpactLines(lines: readonly ImpactLine[], clock: Clock) {
  const typed = lines.map((each, place) => ({ ...each, place })).filter((each) => each.state !== "" && each.state !== "operational" && (each.from !== "" || each.until !== ""));
  return typed.map(({ state, from, until, place }) => ({ place, state, from: readTyped(`from:${place}`, from, clock), until: until === "" ? null : readTyped(`until:${place}`, until, clock) }));
}

interface TypedPost {
  state: string;
  occurredAt: string;
  body: string;
  components: Record<string, string>;
}

/** Posts of a past incident; those without a time and without words are no posts. */
export function readPastPosts(posts: readonly TypedPost[], timeZone: string) {
  const written = posts.map((each, place) => ({ ...each, place })).filter((each) => each.occurredAt !== "" || each.body.trim() !== "");
  return written.map(({ state, occurredAt, body, components, place }) => ({ place, state, body, occurredAt: readTyped(`occurredAt:${place}`, occurredAt, { timeZone, known: [] }), components: namedStates(components) }));
}

export function namedStates(components: Record<string, string>): { componentId: string; state: string }[] {
  return Object.entries(components).map(([componentId, state]) => ({ componentId, state }));
}

/** Runs a command whose lines are not those of the form, and names its refusals by the form's: `from:0` of the command is `from:2` there. */
export async function withPlaces<T>(places: readonly number[], run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw renamed(error, places);
  }
}

/** Every instant at which something in these lines begins or ends. */
export function edgesOf(lines: readonly { from: number; until: number | null }[]): number[] {
  return lines.flatMap(({ from, until }) => (until === null ? [from] : [from, until]));
}

/** Lines of a form judged by a rule: what it refuses is named by the form's places. Answers them as the rule knows them. */
export function placed(typed: ReturnType<typeof readImpactLines>, judge: (lines: Piece[]) => void): Piece[] {
  const lines = typed.flatMap(({ state, from, until }): Piece[] => {
    const known = componentStates.find((each) => each === state);
    return known ? [{ state: known, from, until }] : [];
  });
  try {
    judge(lines);
    return lines;
  } catch (error) {
    throw renamed(error, typed.map((each) => each.place));
  }
}

function renamed(error: unknown, places: readonly number[]): unknown {
  if (!(error instanceof Failure) || !error.fields) return error;
  const fields = Object.entries(error.fields).map(([name, message]): [string, string] => [name.replace(/^([a-zA-Z]+):(\d+)$/, (_, field: string, line: string) => `${field}:${places[Number(line)] ?? line}`), message]);
  return new Failure(error.code, error.sentence, Object.fromEntries(fields));
}
