/** What one engine makes of the tables for itself, such as a full-text index: never copied, but made anew from what was. */
export interface Derived {
  /** The table, and the beginning of the names of those it keeps its own things in (`<table>_…`). */
  table: string;
  /** Statements that fill it from the copied tables. */
  rebuild: string[];
}

export const derived: Record<"sqlite" | "postgres", Derived[]> = {
  sqlite: [{ table: "incident_words", rebuild: ["delete from incident_words", "insert into incident_words (rowid, words) select position, words from incident_texts"] }],
  postgres: [],
};
