import type { Builder, ReadDb, Tx } from "./handle.ts";
import type { TransactionManager } from "./transaction.ts";

type Rows = ReadDb["rows"];

/** The part of Drizzle's database that reads. */
export function readPart(builder: Builder, rows: Rows): ReadDb {
  return {
    select: builder.select.bind(builder),
    selectDistinct: builder.selectDistinct.bind(builder),
    with: (...queries) => {
      const { select, selectDistinct } = builder.with(...queries);
      return { select, selectDistinct };
    },
    $with: builder.$with,
    $count: builder.$count.bind(builder),
    rows,
  };
}

export function transactionPart(builder: Builder, rows: Rows, manager: TransactionManager): Tx {
  return {
    ...readPart(builder, rows),
    with: builder.with.bind(builder),
    insert: (table) => (manager.built(), builder.insert(table)),
    update: (table) => (manager.built(), builder.update(table)),
    delete: (table) => (manager.built(), builder.delete(table)),
    afterCommit: (effect) => manager.afterCommit(effect),
  };
}

/** An object that is whatever `target` says at each call, so that a handle taken before a transaction takes part in it. */
export function following<T extends object>(target: () => T): T {
  // The empty object is never looked at: every property comes from the target.
  return new Proxy({} as T, { get: (_, key) => Reflect.get(target(), key) });
}
