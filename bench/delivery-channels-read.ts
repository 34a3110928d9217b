// A responder who posts and a reader who reads while the worker is busy, in a process of their own.
import { setTimeout as sleep } from "node:timers/promises";
import { count, eq } from "drizzle-orm";
import { getDb } from "#db/connection";
import { deliveries } from "#db/schema/delivery";
import { openIncident } from "#lib/incidents/commands/open-incident";
import { now } from "#lib/platform/clock";
import { getStatusView } from "#lib/status/queries/view";
import { jonas } from "#lib/testing/cast";
import { asPublic, asStaff } from "#lib/testing/contexts";

export interface ChannelTimes {
  sent: number;
  /** What became of the rest. */
  others: string;
  posts: number;
  slowestPostMs: number;
  reads: number;
  slowestReadMs: number;
}

const db = getDb();
const times = { posts: [] as number[], reads: [] as number[] };
const states = () => db.read.select({ state: deliveries.state, number: count() }).from(deliveries).where(eq(deliveries.storyId, "inc_1")).groupBy(deliveries.state);
const isBusy = async () => (await states()).some(({ state }) => state === "queued" || state === "sending");

for (let round = 0; await isBusy(); round += 1) {
  if (round % 8 === 0) times.posts.push(await timed(post));
  times.reads.push(await timed(() => getStatusView(asPublic(db, now()))));
  await sleep(250);
}
const ended = await states();
const result: ChannelTimes = {
  sent: ended.find(({ state }) => state === "sent")?.number ?? 0,
  others: ended.filter(({ state }) => state !== "sent").map(({ state, number }) => `${number} ${state}`).join(", "),
  posts: times.posts.length,
  slowestPostMs: Math.max(...times.posts),
  reads: times.reads.length,
  slowestReadMs: Math.max(...times.reads),
};
console.log(JSON.stringify(result));
await db.close();

// For staff alone: nobody is told of it, so that it can be counted who was told of the one that is measured.
function post(): Promise<unknown> {
  return openIncident(asStaff(db, jonas, now()), { title: "We look at reporting", visibility: "internal", state: "investigating", body: "Nothing to see.", components: [] });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
