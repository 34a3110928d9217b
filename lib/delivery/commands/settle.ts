import { and, eq, inArray, isNotNull, lt, sql, type SQL } from "drizzle-orm";
import type { Db, Tx } from "#db/open";
import { deliveries, deliveryAttempts } from "#db/schema/delivery";
import { newId } from "#lib/core/ids";
import { enqueue } from "#lib/platform/outbox";
import type { Verdict } from "../rules/outcome.ts";

export interface Settled {
  deliveryId: string;
  attempt: number;
  verdict: Verdict;
  outcome: "sent" | "permanent" | "transient" | "unknown";
  reason: string;
  providerId: string | null;
  /** What an endpoint said, for its owner. */
  answer?: string | null;
}

/** Records what became of each delivery still under our token; answers how many were. A worker that slept past its lease changes nothing. */
// no requirePermission: the worker's own work
// no record: the attempt rows are the record
export async function settle(db: Db, { token, settled, now }: { token: string; settled: Settled[]; now: number }): Promise<number> {
  if (settled.length === 0) return 0;
  return db.write(
    async (tx) => {
      const own = await settleIn(tx, { token, settled, now });
      const refused = settled.filter((each) => each.outcome === "permanent" && own.has(each.deliveryId)).map((each) => each.deliveryId);
      // Whether it is the address that does not take mail is for those who know bounces.
      if (refused.length > 0) await enqueue(tx, { kind: "delivery.refused", payload: { deliveryIds: refused } }, now);
      return own.size;
    },
    { lock: true },
  );
}

/** The same within a transaction; answers whose they were. */
// no requirePermission: the worker's own work
// no record: the attempt rows are the record
export async function settleIn(tx: Tx, { token, settled, now }: { token: string; settled: Settled[]; now: number }): Promise<Set<string>> {
  const own = new Set((await tx.rows<{ id: string }>(answer({ token, settled, now }))).map((row) => row.id));
  const attempts = settled
    .filter((each) => own.has(each.deliveryId))
    .map((each) => ({ id: newId("att", now), deliveryId: each.deliveryId, attempt: each.attempt, at: now, outcome: each.outcome, reason: each.reason.slice(0, 500), answer: each.answer?.slice(0, 500) ?? null }));
  if (attempts.length > 0) await tx.insert(deliveryAttempts).values(attempts);
  return own;
}

// One statement for the batch. Columns on the left of `set` stand without their table, which the builder cannot say beside a list of values.
function answer({ token, settled, now }: { token: string; settled: Settled[]; now: number }): SQL {
  const name = (column: { name: string }) => sql.identifier(column.name);
  const d = deliveries;
  return sql`
    with answers(id, state, error, sent_at, provider_id, due_at, keeps_batch, uncounted) as (values ${sql.join(settled.map((each) => answerRow(each, now)), sql`, `)})
    update ${d} set ${name(d.state)} = answers.state, ${name(d.token)} = null, ${name(d.lastError)} = answers.error,
      ${name(d.sentAt)} = coalesce(answers.sent_at, ${d.sentAt}), ${name(d.providerId)} = coalesce(answers.provider_id, ${d.providerId}),
      ${name(d.dueAt)} = coalesce(answers.due_at, ${d.dueAt}), ${name(d.batchId)} = case when answers.keeps_batch = 1 then ${d.batchId} end,
      ${name(d.attempts)} = ${d.attempts} - answers.uncounted
    from answers where ${d.id} = answers.id and ${d.token} = ${token} returning ${d.id} as id`;
}

function answerRow({ deliveryId, verdict, outcome, reason, providerId }: Settled, now: number): SQL {
  const isSent = verdict.state === "sent";
  const error = outcome === "sent" ? null : reason.slice(0, 500);
  return sql`(${text(deliveryId)}, ${text(verdict.state)}, ${text(error)}, ${whole(isSent ? now : null)}, ${text(isSent ? providerId : null)}, ${whole(verdict.dueAt)}, ${whole(verdict.keepsBatch ? 1 : 0)}, ${whole(verdict.counts ? 0 : 1)})`;
}

function text(value: string | null): SQL {
  return sql`cast(${value} as text)`;
}

function whole(value: number | null): SQL {
  return sql`cast(${value} as bigint)`;
}

/** Sign-in links and the like must not lie about once they have left. An hour later no batch needs their bytes again. */
// no requirePermission: the worker's own work
// no record: nothing changes for anybody
export async function forgetPersonalMessages(db: Db, input: { sentBefore: number }): Promise<void> {
  const isOver = and(eq(deliveries.kind, "personal"), inArray(deliveries.state, ["sent", "dead", "unknown"]), isNotNull(deliveries.message), lt(deliveries.createdAt, input.sentBefore));
  await db.write((tx) => tx.update(deliveries).set({ message: null }).where(isOver), { lock: true });
}
