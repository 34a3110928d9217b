import { eq, sql, type SQL } from "drizzle-orm";
import { nowMs } from "#db/dialect";
import type { Db, ReadDb } from "#db/open";
import { mailPaces } from "#db/schema/delivery";

export interface Turn {
  /** The moment that is ours alone, by the database's clock. */
  instant: number;
  /** Until then. */
  waitMs: number;
  /** The provider asked for quiet for so long; 0 if it did not. */
  quietMs: number;
  /** The moment, by `performance.now()`, from which the times count. */
  at: number;
}

// The first request after a rest has a connection to make and arrives late, so that the next ones would come too soon after it.
const firstMs = sql.raw("200");

/** Takes the next moment at which the provider may be asked, `everyMs` after the one before, whichever worker has that. */
// no requirePermission: the worker's own work
// no record: nothing changes for anybody
export async function takeTurn(db: Db, { provider, everyMs }: { provider: string; everyMs: number }): Promise<Turn> {
  const every = sql.raw(String(everyMs));
  const turnAt = laterOf(sql`${mailPaces.freeAt}`, nowMs);
  const afterRest = sql`case when ${mailPaces.freeAt} < ${nowMs} - 1000 then ${firstMs} else 0 end`;
  return db.write(
    async (tx) => {
      const [row] = await tx
        .insert(mailPaces)
        .values({ provider, turnAt: nowMs, freeAt: sql`${nowMs} + ${every} + ${firstMs}` })
        .onConflictDoUpdate({ target: mailPaces.provider, set: { turnAt, freeAt: sql`${turnAt} + ${every} + ${afterRest}` } })
        .returning({ turnAt: mailPaces.turnAt, quietUntil: mailPaces.quietUntil, now: sql`${nowMs}`.mapWith(Number) });
      if (!row) throw new Error("The pace's row was not returned.");
      const { now } = row;
      return { instant: row.turnAt, waitMs: row.turnAt - now, quietMs: Math.max(0, row.quietUntil - now), at: performance.now() };
    },
    { lock: true },
  );
}

/** Keeps every worker from asking the provider for so long. */
// no requirePermission: the worker's own work
// no record: the attempts say why
export async function keepQuiet(db: Db, { provider, forMs }: { provider: string; forMs: number }): Promise<void> {
  const until = sql`${nowMs} + ${sql.raw(String(Math.ceil(forMs)))}`;
  await db.write(
    (tx) =>
      tx
        .insert(mailPaces)
        .values({ provider, turnAt: nowMs, freeAt: nowMs, quietUntil: until })
        .onConflictDoUpdate({ target: mailPaces.provider, set: { quietUntil: laterOf(sql`${mailPaces.quietUntil}`, until) } }),
    { lock: true },
  );
}

/** For how long the provider is not to be asked; 0 when it may be. */
export async function findQuietMs(read: ReadDb, provider: string): Promise<number> {
  const [row] = await read.select({ until: mailPaces.quietUntil, now: sql`${nowMs}`.mapWith(Number) }).from(mailPaces).where(eq(mailPaces.provider, provider));
  return row ? Math.max(0, row.until - row.now) : 0;
}

function laterOf(one: SQL, other: SQL): SQL {
  return sql`case when ${one} > ${other} then ${one} else ${other} end`;
}
