/** What one engine makes of the tables for itself, such as a full-text index: never copied, but made anew from what was. */
export interface Derived {
  /** The table, and the beginning of the names of those it keeps its own things in (`<table>_…`). */
  table: string;
  /** Statements that fill it from the copied tables. */
  rebuild: string[];
}

export const derived: Record<"sqlite" | "postgres", Derived[]> = { sqlite: [], postgres: [] };
