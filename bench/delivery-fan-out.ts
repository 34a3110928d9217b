// One update to many subscribers, in a process and a database of its own: prints how long queueing took and for how long the process could do nothing else.
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import Database from "better-sqlite3";
import { count as rowsOf } from "drizzle-orm";
import { databaseUrl, getDb } from "#db/connection";
import { migrate } from "#db/migrate";
import { deliveries } from "#db/schema/delivery";
import { emailChannel } from "#lib/delivery/channels/email";
import { fanOut } from "#lib/delivery/jobs/fan-out";
import { sendDue } from "#lib/delivery/jobs/send";
import { openIncident } from "#lib/incidents/commands/open-incident";
import { now } from "#lib/platform/clock";
import { env } from "#lib/platform/env";
import { addCast, cards, jonas } from "#lib/testing/cast";
import { asStaff } from "#lib/testing/contexts";
import { runDue } from "#lib/worker/loop";
import { addReaders } from "./delivery-readers.ts";

export interface FanOutTimes {
  queued: number;
  fanOutMs: number;
  /** The longest time in which the process answered nobody, while it queued. */
  stallMs: number;
  /** The same rows, one by one in one transaction, into a table without an index. */
  bareInsertMs: number;
  /** Messages a second into the local mailbox, with the rest of the queue waiting; null where a provider is set. */
  mailboxPerSecond: number | null;
}

const count = Number(process.argv[2]);
const mailboxBatches = 20;
const db = getDb();
await migrate(databaseUrl());
await addCast(db);
// The first mail loads the templates, which a running portal has done before.
await addReaders(db, { count: 1 });
await postAndFanOut();
while ((await sendDue({ db, mailer: emailChannel(db, now), now })).count > 0);
await addReaders(db, { from: 1, count: count - 1 });

const loop = monitorEventLoopDelay({ resolution: 1 });
const fanOutMs = await postAndFanOut(() => loop.enable());
loop.disable();
const [row] = await db.read.select({ queued: rowsOf() }).from(deliveries);
const times: FanOutTimes = { queued: (row?.queued ?? 0) - 1, fanOutMs, stallMs: loop.max / 1e6, bareInsertMs: await timed(insertBare), mailboxPerSecond: env.RESEND_API_KEY ? null : await sendToMailbox() };
console.log(JSON.stringify(times));
await db.close();

async function postAndFanOut(begin: () => void = () => {}): Promise<number> {
  await openIncident(asStaff(db, jonas, now()), {
    title: "Card payments are failing",
    visibility: "public",
    state: "investigating",
    body: "About 1 in 8 card payments fails since 14:02. We have stopped the rollout that preceded it and are taking it back.",
    components: [{ componentId: cards.id, state: "partial_outage" }],
  });
  begin();
  return timed(() => runDue({ db, handlers: { "incident.update_posted": async (event) => void (await fanOut({ db, now: now() }, event.payload)) } }));
}

async function sendToMailbox(): Promise<number> {
  const mailer = emailChannel(db, now);
  let sent = 0;
  const tookMs = await timed(async () => {
    for (let batch = 0; batch < mailboxBatches; batch++) sent += (await sendDue({ db, mailer, now })).count;
  });
  return (sent * 1_000) / tookMs;
}

async function insertBare(): Promise<void> {
  const bare = new Database(join(env.DATA_DIR, "bare.db"));
  bare.exec("pragma journal_mode = wal; pragma synchronous = full; create table bare (id text, update_id text, incident_id text, subscriber_id text, address text, dedupe_key text, rendition_id text, due_at integer)");
  const insert = bare.prepare("insert into bare values (?, ?, ?, ?, ?, ?, ?, ?)");
  const id = "0123456789abcdefghjkmnpqrs";
  bare.transaction(() => {
    for (let i = 0; i < count; i++) insert.run(`dlv_${id}${i}`, `upd_${id}`, `inc_${id}`, `sub_${id}${i}`, `reader-${i}@acme.example`, `upd_${id}:sub_${id}${i}:email`, `rnd_${id}${id}`, i);
  })();
  bare.close();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
