import { and, eq, inArray, isNotNull, lt } from "drizzle-orm";
import type { Db, Tx } from "#db/open";
import { deliveries, deliveryAttempts } from "#db/schema/delivery";
import { newId } from "#lib/core/ids";
import type { Verdict } from "../rules/outcome.ts";

export interface Settled {
  deliveryId: string;
  attempt: number;
  verdict: Verdict;
  outcome: "sent" | "permanent" | "transient" | "unknown";
  reason: string;
  providerId: string | null;
}

/** Records what became of each delivery still under our token; answers how many were. A worker that slept past its lease changes nothing. */
// no requirePermission: the worker's own work
// no record: the attempt rows are the record
export async function settle(db: Db, input: { token: string; settled: Settled[]; now: number }): Promise<number> {
  return db.write(
    async (tx) => {
      let changed = 0;
      for (const each of input.settled) if (await settleOne(tx, { ...input, each })) changed++;
      return changed;
    },
    { lock: true },
  );
}

async function settleOne(tx: Tx, { token, each, now }: { token: string; each: Settled; now: number }): Promise<boolean> {
  const { verdict } = each;
  const own = and(eq(deliveries.id, each.deliveryId), eq(deliveries.token, token));
  const rows = await tx
    .update(deliveries)
    .set({
      state: verdict.state,
      token: null,
      lastError: each.outcome === "sent" ? null : each.reason.slice(0, 500),
      ...(verdict.state === "sent" ? { sentAt: now, providerId: each.providerId } : {}),
      ...(verdict.dueAt === null ? {} : { dueAt: verdict.dueAt }),
      ...(verdict.keepsBatch ? {} : { batchId: null }),
      ...(verdict.counts ? {} : { attempts: each.attempt - 1 }),
    })
    .where(own)
    .returning({ id: deliveries.id });
  if (rows.length === 0) return false;
  await tx.insert(deliveryAttempts).values({ id: newId("att", now), deliveryId: each.deliveryId, attempt: each.attempt, at: now, outcome: each.outcome, reason: each.reason.slice(0, 500) });
  return true;
}

/** Sign-in links and the like must not lie about once they have left. An hour later no batch needs their bytes again. */
// no requirePermission: the worker's own work
// no record: nothing changes for anybody
export async function forgetPersonalMessages(db: Db, input: { sentBefore: number }): Promise<void> {
  const isOver = and(eq(deliveries.kind, "personal"), inArray(deliveries.state, ["sent", "dead", "unknown"]), isNotNull(deliveries.message), lt(deliveries.createdAt, input.sentBefore));
  await db.write((tx) => tx.update(deliveries).set({ message: null }).where(isOver));
}
