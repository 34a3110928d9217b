import { sql } from "drizzle-orm";
import { expect, it, vi } from "vitest";
import { incidents } from "#db/schema/incidents";
import { reporting } from "#lib/testing/cast";
import { watchConnections } from "./connections.ts";
import { allReady, readiness, type Seat } from "./fleet.ts";
import { bodiesOf, startPosting } from "./poster.ts";
import { openIncident, places, stalenessMs, type Run } from "./run.ts";

const patient = { timeout: 90_000, interval: 100 };
const toldTitle = "Reports are late";

/** Processes and the database die while 2,000 readers are written to and updates are posted. */
export function failures(run: Run): void {
  it("a worker killed with mail in hand, an app and PgBouncer killed under posts, and a database that crashes, lose nothing that was acknowledged", async () => {
    const { fleet } = run;
    const connections = watchConnections(fleet);
    const posting = startPosting(run, "While processes die");
    await openIncident(run, { port: fleet.balancerPort, title: toldTitle, componentId: reporting.id });
    for (const worker of fleet.workers) await killWithMailInHand(run, worker);
    const [victim] = fleet.apps.slice(1);
    if (victim) await replace(run, victim);
    await expectRecovery(run);
    const posts = await posting.stop();
    expect(posts.acknowledged.length).toBeGreaterThan(10);
    const told = await bodiesOf(run);
    expect(posts.acknowledged.filter((body) => told.filter((each) => each === body).length !== 1)).toEqual([]);
    expect(new Set(told).size, "an update was told twice").toBe(told.length);
    const most = await connections.stop();
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(fleet.connectionLimit);
    await expectEverywhere(run, posts.acknowledged.at(-1) ?? "");
    console.log(`${posts.acknowledged.length} posts acknowledged, ${posts.repeated} sent again; at most ${most} of ${fleet.connectionLimit} connections`);
  });
}

async function killWithMailInHand({ fleet }: Run, worker: Seat): Promise<void> {
  const answered = Promise.withResolvers<void>();
  fleet.mail.hold(answered.promise);
  // Both workers wait for the provider: whichever dies has mail in hand that leaves all the same.
  await vi.waitFor(async () => {
    const [row] = await fleet.db.read.rows<{ batches: number }>(sql`select count(distinct token) as batches from deliveries where state = 'sending' and due_at > (extract(epoch from now()) * 1000)`);
    expect(row?.batches).toBeGreaterThanOrEqual(2);
  }, patient);
  await worker.process.signal("SIGKILL");
  answered.resolve();
  worker.process = fleet.start(worker);
}

async function replace({ fleet }: Run, app: Seat): Promise<void> {
  await app.process.signal("SIGKILL");
  app.process = fleet.start(app);
  await allReady([app]);
}

/** No app and no worker is started again: whoever was there before goes on by itself. */
async function expectRecovery({ fleet }: Run): Promise<void> {
  const alive = () => [...fleet.apps, ...fleet.workers].filter(({ process }) => process.isAlive()).map(({ process }) => process.pid);
  const before = alive();
  expect(before).toHaveLength(fleet.apps.length + fleet.workers.length);
  for (const how of ["fast", "crash"] as const) {
    await fleet.database.halt(how);
    expect(await Promise.all(fleet.apps.map(({ port }) => readiness(port)))).toEqual([503, 503, 503]);
    await fleet.database.resume();
    await allReady(fleet.apps);
  }
  await fleet.replacePooler();
  await allReady(fleet.apps);
  expect(alive()).toEqual(before);
}

async function expectEverywhere(run: Run, body: string): Promise<void> {
  const since = performance.now();
  for (const app of run.fleet.apps) {
    for (const { request } of places(run)) expect(await stalenessMs(app, { request, since, isRight: (answer) => answer.body.includes(body), patienceMs: 2_000 })).toBeLessThanOrEqual(1_000);
  }
}

/** The last test: leases of what the dead had in hand have to run out first. */
export function deliveries(run: Run): void {
  it("every reader was written to exactly once, whoever died", { timeout: 120_000 }, async () => {
    const { fleet, world } = run;
    const [told] = await fleet.db.read.select({ id: incidents.id }).from(incidents).where(sql`${incidents.title} = ${toldTitle}`);
    const states = () => fleet.db.read.rows<{ state: string; count: number }>(sql`select state, count(*) as count from deliveries where story_id = ${told?.id ?? ""} group by state`);
    await vi.waitFor(async () => expect(await states()).toEqual([{ state: "sent", count: world.readers.length }]), { timeout: 110_000, interval: 500 });
    const mails = fleet.mail.accepted.flatMap(({ to }) => to);
    expect(mails.toSorted()).toEqual(world.readers);
  });
}
