// One update to many subscribers, in a process and a database of its own: prints how long the fan-out and the sending took.
import { eq } from "drizzle-orm";
import Database from "better-sqlite3";
import { join } from "node:path";
import { databaseUrl, getDb } from "#db/connection";
import { migrate } from "#db/migrate";
import { deliveries } from "#db/schema/delivery";
import { subscribers, subscriptions } from "#db/schema/subscriptions";
import { emailChannel } from "#lib/delivery/channels/email";
import { fanOut } from "#lib/delivery/jobs/fan-out";
import { sendDue } from "#lib/delivery/jobs/send";
import { openIncident } from "#lib/incidents/commands/open-incident";
import { now } from "#lib/platform/clock";
import { env } from "#lib/platform/env";
import { addCast, cards, jonas } from "#lib/testing/cast";
import { asStaff } from "#lib/testing/contexts";
import { runDue } from "#lib/worker/loop";

export interface DeliveryTimes {
  provider: string;
  queued: number;
  sent: number;
  fanOutMs: number;
  sendMs: number;
  /** The same messages, written into a bare table in one transaction. */
  bareInsertMs: number;
  /** The same batches, posted to the provider with nothing kept of it; null for the mailbox. */
  barePostMs: number | null;
}

const count = Number(process.argv[2]);
const db = getDb();
await migrate(databaseUrl());
await addCast(db);
await addReaders();
await openIncident(asStaff(db, jonas, now()), {
  title: "Card payments are failing",
  visibility: "public",
  state: "investigating",
  body: "About 1 in 8 card payments fails since 14:02. We have stopped the rollout that preceded it and are taking it back.",
  components: [{ componentId: cards.id, state: "partial_outage" }],
});

const mailer = emailChannel(db, now);
const fanOutMs = await timed(() => runDue({ db, handlers: { "incident.update_posted": async (event) => void (await fanOut({ db, now: now() }, event.payload)) } }));
const queued = (await db.read.select({ message: deliveries.message }).from(deliveries)).flatMap((row) => row.message ?? []);
const sendMs = await timed(async () => {
  while ((await sendDue({ db, mailer, now })).count > 0);
});
const sent = await db.read.select({ id: deliveries.id }).from(deliveries).where(eq(deliveries.state, "sent"));
const barePostMs = mailer.provider === "resend" ? await timed(() => postBare(queued)) : null;
const times: DeliveryTimes = { provider: mailer.provider, queued: queued.length, sent: sent.length, fanOutMs, sendMs, bareInsertMs: await timed(async () => insertBare(queued)), barePostMs };
console.log(JSON.stringify(times));
await mailer.close();
await db.close();

async function addReaders(): Promise<void> {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const email = (index: number) => `reader-${index}@acme.example`;
  await db.write(async (tx) => {
    await tx.insert(subscribers).values(numbers.map((index) => ({ id: `sub_${index}`, email: email(index), identity: email(index), state: "active" as const, timeZone: "Europe/Berlin", createdAt: 1, confirmedAt: 1 })));
    await tx.insert(subscriptions).values(numbers.map((index) => ({ id: `scr_${index}`, subscriberId: `sub_${index}`, scope: "everything" as const, createdAt: 1 })));
  });
}

function insertBare(messages: unknown[]): void {
  const bare = new Database(join(env.DATA_DIR, "bare.db"));
  bare.exec("pragma journal_mode = wal; pragma synchronous = full; create table messages (id integer primary key, message text)");
  const insert = bare.prepare("insert into messages (message) values (?)");
  bare.transaction(() => messages.forEach((message) => insert.run(JSON.stringify(message))))();
  bare.close();
}

async function postBare(messages: typeof queued): Promise<void> {
  for (let from = 0; from < messages.length; from += 100) {
    const mails = messages.slice(from, from + 100).map((each) => ({ from: each.from, to: each.to, subject: each.subject, html: each.html, text: each.text }));
    const response = await fetch(`${env.RESEND_BASE_URL}/emails/batch`, { method: "POST", headers: { authorization: `Bearer ${env.RESEND_API_KEY}`, "content-type": "application/json", "idempotency-key": `bare/${from}` }, body: JSON.stringify(mails) });
    if (!response.ok) throw new Error(`The provider answered ${response.status}: ${await response.text()}`);
    await response.arrayBuffer();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
