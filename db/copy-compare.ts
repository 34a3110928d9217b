import { createHash } from "node:crypto";
import { Failure } from "#lib/core/failure";
import type { Side } from "./copy-side.ts";
import type { CopyTable } from "./copy-tables.ts";
import { canonicalText, nameRow, type Row } from "./copy-values.ts";

/** Compares a table row by row; throws with the name of the first row that differs. */
export async function compareTable(table: CopyTable, source: Side, target: Side): Promise<{ rows: number; hash: string }> {
  const [wanted, found] = [new Reading(source, table), new Reading(target, table)];
  try {
    for (let rows = 0; ; rows++) {
      const [left, right] = await Promise.all([wanted.next(), found.next()]);
      if (left === null && right === null) return { rows, hash: sameHash(table, wanted, found) };
      if (left?.text === right?.text) continue;
      throw new Failure("internal", `The copy differs from its source at ${nameRow(table, left?.row ?? right?.row ?? [])}, so it was undone: the target is empty, the source as it was. Please report this sentence.`);
    }
  } finally {
    await Promise.all([wanted.end(), found.end()]);
  }
}

function sameHash(table: CopyTable, wanted: Reading, found: Reading): string {
  const hash = wanted.digest();
  if (hash !== found.digest()) throw new Error(`The rows of ${table.name} are equal and their hashes are not.`);
  return hash;
}

/** A table's rows one by one, and the hash of all so far. */
class Reading {
  readonly #rows: AsyncGenerator<Row>;
  readonly #hash = createHash("sha256");

  constructor(side: Side, table: CopyTable) {
    this.#rows = oneByOne(side.read(table));
  }

  async next(): Promise<{ row: Row; text: string } | null> {
    const step = await this.#rows.next();
    if (step.done) return null;
    const text = canonicalText(step.value);
    this.#hash.update(`${text}\n`);
    return { row: step.value, text };
  }

  digest(): string {
    return this.#hash.digest("hex");
  }

  // A cursor left open would keep its connection busy.
  async end(): Promise<void> {
    await this.#rows.return(undefined);
  }
}

async function* oneByOne(batches: AsyncIterable<Row[]>): AsyncGenerator<Row> {
  for await (const batch of batches) yield* batch;
}
