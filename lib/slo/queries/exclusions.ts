import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import type { ReadDb } from "#db/open";
import { settings } from "#db/schema/outbox";
import { sloExclusions } from "#db/schema/slo";
import type { Context } from "#lib/access/context";
import type { Exclusion } from "../rules/view.ts";

export const exclusionSetting = "slo.exclusions";
const Rule = z.object({ needsSecond: z.boolean() }).catch({ needsSecond: false });

/** Whether an exclusion needs a second person before it changes a figure. */
export async function findExclusionRule(read: ReadDb): Promise<{ needsSecond: boolean }> {
  const [row] = await read.select({ value: settings.value }).from(settings).where(eq(settings.key, exclusionSetting));
  return Rule.parse(row?.value ?? {});
}

/** Exclusions of objectives the caller has read already, the latest first. A customer sees those in force only: what waits is a draft. */
export async function listExclusions(ctx: Context, sloIds: readonly string[]): Promise<Exclusion[]> {
  if (sloIds.length === 0) return [];
  const { id, sloId, from, until, effect, category, reason, clause, createdAt, createdByName, approvedAt, approvedByName, disputedAt, disputedByName, dispute, disputeSettledAt, disputeAnswer } = sloExclusions;
  const rows = await ctx.read
    .select({ id, sloId, from, until, effect, category, reason, clause, createdAt, createdByName, approvedAt, approvedByName, disputedAt, disputedByName, dispute, disputeSettledAt, disputeAnswer })
    .from(sloExclusions)
    .where(and(inArray(sloId, [...sloIds]), isNull(sloExclusions.withdrawnAt)))
    .orderBy(desc(from), desc(id))
    .limit(500);
  return ctx.audience.kind === "staff" ? rows : rows.filter((row) => row.approvedAt !== null);
}
