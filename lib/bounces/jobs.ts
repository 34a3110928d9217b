import { and, asc, eq, inArray, isNull, lte } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "#db/open";
import { deliveries, suppressions } from "#db/schema/delivery";
import { mintContext } from "#lib/access/context";
import { record } from "#lib/audit/record";
import { findQuarantine, keepQuarantine } from "./commands/apply.ts";
import { receiveReports } from "./commands/receive.ts";
import { isInForce } from "./rules/quarantine.ts";
import { isAboutMailbox } from "./rules/refusal.ts";

const atOnce = 200;

/** Addresses whose time has come are tried again: the next thing they asked to hear of goes out, and if it comes back they rest longer. */
export async function releaseDue({ db, now }: { db: Db; now: number }): Promise<number> {
  const isDue = and(isNull(suppressions.healedAt), lte(suppressions.retryAt, now));
  const due = await db.read.select({ email: suppressions.email }).from(suppressions).where(isDue).orderBy(asc(suppressions.retryAt)).limit(atOnce);
  const ctx = contextOf({ db, now }, "bounces.release_due");
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

const Refused = z.object({ deliveryIds: z.array(z.string()) });

/** `delivery.refused`: a server would not take these. Where it said that there is no such mailbox, that is a bounce like any other. */
export async function noteRefused({ db, now }: { db: Db; now: number }, payload: unknown): Promise<void> {
  const { id, address, providerId, lastError, channel, createdAt } = deliveries;
  const rows = await db.read.select({ id, address, providerId, lastError, createdAt }).from(deliveries).where(and(inArray(id, Refused.parse(payload).deliveryIds), eq(channel, "email")));
  const reports = rows.filter((row) => isAboutMailbox(row.lastError ?? "")).map((row) => ({ reporter: "sending" as const, externalId: row.id, kind: "hard" as const, email: row.address, providerId: row.providerId, reason: row.lastError ?? "", occurredAt: now }));
  await receiveReports(contextOf({ db, now }, "bounces.note_refused"), reports);
}

function contextOf({ db, now }: { db: Db; now: number }, job: string) {
  return mintContext({ db, now, actor: { kind: "system", job }, audience: { kind: "staff" }, permissions: [], requestId: `job:${job}` });
}
