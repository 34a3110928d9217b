import { and, eq, lt } from "drizzle-orm";
import type { Db } from "#db/open";
import { apiAnswers } from "#db/schema/api";
import type { Context } from "#lib/access/context";
import { Failure } from "#lib/core/failure";
import { answersKeptMs } from "./terms.ts";

export interface Answered {
  status: number;
  body: string;
  /** What was answered before, under the same name. */
  isRepeated: boolean;
}

interface Once {
  keyId: string;
  idempotencyKey: string;
  requestHash: string;
  act: () => Promise<Omit<Answered, "isRepeated">>;
}

const underWay = new Set<string>();

/**
 * Does a write once for each name that its caller gave it: the answer is kept in the write's own transaction, so that there is
 * either both or neither. What is refused changes nothing and is not kept.
 */
// no requirePermission: the operation's own command asks
// no record: the operation's own command records
export async function answerOnce(ctx: Context, { keyId, idempotencyKey, requestHash, act }: Once): Promise<Answered> {
  const name = `${keyId} ${idempotencyKey}`;
  if (underWay.has(name)) throw new Failure("conflict", "A request with this Idempotency-Key is under way. Send it again in a moment: it is answered as the first.");
  underWay.add(name);
  try {
    return await ctx.write(async (tx) => {
      const isThis = and(eq(apiAnswers.keyId, keyId), eq(apiAnswers.idempotencyKey, idempotencyKey));
      const [before] = await tx.select().from(apiAnswers).where(isThis);
      if (before && before.createdAt > ctx.now - answersKeptMs) return replay(before, requestHash);
      if (before) await tx.delete(apiAnswers).where(isThis);
      const { status, body } = await act();
      await tx.insert(apiAnswers).values({ keyId, idempotencyKey, requestHash, status, body, createdAt: ctx.now });
      return { status, body, isRepeated: false };
    });
  } finally {
    underWay.delete(name);
  }
}

function replay(before: typeof apiAnswers.$inferSelect, requestHash: string): Answered {
  if (before.requestHash !== requestHash) throw new Failure("invalid", "This Idempotency-Key was used for another request within the last 24 hours. Use a new one for each write.");
  return { status: before.status, body: before.body, isRepeated: true };
}

/** Forgets answers that are too old to be asked for. */
// no requirePermission: the worker's own work
// no record: nothing changes for anybody
export async function forgetAnswers(db: Db, now: number): Promise<void> {
  await db.write((tx) => tx.delete(apiAnswers).where(lt(apiAnswers.createdAt, now - answersKeptMs)), { lock: true });
}
