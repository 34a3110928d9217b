// One worker's sender: sends what is queued until nothing is, then ends.
import { setTimeout as sleep } from "node:timers/promises";
import { inArray } from "drizzle-orm";
import { getDb } from "#db/connection";
import { deliveries } from "#db/schema/delivery";
import { emailChannel } from "#lib/delivery/channels/email";
import { now } from "#lib/platform/clock";
import { startSender } from "#lib/worker/sender";

const db = getDb();
const mailer = emailChannel(db, now);
const sender = startSender({ db, mailer, now, onTrouble: (error) => console.error(error) });
do await sleep(250);
while ((await db.read.select({ id: deliveries.id }).from(deliveries).where(inArray(deliveries.state, ["queued", "sending"])).limit(1)).length > 0);
await sender.stop();
await mailer.close();
await db.close();
