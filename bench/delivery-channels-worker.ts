// A worker that ends when nothing is left to send, if nobody kills it before.
import { setTimeout as sleep } from "node:timers/promises";
import { and, eq, inArray } from "drizzle-orm";
import { getDb } from "#db/connection";
import { deliveries } from "#db/schema/delivery";
import { startWorkers } from "#lib/worker/start";

const db = getDb();
const workers = startWorkers(db);
const isLeft = and(inArray(deliveries.state, ["queued", "sending"]), eq(deliveries.storyId, "inc_1"));
do await sleep(500);
while ((await db.read.select({ id: deliveries.id }).from(deliveries).where(isLeft).limit(1)).length > 0);
await workers.stop();
await db.close();
