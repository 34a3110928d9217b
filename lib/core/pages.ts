/** Where a page of a list ends: its last row's instant and id. */
export interface Cursor {
  at: number;
  id: string;
}

/** A cursor as it stands in an address. */
export function encodeCursor({ at, id }: Cursor): string {
  return `${at.toString(36)}.${id}`;
}

/** Null for anything that `encodeCursor` did not write: the list then begins at its start. */
export function decodeCursor(text: string | null | undefined): Cursor | null {
  const match = /^(-?[0-9a-z]{1,10})\.([A-Za-z0-9_-]{1,64})$/.exec(text ?? "");
  if (!match?.[1] || !match[2]) return null;
  const at = Number.parseInt(match[1], 36);
  return Number.isSafeInteger(at) ? { at, id: match[2] } : null;
}

export interface Page<T> {
  rows: T[];
  next: string | null;
}

/** Cuts a list that was read with one row more than the page holds, and says where the next page begins. */
export function toPage<T>(rows: T[], size: number, cursorOf: (row: T) => Cursor): Page<T> {
  const last = rows[size - 1];
  if (rows.length <= size || !last) return { rows, next: null };
  return { rows: rows.slice(0, size), next: encodeCursor(cursorOf(last)) };
}
