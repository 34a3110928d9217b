import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { withTimeout } from "./postgres-limits.ts";
import { isConnectionLost, OutcomeUnknown } from "./errors.ts";

const askMs = 5_000;

type Commit = { client: pg.PoolClient; pool: pg.Pool; id: string; holdMs: number };
type Outcome = "committed" | "aborted" | "unknown";

/**
 * Commits. A connection lost on the way leaves open whether the server kept the transaction, so it is asked on another one, by the
 * transaction's id. Answers the error of the lost connection when all is kept, throws it when nothing is (then the transaction may
 * be run again), and throws OutcomeUnknown when the server cannot be asked in time.
 */
export async function commitForCertain({ client, pool, id, holdMs }: Commit): Promise<Error | undefined> {
  try {
    await client.query(withTimeout({ text: "commit" }, holdMs));
    return undefined;
  } catch (error) {
    if (!(error instanceof Error && isConnectionLost(error))) throw error;
    const outcome = await findOutcome(pool, { id, patienceMs: holdMs * 3 });
    if (outcome === "unknown") throw new OutcomeUnknown();
    if (outcome === "aborted") throw error;
    return error;
  }
}

// A server that has not noticed the loss ends the transaction by its own limit, which is twice the hold limit.
async function findOutcome(pool: pg.Pool, { id, patienceMs }: { id: string; patienceMs: number }): Promise<Outcome> {
  const until = performance.now() + patienceMs;
  while (performance.now() < until) {
    const status = await ask(pool, id).catch((error: unknown) => (isConnectionLost(error) ? "unreachable" : null));
    if (status === "committed" || status === "aborted") return status;
    if (status === null) return "unknown";
    await sleep(100);
  }
  return "unknown";
}

/** Null for a transaction that the server has forgotten, or never knew: then it is another server. */
async function ask(pool: pg.Pool, id: string): Promise<string | null> {
  const { rows } = await pool.query<{ status: string | null }>(withTimeout({ text: "select txid_status($1::bigint) as status", values: [id] }, askMs));
  return rows[0]?.status ?? null;
}
