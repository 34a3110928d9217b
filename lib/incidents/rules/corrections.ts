import { type ComponentState, componentStates } from "../../catalog/terms.ts";
import { Failure } from "../../core/failure.ts";
import type { ImpactInterval } from "./intervals.ts";

/** A span in which a component was in a state, whatever the timeline says; `operational`: it was not affected. */
export interface Span {
  state: ComponentState;
  from: number;
  until: number;
}

export interface Correction {
  componentId: string;
  spans: readonly Span[];
}

/** One component's interval: open while `until` is null. */
export type Piece = Omit<ImpactInterval, "componentId">;

/**
 * The record: what a timeline tells, with corrections laid over it in the order of their recording. A correction holds for its spans
 * only, which end before it was recorded, so that what is posted later counts as ever.
 */
export function overlay(told: readonly ImpactInterval[], corrections: readonly Correction[]): ImpactInterval[] {
  const corrected = new Set(corrections.map((each) => each.componentId));
  const lines = new Map([...corrected].map((id) => [id, told.filter((each) => each.componentId === id).map(toPiece)]));
  for (const { componentId, spans } of corrections) lines.set(componentId, spans.reduce<Piece[]>(layOver, lines.get(componentId) ?? []));
  const untouched = told.filter((each) => !corrected.has(each.componentId));
  return [...untouched, ...[...lines].flatMap(([componentId, line]) => joined(line).map((piece) => ({ componentId, ...piece })))];
}

/** What must be laid over a line of the record so that it reads as wanted. Nothing that goes on is touched beyond `now`. */
export function differences(before: readonly Piece[], wanted: readonly Piece[], now: number): Span[] {
  const edges = [...new Set([...before, ...wanted].flatMap(({ from, until }) => [from, Math.min(until ?? now, now)]))].toSorted((a, b) => a - b);
  const spans = edges.slice(1).flatMap((until, index): Span[] => {
    const from = edges[index] ?? until;
    const state = stateAt(wanted, from);
    return stateAt(before, from) === state ? [] : [{ state, from, until }];
  });
  return spans.reduce<Span[]>((merged, span) => {
    const last = merged.at(-1);
    return last && last.until === span.from && last.state === span.state ? [...merged.slice(0, -1), { ...last, until: span.until }] : [...merged, span];
  }, []);
}

/** What takes every impact out of the record, up to `now`. */
export function withoutImpact(intervals: readonly ImpactInterval[], now: number): Correction[] {
  const lines = Map.groupBy(intervals, (each) => each.componentId);
  return [...lines].map(([componentId, line]) => ({ componentId, spans: differences(line, [], now) })).filter(({ spans }) => spans.length > 0);
}

/**
 * Refuses a line that cannot have been: spans that end before they begin, in the future, or over each other. What goes on can begin at
 * another time, but its end and its state are news, which an update tells. Fields are named by the line's place in `wanted`.
 */
export function requirePossible(before: readonly Piece[], wanted: readonly Piece[], now: number): void {
  const goesOn = before.find((piece) => piece.until === null);
  const fields: Record<string, string> = {};
  for (const [index, piece] of wanted.entries()) {
    if (piece.from > now) fields[`from:${index}`] = "This has not happened yet: choose a time that has passed.";
    else if (piece.until !== null && piece.until > now) fields[`until:${index}`] = "This has not happened yet: choose a time that has passed.";
    else if (piece.until !== null && piece.until <= piece.from) fields[`until:${index}`] = "It ends before it begins.";
    else if (piece.until === null && goesOn?.state !== piece.state) fields[`until:${index}`] = goesOn ? "What goes on changes its state by an update. Here only its beginning can be corrected." : "Say until when. What still goes on is told by an update.";
    else if (wanted.some((other, place) => place < index && overlaps(other, piece))) fields[`from:${index}`] = "This runs into another line of the same component.";
  }
  if (goesOn && !wanted.some((piece) => piece.until === null)) throw refusal({ "until:0": "It still goes on. Post an update that says it is over, then correct when it was." });
  if (Object.keys(fields).length > 0) throw refusal(fields);
}

/** The states of a stored correction; a word that is none of ours (any more) says nothing. */
export function readSpans(stored: readonly { state: string; from: number; until: number }[]): Span[] {
  return stored.flatMap(({ state, from, until }) => {
    const known = componentStates.find((each) => each === state);
    return known ? [{ state: known, from, until }] : [];
  });
}

function refusal(fields: Record<string, string>): Failure {
  return new Failure("invalid", "This cannot be saved yet. See the marked fields.", fields);
}

function toPiece({ state, from, until }: ImpactInterval): Piece {
  return { state, from, until };
}

function layOver(line: readonly Piece[], { state, from, until }: Span): Piece[] {
  if (until <= from) return [...line];
  const left = line.flatMap((piece): Piece[] => {
    const end = piece.until ?? Number.POSITIVE_INFINITY;
    if (end <= from || piece.from >= until) return [piece];
    return [...(piece.from < from ? [{ ...piece, until: from }] : []), ...(end > until ? [{ ...piece, from: until }] : [])];
  });
  return state === "operational" ? left : [...left, { state, from, until }];
}

// Equal neighbours are one, or laying the same over a line twice would not be the same as once.
function joined(line: readonly Piece[]): Piece[] {
  return line.toSorted((a, b) => a.from - b.from).reduce<Piece[]>((pieces, piece) => {
    const last = pieces.at(-1);
    return last && last.state === piece.state && last.until === piece.from ? [...pieces.slice(0, -1), { ...last, until: piece.until }] : [...pieces, piece];
  }, []);
}

function overlaps(a: Piece, b: Piece): boolean {
  return a.from < (b.until ?? Number.POSITIVE_INFINITY) && b.from < (a.until ?? Number.POSITIVE_INFINITY);
}

function stateAt(line: readonly Piece[], at: number): ComponentState {
  return line.find((piece) => piece.from <= at && at < (piece.until ?? Number.POSITIVE_INFINITY))?.state ?? "operational";
}
