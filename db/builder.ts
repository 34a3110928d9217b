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

/** One transaction's handle: it works in that transaction only, and counts what is built, as that must be executed. */
export function transactionPart(builder: Builder, rows: Rows, manager: TransactionManager): Tx {
  const usable = () => (manager.assertUsable(tx), builder);
  const changing = () => (manager.assertUsable(tx), manager.built(), builder);
  const tx: Tx = {
    // Overloads cannot be written as arrows: the bound originals come out of a call that has made the check.
    get select() {
      return usable().select.bind(builder);
    },
    get selectDistinct() {
      return usable().selectDistinct.bind(builder);
    },
    with: (...queries) => usable().with(...queries),
    $with: builder.$with,
    $count: (...source) => usable().$count(...source),
    rows: async (query) => (manager.assertUsable(tx), rows(query)),
    insert: (table) => changing().insert(table),
    update: (table) => changing().update(table),
    delete: (table) => changing().delete(table),
    afterCommit: (effect) => manager.afterCommit(effect),
  };
  return tx;
}

/** An object that is whatever `target` says at each call, so that a handle taken before a transaction takes part in it. */
export function following<T extends object>(target: () => T): T {
  // The empty object is never looked at: every property comes from the target.
  return new Proxy({} as T, { get: (_, key) => Reflect.get(target(), key) });
}
