import { and, asc, isNull, lte } from "drizzle-orm";
import type { Db } from "#db/open";
import { suppressions } from "#db/schema/delivery";
import { mintContext } from "#lib/access/context";
import { record } from "#lib/audit/record";
import { findQuarantine, keepQuarantine } from "./commands/apply.ts";
import { isInForce } from "./rules/quarantine.ts";

const atOnce = 200;

/** Addresses whose time has come are tried again: the next thing they asked to hear of goes out, and if it comes back they rest longer. */
export async function releaseDue({ db, now }: { db: Db; now: number }): Promise<number> {
  const isDue = and(isNull(suppressions.healedAt), lte(suppressions.retryAt, now));
  const due = await db.read.select({ email: suppressions.email }).from(suppressions).where(isDue).orderBy(asc(suppressions.retryAt)).limit(atOnce);
  const ctx = mintContext({ db, now, actor: { kind: "system", job: "bounces.release_due" }, audience: { kind: "staff" }, permissions: [], requestId: "job:bounces" });
  for (const { email } of due) {
    await db.write(async (tx) => {
      const before = await findQuarantine(tx, email);
      if (!before || !isInForce(before) || before.retryAt === null || before.retryAt > now) return;
      await keepQuarantine(tx, { email, quarantine: { ...before, healedAt: now, retryAt: null }, now });
      await record(tx, ctx, { action: "address.retried", entityId: email, before, touches: "nobody" });
    });
  }
  return due.length;
}
