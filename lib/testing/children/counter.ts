// Adds one to a counter in as many transactions as asked, each open for a while, then says so.
import { setTimeout as sleep } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { databaseUrl } from "#db/connection";
import { openDb } from "#db/open";
import { rateLimits } from "#db/schema/outbox";

const [times = 0, holdMs = 0] = process.argv.slice(2).map(Number);
const db = openDb(databaseUrl());
process.once("disconnect", () => process.exit());
process.send?.("ready");
for (let i = 0; i < times; i++) {
  await db.write(async (tx) => {
    const [row] = await tx.select({ count: rateLimits.count }).from(rateLimits).where(eq(rateLimits.key, "shared"));
    await sleep(holdMs);
    await tx.update(rateLimits).set({ count: (row?.count ?? 0) + 1 }).where(eq(rateLimits.key, "shared"));
  });
}
await db.close();
process.send?.("done");
process.disconnect();
