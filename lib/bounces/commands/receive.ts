import { and, eq, inArray } from "drizzle-orm";
import type { ReadDb, Tx } from "#db/open";
import { bounceEvents, deliveries } from "#db/schema/delivery";
import type { Context } from "#lib/access/context";
import { record } from "#lib/audit/record";
import { parseEmailAddress } from "#lib/core/email-address";
import { newId } from "#lib/core/ids";
import { afterReport, isInForce } from "../rules/quarantine.ts";
import type { MailReport } from "../terms.ts";
import { findQuarantine, keepQuarantine } from "./apply.ts";

/** Takes in what a provider told of mails after they had left. Each event counts once, however often it comes. Answers how many were new. */
// no requirePermission: the signature over the report, or the key of the address it came to, was checked before
export async function receiveReports(ctx: Context, reports: readonly MailReport[]): Promise<number> {
  let count = 0;
  for (const report of reports) if (await ctx.write((tx) => receive(tx, ctx, report))) count += 1;
  return count;
}

async function receive(tx: Tx, ctx: Context, report: MailReport): Promise<boolean> {
  const email = parseEmailAddress(report.email);
  if (email === null || Number.isNaN(report.occurredAt)) return false;
  const deliveryId = await findDelivery(tx, { email, providerId: report.providerId });
  // Anybody can write a bounce mail: it counts only for a message that we sent to that address.
  if (report.reporter === "dsn" && deliveryId === null) return false;
  const { reporter: provider, externalId, kind, reason, occurredAt } = report;
  const isNew = await tx.insert(bounceEvents).values({ id: newId("bnc", ctx.now), provider, externalId, kind, email, deliveryId, reason, occurredAt, receivedAt: ctx.now }).onConflictDoNothing().returning({ id: bounceEvents.id });
  if (isNew.length === 0) return false;
  await judge(tx, ctx, { ...report, email });
  return true;
}

async function judge(tx: Tx, ctx: Context, report: MailReport): Promise<void> {
  const { email } = report;
  const before = await findQuarantine(tx, email);
  const after = afterReport(before, report, ctx.now);
  if (!after) return;
  await keepQuarantine(tx, { email, quarantine: after, now: ctx.now });
  if (isInForce(before) === isInForce(after)) return;
  await record(tx, ctx, { action: isInForce(after) ? "address.quarantined" : "address.healed", entityId: email, before, after, touches: "nobody" });
}

// What a provider calls a message is its own word: only together with the address does it name a delivery.
async function findDelivery(read: ReadDb, { email, providerId }: { email: string; providerId: string | null }): Promise<string | null> {
  if (providerId === null) return null;
  const spellings = [providerId, providerId.replace(/^<|>$/g, ""), `<${providerId.replace(/^<|>$/g, "")}>`];
  const [row] = await read.select({ id: deliveries.id }).from(deliveries).where(and(inArray(deliveries.providerId, spellings), eq(deliveries.address, email))).limit(1);
  return row?.id ?? null;
}
