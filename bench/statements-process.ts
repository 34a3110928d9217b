// October of many customers with five objectives each, closed and released one after the other: figures as JSON on standard output.
import { mkdirSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { sql } from "drizzle-orm";
import { databaseUrl, getDb } from "#db/connection";
import { migrate } from "#db/migrate";
import { customerComponents, customers } from "#db/schema/customers";
import { statementBlobs } from "#db/schema/reports";
import { calendarPeriod } from "#lib/core/calendar";
import { DAY, HOUR, MINUTE } from "#lib/core/time";
import { env } from "#lib/platform/env";
import { release } from "#lib/reports/commands/release";
import { saveContract } from "#lib/reports/commands/settings";
import { closeMonth } from "#lib/reports/jobs";
import { addCast, cards, jonas, mira, testNow } from "#lib/testing/cast";
import { asStaff } from "#lib/testing/contexts";
import { anIncident, anUpdate } from "#lib/testing/incidents";
import { terms } from "#lib/testing/reports";
import { anSli, anSlo } from "#lib/testing/slos";

export interface StatementTimes {
  totalMs: number;
  stallMs: number;
  customers: number;
  pdfBytes: number;
}

const [count, objectivesEach] = [Number(process.argv[2]), 5];
const zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC"];
const troubles = [Date.UTC(2026, 9, 6, 9), Date.UTC(2026, 9, 14, 8), Date.UTC(2026, 9, 27, 15)];
const [first, last] = [Date.UTC(2026, 7, 25), Date.UTC(2026, 10, 2)];

mkdirSync(env.DATA_DIR, { recursive: true });
await migrate(databaseUrl());
const db = getDb();
await addCast(db);
// One more than is measured: the first statement loads typefaces and templates, which a running portal has done before.
const ids = Array.from({ length: count + 1 }, (_, index) => ({ id: `cus_bench_${index}`, timeZone: zones[index % zones.length] ?? "UTC" }));
await addCustomers();
await promiseEverything();
for (const at of troubles) await trouble(at);
await addCounts();
await close(ids[0]);
const loop = monitorEventLoopDelay({ resolution: 1 });
loop.enable();
const from = performance.now();
for (const customer of ids.slice(1)) await close(customer);
const totalMs = performance.now() - from;
loop.disable();
const [kept] = await db.read.select({ statements: sql<number>`count(*)`, bytes: sql<number>`sum(length(${statementBlobs.bytes}))` }).from(statementBlobs).where(sql`${statementBlobs.file} = 'pdf'`);
if (kept?.statements !== ids.length) throw new Error(`${kept?.statements} of ${ids.length} statements were released.`);
console.log(JSON.stringify({ totalMs, stallMs: loop.max / 1e6, customers: count, pdfBytes: kept.bytes / ids.length } satisfies StatementTimes));
await db.close();

async function addCustomers(): Promise<void> {
  await db.write(async (tx) => {
    for (const { id, timeZone } of ids) {
      await tx.insert(customers).values({ id, slug: id.replaceAll("_", "-"), name: `Customer ${id}`, tier: "gold", timeZone, createdAt: first });
      await tx.insert(customerComponents).values({ customerId: id, componentId: cards.id });
    }
  }, { lock: true });
}

async function promiseEverything(): Promise<void> {
  for (const { id, timeZone } of ids) {
    const slos: string[] = [];
    for (let index = 0; index < objectivesEach; index += 1) {
      const { sliId } = await anSli(asStaff(db, mira, first), db, { key: `journey-${index}`, customerId: id });
      const month = index % 2 === 0 ? {} : { window: "calendar:month", zone: timeZone };
      slos.push(await anSlo(asStaff(db, mira, first), [sliId], { name: `Journey ${index}`, ...month }));
    }
    await saveContract(asStaff(db, mira, testNow), { id, version: 0, terms: { ...terms, sloId: slos[0] ?? "", sliceMinutes: 15, minimumMinutes: 15 } });
  }
}

async function trouble(at: number): Promise<void> {
  const { incidentId } = await anIncident(asStaff(db, jonas, at + 4 * MINUTE), { occurredAt: at });
  await anUpdate(asStaff(db, jonas, at + HOUR), { incidentId, baseVersion: 1, state: "resolved", body: "Payments work again." });
}

/** Counts by the quarter hour, and by the minute where an incident's impact is measured: in it, and at its hours of the weeks before. */
async function addCounts(): Promise<void> {
  const bad = (at: string, length: number) => sql.raw(troubles.map((trouble) => `when ${at} >= ${trouble / length} and ${at} < ${(trouble + HOUR) / length} then 20`).join(" "));
  await fill({ table: "sli_quarters", spans: [[first, last]], length: 15 * MINUTE, each: 900, bad });
  await fill({ table: "sli_minutes", spans: troubles.flatMap((at) => [0, 1, 2, 3, 4].map((week): [number, number] => [at - week * 7 * DAY - HOUR, at - week * 7 * DAY + 2 * HOUR])), length: MINUTE, each: 60, bad });
  await db.write((tx) => tx.rows(sql`insert into sli_days (at, series, good, total) select at / 96, series, sum(good), sum(total) from sli_quarters group by at / 96, series`), { lock: true, holdMs: 300_000 });
}

async function fill({ table, spans, length, each, bad }: { table: string; spans: [number, number][]; length: number; each: number; bad: (at: string, length: number) => ReturnType<typeof sql> }): Promise<void> {
  const name = sql.raw(table);
  for (const [begin, end] of spans)
    for (let day = begin; day < end; day += DAY) {
      const [low, high] = [sql.raw(String(day / length)), sql.raw(String(Math.min(day + DAY, end) / length - 1))];
      await db.write((tx) => tx.rows(sql`with recursive slots(at) as (select ${low} union all select at + 1 from slots where at < ${high}) insert into ${name} (at, series, good, total) select at, number, ${each} - ${each} * (case ${bad("at", length)} else 0 end) / 100, ${each} from slots, sli_series where true on conflict do nothing`), { lock: true, holdMs: 60_000 });
    }
}

async function close(customer: { id: string; timeZone: string } | undefined): Promise<void> {
  if (!customer) throw new Error("There is nobody to close the month of.");
  const period = calendarPeriod(Date.UTC(2026, 9, 15), "month", customer.timeZone);
  const id = await closeMonth({ db, now: testNow }, { customerId: customer.id, ...period });
  if (id === null) throw new Error("There is a statement already, or nothing to state.");
  await release(asStaff(db, mira, testNow), { id, version: 1, byName: mira.name });
}
