/** Half-open: `from` belongs to it, `until` does not. Epoch milliseconds. */
export interface Interval {
  from: number;
  until: number;
}

/** The same instants as sorted, disjoint, non-touching intervals. Empty and reversed ones vanish. */
export function union(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.filter((one) => one.until > one.from).toSorted((a, b) => a.from - b.from);
  const merged: Interval[] = [];
  for (const { from, until } of sorted) {
    const last = merged.at(-1);
    if (last && from <= last.until) last.until = Math.max(last.until, until);
    else merged.push({ from, until });
  }
  return merged;
}

/** The instants that both lists cover. */
export function intersect(left: readonly Interval[], right: readonly Interval[]): Interval[] {
  const [a, b] = [union(left), union(right)];
  const common: Interval[] = [];
  for (let i = 0, j = 0; ;) {
    const [one, other] = [a[i], b[j]];
    if (!one || !other) return common;
    const from = Math.max(one.from, other.from);
    const until = Math.min(one.until, other.until);
    if (from < until) common.push({ from, until });
    if (one.until < other.until) i += 1;
    else j += 1;
  }
}

/** The instants of `from` that `taken` does not cover. */
export function subtract(from: readonly Interval[], taken: readonly Interval[]): Interval[] {
  const holes = union(taken);
  const left: Interval[] = [];
  for (const whole of union(from)) {
    let start = whole.from;
    for (const hole of holes) {
      if (hole.until <= start || hole.from >= whole.until) continue;
      if (hole.from > start) left.push({ from: start, until: hole.from });
      start = hole.until;
    }
    if (start < whole.until) left.push({ from: start, until: whole.until });
  }
  return left;
}

/** Each interval cut to the window, keeping its other fields; those outside vanish. */
export function clip<T extends Interval>(intervals: readonly T[], window: Interval): T[] {
  return intervals
    .map((one) => ({ ...one, from: Math.max(one.from, window.from), until: Math.min(one.until, window.until) }))
    .filter((one) => one.from < one.until);
}

/** Milliseconds covered, overlaps counted once. */
export function total(intervals: readonly Interval[]): number {
  return union(intervals).reduce((sum, one) => sum + one.until - one.from, 0);
}

export interface StateInterval<S> extends Interval {
  state: S;
}

/** Lays overlapping states over each other: sorted, disjoint pieces, each with the worst state there; equal neighbours are joined. */
export function sweepWorst<S>(intervals: readonly StateInterval<S>[], severity: (state: S) => number): StateInterval<S>[] {
  const edges = intervals
    .filter((one) => one.until > one.from)
    .flatMap((one) => [{ at: one.from, state: one.state, step: 1 }, { at: one.until, state: one.state, step: -1 }])
    .toSorted((a, b) => a.at - b.at);
  const active = new Map<S, number>();
  const pieces: StateInterval<S>[] = [];
  edges.forEach((edge, index) => {
    active.set(edge.state, (active.get(edge.state) ?? 0) + edge.step);
    const next = edges[index + 1];
    if (next && next.at > edge.at) append(pieces, worstOf(active, severity), { from: edge.at, until: next.at });
  });
  return pieces;
}

function worstOf<S>(active: Map<S, number>, severity: (state: S) => number): { state: S } | null {
  let worst: { state: S } | null = null;
  for (const [state, count] of active) if (count > 0 && (!worst || severity(state) > severity(worst.state))) worst = { state };
  return worst;
}

function append<S>(pieces: StateInterval<S>[], worst: { state: S } | null, span: Interval) {
  if (!worst) return;
  const last = pieces.at(-1);
  if (last && last.until === span.from && last.state === worst.state) last.until = span.until;
  else pieces.push({ ...span, state: worst.state });
}
