import { eq } from "drizzle-orm";
import { sloThresholds } from "#db/schema/slo";
import type { Context } from "#lib/access/context";

export interface OwnThreshold {
  leftPpm: number;
  setByName: string;
}

/** What a customer asked to hear of, by objective; nobody else has any. */
export async function listOwnThresholds(ctx: Context): Promise<Map<string, OwnThreshold>> {
  if (ctx.audience.kind !== "customer") return new Map();
  const { sloId, leftPpm, setByName } = sloThresholds;
  const rows = await ctx.read.select({ sloId, leftPpm, setByName }).from(sloThresholds).where(eq(sloThresholds.customerId, ctx.audience.customerId));
  return new Map(rows.map(({ sloId: id, ...row }) => [id, row]));
}
