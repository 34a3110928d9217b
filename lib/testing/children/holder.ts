// Changes a counter and keeps its transaction open until it is told to go on.
import { once } from "node:events";
import { eq, sql } from "drizzle-orm";
import { databaseUrl } from "#db/connection";
import { openDb } from "#db/open";
import { rateLimits } from "#db/schema/outbox";

const db = openDb(databaseUrl());
process.once("disconnect", () => process.exit());
await db.write(async (tx) => {
  await tx.update(rateLimits).set({ count: sql`${rateLimits.count} + 1` }).where(eq(rateLimits.key, "shared"));
  process.send?.("holding");
  await once(process, "message");
});
await db.close();
process.send?.("done");
process.disconnect();
