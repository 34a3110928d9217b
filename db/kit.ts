// One column vocabulary for both engines: tables are written once, in these words only (docs/decisions/0002-two-engines.md).
import * as p from "drizzle-orm/pg-core";
import * as s from "drizzle-orm/sqlite-core";
import { isPostgres } from "#lib/platform/env";

const bytea = p.customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });

const pgKit = {
  table: p.pgTable,
  text: (name: string) => p.text(name),
  oneOf: <const T extends readonly [string, ...string[]]>(name: string, values: T) =>
    p.text(name, { enum: values as unknown as [T[number], ...T[number][]] }),
  /** A 53-bit integer on both engines. */
  int: (name: string) => p.bigint(name, { mode: "number" }),
  real: (name: string) => p.doublePrecision(name),
  bool: (name: string) => p.boolean(name),
  /** Epoch milliseconds, never a date type, so that arithmetic is the same on both engines. */
  instant: (name: string) => p.bigint(name, { mode: "number" }),
  json: <T>(name: string) => p.jsonb(name).$type<T>(),
  bytes: (name: string) => bytea(name),
  index: p.index,
  uniqueIndex: p.uniqueIndex,
  primaryKey: p.primaryKey,
  check: p.check,
  foreignKey: p.foreignKey,
};

const sqliteKit = {
  table: s.sqliteTable,
  text: (name: string) => s.text(name),
  oneOf: (name: string, values: [string, ...string[]]) => s.text(name, { enum: values }),
  int: (name: string) => s.integer(name),
  real: (name: string) => s.real(name),
  bool: (name: string) => s.integer(name, { mode: "boolean" }),
  instant: (name: string) => s.integer(name),
  json: (name: string) => s.text(name, { mode: "json" }),
  bytes: (name: string) => s.blob(name, { mode: "buffer" }),
  index: s.index,
  uniqueIndex: s.uniqueIndex,
  primaryKey: s.primaryKey,
  check: s.check,
  foreignKey: s.foreignKey,
};

// PostgreSQL's builder has no .get/.all/.run, so code typed as if it were PostgreSQL cannot use what only SQLite has.
function asPostgres(kit: unknown): typeof pgKit {
  return kit as typeof pgKit;
}

export const kit = isPostgres ? pgKit : asPostgres(sqliteKit);
