import type { Counting, Side } from "../terms.ts";
import type { Point } from "./points.ts";

export interface Matcher {
  label: string;
  op: "=" | "!=" | "=~" | "!~";
  value: string;
}

export interface Route {
  id: string;
  metric: string;
  matchers: readonly Matcher[];
  side: Side;
  counting: Counting;
  customerLabel: string | null;
  sliKey: string;
}

/** One metric as it arrived, whatever the protocol. */
export interface ArrivedStream {
  metric: string;
  labels: Readonly<Record<string, string>>;
  /** What the protocol says of how it counts; it wins over the route. */
  counting?: Counting;
  points: readonly Point[];
}

/** Every route that a metric takes: one for each side and SLI it counts for. */
export function routesFor(stream: ArrivedStream, routes: readonly Route[]): Route[] {
  return routes.filter((route) => route.metric === stream.metric && route.matchers.every((matcher) => isMatch(matcher, stream.labels)));
}

/** As Prometheus has it: a label that is not there is empty, and a pattern must fit the whole value. */
export function isMatch({ label, op, value }: Matcher, labels: Readonly<Record<string, string>>): boolean {
  const found = labels[label] ?? "";
  switch (op) {
    case "=": return found === value;
    case "!=": return found !== value;
    case "=~": return patternOf(value).test(found);
    case "!~": return !patternOf(value).test(found);
  }
}

/** Reads `{code=~"2..|3..",job="shop"}` (or without braces); null when it cannot be read. */
export function readMatchers(text: string): Matcher[] | null {
  const inner = text.trim().replace(/^\{|\}$/g, "").trim();
  if (inner === "") return [];
  const matchers: Matcher[] = [];
  const one = /\s*([a-zA-Z_][a-zA-Z0-9_.]*)\s*(=~|!~|!=|=)\s*"((?:[^"\\]|\\.)*)"\s*(,|$)/y;
  while (one.lastIndex < inner.length) {
    const [, label, op, value] = one.exec(inner) ?? [];
    if (label === undefined || op === undefined || value === undefined) return null;
    const matcher = { label, op: op as Matcher["op"], value: value.replace(/\\(.)/g, "$1") };
    if (op.includes("~") && !isPattern(matcher.value)) return null;
    matchers.push(matcher);
  }
  return matchers;
}

export function matchersText(matchers: readonly Matcher[]): string {
  return matchers.map(({ label, op, value }) => `${label}${op}"${value.replace(/["\\]/g, "\\$&")}"`).join(", ");
}

const patterns = new Map<string, RegExp>();

function patternOf(source: string): RegExp {
  const known = patterns.get(source);
  if (known) return known;
  if (patterns.size > 1_000) patterns.clear();
  const made = new RegExp(`^(?:${source})$`, "s");
  patterns.set(source, made);
  return made;
}

// A repeated group of something repeated can take for ever on a value that nearly fits.
function isPattern(source: string): boolean {
  if (source.length > 200 || /[+*}]\)[+*{?]/.test(source)) return false;
  try {
    return patternOf(source) instanceof RegExp;
  } catch {
    return false;
  }
}
