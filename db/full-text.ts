// Full text over `incident_texts`, whose words come folded and parted by blanks: FTS5 on SQLite, a tsvector with GIN on PostgreSQL.
import { type SQL, sql } from "drizzle-orm";
import { isPostgres } from "#lib/platform/env";
import type { Tx } from "./handle.ts";

interface Text {
  position: number;
  words: string;
}

/** Keeps FTS5 in step with rows of `incident_texts` that were added. PostgreSQL's index is one of the table's own. */
export async function addWords(tx: Tx, texts: readonly Text[]): Promise<void> {
  if (isPostgres || texts.length === 0) return;
  const rows = texts.map(({ position, words }) => sql`(${position}, ${words})`);
  await tx.rows(sql`insert into incident_words (rowid, words) values ${sql.join(rows, sql`, `)}`);
}

/** The same for rows that were taken away. */
export async function removeWords(tx: Tx, positions: readonly number[]): Promise<void> {
  if (isPostgres || positions.length === 0) return;
  await tx.rows(sql`delete from incident_words where rowid in (${sql.join(positions.map((each) => sql`${each}`), sql`, `)})`);
}

/** Fills FTS5 from `incident_texts`, for rows that came by another way than `addWords`: copied from another database. */
export async function rebuildWords(tx: Tx): Promise<void> {
  if (isPostgres) return;
  await tx.rows(sql`delete from incident_words`);
  await tx.rows(sql`insert into incident_words (rowid, words) select position, words from incident_texts`);
}

/**
 * A query giving the texts (position, incident_id, customer_id) that carry one of the marks and all the words, the last of which may be the beginning
 * of one. Words are letters and digits only, and marks our own, so nothing in them is an operator.
 */
export function matchingTexts({ marks, words, before }: { marks: readonly string[]; words: readonly string[]; before: number }): SQL {
  return isPostgres
    ? sql`(select position, incident_id, customer_id from incident_texts where document @@ ${tsquery(marks, words)}::tsquery and position < ${before})`
    : sql`(select incident_words.rowid as position, incident_texts.incident_id, incident_texts.customer_id from incident_words join incident_texts on incident_texts.position = incident_words.rowid where incident_words match ${ftsQuery(marks, words)} and incident_words.rowid < ${before})`;
}

function tsquery(marks: readonly string[], words: readonly string[]): string {
  const quoted = words.map((word, index) => (index === words.length - 1 ? `'${word}':*` : `'${word}'`));
  return [`(${marks.map((mark) => `'${mark}'`).join(" | ")})`, ...quoted].join(" & ");
}

function ftsQuery(marks: readonly string[], words: readonly string[]): string {
  const quoted = words.map((word, index) => (index === words.length - 1 ? `"${word}"*` : `"${word}"`));
  return [`(${marks.map((mark) => `"${mark}"`).join(" OR ")})`, ...quoted].join(" AND ");
}
