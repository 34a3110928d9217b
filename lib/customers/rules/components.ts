export interface UsedComponent {
  componentId: string;
  ownName: string | null;
  /** What was typed as its place; null where nothing was. */
  place: number | null;
}

/** Places counted from 0 without gaps: those that were given one by their numbers, all others without. */
export function settlePlaces<T extends UsedComponent>(used: readonly T[]): (Omit<T, "place"> & { position: number | null })[] {
  const placed = used.filter((each) => each.place !== null).toSorted((left, right) => (left.place ?? 0) - (right.place ?? 0));
  return used.map(({ place, ...each }) => ({ ...each, position: place === null ? null : placed.findIndex((other) => other.componentId === each.componentId) }));
}
