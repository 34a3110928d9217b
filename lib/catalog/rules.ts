import { localDate, parseLocalDateTime } from "#lib/core/time";

export type Direction = "up" | "down";

/**
 * The new order of everything after one has changed places with the next one that counts; null where there is none in that direction.
 * Those that do not count (archived ones) keep their place.
 */
export function moveOne<T extends { id: string }>(rows: readonly T[], move: { id: string; direction: Direction }, counts: (row: T) => boolean): T[] | null {
  const from = rows.findIndex((row) => row.id === move.id);
  const step = move.direction === "up" ? -1 : 1;
  let to = from + step;
  for (let row = rows[to]; row && !counts(row); row = rows[to]) to += step;
  const [moved, other] = [rows[from], rows[to]];
  if (!moved || !other) return null;
  return rows.map((row, index) => (index === from ? other : index === to ? moved : row));
}

/** The order after one was put behind another; null puts it first, an unknown one last. */
export function placeAfter<T extends { id: string }>(rows: readonly T[], id: string, after: string | null): T[] {
  const moved = rows.find((row) => row.id === id);
  const others = rows.filter((row) => row.id !== id);
  if (!moved) return others;
  const place = after === null ? 0 : others.findIndex((row) => row.id === after) + 1 || others.length;
  return others.toSpliced(place, 0, moved);
}

/** When a component began: its exact instant stays as long as the day in the form is the same. */
export function startOf(startedOn: string, before: number | null): number {
  if (before !== null && localDate(before, "UTC") === startedOn) return before;
  return parseLocalDateTime(startedOn, "UTC") ?? before ?? 0;
}
