import { eq } from "drizzle-orm";
import { z } from "zod";
import type { ReadDb } from "#db/open";
import { settings } from "#db/schema/outbox";

export const releaseSetting = "reports.release";
const Rule = z.object({ afterDays: z.number().int().min(1).max(60).nullable() }).catch({ afterDays: null });

/** After how many days a month's statement is released by itself; null: by hand only. */
export async function findReleaseRule(read: Pick<ReadDb, "select">): Promise<{ afterDays: number | null }> {
  const [row] = await read.select({ value: settings.value }).from(settings).where(eq(settings.key, releaseSetting));
  return Rule.parse(row?.value ?? {});
}
