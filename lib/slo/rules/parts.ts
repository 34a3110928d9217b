import type { Interval } from "#lib/core/intervals";
import type { Definition } from "../input.ts";
import { anyBad, pooled, type SliceVerdict, weighted } from "./composite.ts";
import type { Counts } from "./counts.ts";
import { countEvents, type Figure, figureOf, measure } from "./measure.ts";
import type { Policy } from "./policy.ts";
import { countsOfTally, judgeSlices, type Piece, type Slice } from "./slices.ts";

/** What was counted of one SLI of an objective. */
export interface CountedPart {
  weight: number;
  counts: Counts;
  slices: readonly Slice[];
  pieces: readonly Piece[];
}

interface Seen {
  at: number;
  since: number;
  window: Interval | undefined;
  /** What has elapsed of the window. */
  span: Interval;
}

/** The figure of an objective from what was counted of its parts, with its counts as they would be without any exclusion. */
export function figureOfParts({ policy, way }: Pick<Definition, "policy" | "way">, parts: readonly CountedPart[], { span, ...asked }: Seen): Figure & { before: Counts } {
  const seen = { ...asked, isShare: way === "weighted" };
  const [only] = parts;
  if (way === null && only) return { ...measure(policy, { ...seen, ...only }), before: measure(policy, { ...seen, ...only, pieces: [] }).counts };
  const bare = parts.map((part) => ({ ...part, pieces: [] }));
  return { ...figureOf(policy, { ...seen, counts: compose({ policy, way }, parts, span), tally: null }), before: compose({ policy, way }, bare, span) };
}

/** What one part comes to by the objective's policy. */
export function countsOfPart(policy: Policy, part: CountedPart, span: Interval): Counts {
  return policy.method === "occurrences" ? countEvents(part) : countsOfTally(policy, judgeSlices(policy, { ...part, span }).tally);
}

/** One figure of several parts, each measured by the same policy. */
function compose({ policy, way }: Pick<Definition, "policy" | "way">, parts: readonly CountedPart[], span: Interval): Counts {
  if (way === "any_bad") return anyBad(parts.map((part) => verdictsOf(policy, part, span)));
  const counts = parts.map((part) => ({ ...countsOfPart(policy, part, span), weight: part.weight }));
  return way === "weighted" ? weighted(counts) : pooled(counts);
}

function verdictsOf(policy: Policy, part: CountedPart, span: Interval): SliceVerdict[] {
  return judgeSlices(policy, { ...part, span }).verdicts;
}
