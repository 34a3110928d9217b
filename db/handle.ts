import type { SQL } from "drizzle-orm";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";

/** Drizzle's PostgreSQL database, whichever engine answers: its builders lack what only SQLite has. */
export type Builder = PgDatabase<PgQueryResultHKT, Record<string, never>>;

type Select = "select" | "selectDistinct";

export type ReadDb = Pick<Builder, Select | "$with" | "$count"> & {
  with(...queries: Parameters<Builder["with"]>): Pick<ReturnType<Builder["with"]>, Select>;
  /** Raw SQL, for what the builder cannot say; `json` columns arrive parsed from PostgreSQL and as text from SQLite. */
  rows<T = Record<string, unknown>>(query: SQL): Promise<T[]>;
};

export type Tx = Omit<ReadDb, "with"> & Pick<Builder, "insert" | "update" | "delete" | "with"> & { afterCommit: Db["afterCommit"] };

export type WriteOptions = {
  /** READ COMMITTED and row locks instead of SERIALIZABLE: for claims and counters, whose rows are locked with `db.lock`. */
  lock?: boolean;
  /** How long the transaction may stay open. */
  holdMs?: number;
};

export interface Db {
  readonly dialect: "sqlite" | "postgres";
  /** Inside `write` this is the transaction itself, so a function that only reads need not know where it is called. */
  readonly read: ReadDb;
  /** A number that is another one after each commit of whatever connection; null where only asking the database would tell. */
  dataVersion(): number | null;
  /** The only way to change anything. `fn` may run again after a serialization failure: no side effect but the database. */
  write<T>(fn: (tx: Tx) => Promise<T>, options?: WriteOptions): Promise<T>;
  /** Locks the selected rows until commit (only inside `write(…, { lock: true })`). SQLite has nothing to lock: it has one writer. */
  lock<Q extends object>(query: Q, options?: { skipLocked?: boolean }): Q;
  /** Runs once the outermost transaction is committed, never when it is rolled back; at once when there is none. */
  afterCommit(effect: () => void): void;
  close(): Promise<void>;
}
