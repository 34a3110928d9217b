import { type AnyColumn, type SQL, type SQLWrapper, sql } from "drizzle-orm";

/**
 * What stands behind a place in a list that is ordered by two columns, both descending. Compared as one: with `or` between two
 * conditions neither engine begins to read at the place, and a page costs as much as all pages before it.
 */
export function isBehind(columns: readonly [AnyColumn, AnyColumn], place: { at: number | string; id: string } | null): SQL | undefined {
  return place ? sql`(${columns[0]}, ${columns[1]}) < (${place.at}, ${place.id})` : undefined;
}

/** The same for a list in ascending order. */
export function isAhead(columns: readonly [AnyColumn | SQL, AnyColumn], place: { at: number | string; id: string } | null): SQL | undefined {
  return place ? sql`(${columns[0]}, ${columns[1]}) > (${place.at}, ${place.id})` : undefined;
}

/** Branches a statement holds well below SQLite's limit of 500. */
const branchesAtMost = 200;

/**
 * Lists that are each read from an index in order and cut at their limit, put together: what is sorted afterwards is a few
 * pages, not everything that matches. Each query must select exactly `id`;
 * an id may come more than once.
 */
export function together(queries: readonly SQLWrapper[]): SQL {
  const branches = queries.map((query, index) => sql`select id from ${query} as ${sql.raw(`branch_${index}`)}`);
  return sql.join(branches, sql` union all `);
}

/** The keys of the branches: more keys than branches share them. */
export function spread<T>(keys: readonly T[]): T[][] {
  const size = Math.max(1, Math.ceil(keys.length / branchesAtMost));
  return Array.from({ length: Math.ceil(keys.length / size) }, (_, index) => keys.slice(index * size, (index + 1) * size));
}
