import { and, eq, sql } from "drizzle-orm";
import { numbersTable } from "#db/dialect";
import type { Db, Tx } from "#db/open";
import { customers as customerTable, journeyComponents, journeys } from "#db/schema/customers";
import { impactIntervals, incidentCustomers, incidents } from "#db/schema/incidents";
import { mintContext, type Context } from "#lib/access/context";
import { staffPermissions } from "#lib/access/permissions";
import type { ComponentState } from "#lib/catalog/terms";
import { slugify } from "#lib/core/slug";
import { ensureSeries } from "#lib/sli/commands/series";
import { saveSli } from "#lib/sli/commands/slis";
import { saveSource } from "#lib/sli/commands/sources";
import { addExclusion } from "#lib/slo/commands/exclusions";
import { createSlo } from "#lib/slo/commands/definitions";
import type { SloForm } from "#lib/slo/input";

const [minute, day] = [60_000, 86_400_000];
const minuteDays = 3;
const quarterDays = 100;
const daysBack = 400;

type Criticality = "critical" | "important" | "useful";

const promised: Record<Criticality, Partial<SloForm>> = {
  critical: { target: 999_000, window: "rolling:30", method: "occurrences" },
  important: { target: 995_000, window: "calendar:month", method: "occurrences" },
  useful: { target: 990_000, window: "calendar:month", method: "timeslices", sliceMinutes: 15, sliceTarget: 950_000, minimumTraffic: 10 },
};
const form: SloForm = { name: "", slis: [], way: null, target: 999_000, window: "rolling:30", zone: null, method: "occurrences", sliceMinutes: null, sliceTarget: null, noData: "ignore", maintenance: "removed", minimumTraffic: 0, observeDays: 0, reason: "" };

/** Of a thousand requests that touch a component, how many fail in each state. */
const failing: Record<ComponentState, number> = { operational: 0, degraded_performance: 12, partial_outage: 130, major_outage: 700, under_maintenance: 4 };

interface Journey {
  id: string;
  name: string;
  description: string;
  criticality: Criticality;
  customerId: string;
  slug: string;
  zone: string;
}

interface Trouble {
  from: number;
  until: number;
  perMille: number;
}

/**
 * Thirteen months of counts of every journey, and what is promised of it. Failures are where the incidents are. The last days are by
 * the minute, the last weeks by the quarter hour, and before that one quarter hour of each hour holds it all: the sums are exact.
 */
export async function addObjectives(db: Db, now: number): Promise<void> {
  const start = Math.floor(now / day) * day - daysBack * day;
  const ctx = asManager(db, start);
  const { id: sourceId } = await saveSource(ctx, { id: null, version: 0, kind: "push", name: "Northlight edge counters", settings: {}, secret: null });
  for (const [index, journey] of (await listJourneys(db)).entries()) {
    const sliId = await saveSli(ctx, { id: null, version: 0, customerId: journey.customerId, journeyId: journey.id, key: slugify(journey.name), name: journey.name, kind: "availability", definition: `${journey.description}: every attempt that gets a correct answer within two seconds is good.` });
    const sloId = await createSlo(ctx, { ...form, ...promised[journey.criticality], name: journey.name, slis: [sliId] });
    const series = await db.write((tx) => ensureSeries(tx, { sourceId, sliIds: [sliId], now: start }), { lock: true });
    const buckets = countsOf({ series: series.get(sliId) ?? 0, troubles: await listTroubles(db, journey, now), seed: index * 7_919 + 13 }, { start, now });
    await db.write(async (tx) => {
      for (const [table, rows] of Object.entries(buckets)) await insert(tx, table, rows);
      await tx.rows(sql`update sli_series set first_minute = ${start / minute}, last_minute = ${Math.floor(now / minute) - 1} where number = ${series.get(sliId)}`);
    }, { holdMs: 60_000, lock: true });
    if (journey.slug === "globex" && journey.criticality === "critical") await addLoadTest(db, { sloId, now });
  }
}

/** Something a customer did itself, as its contract has it. */
async function addLoadTest(db: Db, { sloId, now }: { sloId: string; now: number }): Promise<void> {
  const day0 = new Date(now - 12 * day).toISOString().slice(0, 10);
  await addExclusion(asManager(db, now - 10 * day), { id: sloId, zone: "UTC", from: `${day0}T14:00`, until: `${day0}T15:00`, effect: "removed", category: "customer_cause", reason: "Globex ran a load test against the live system, announced by mail the day before.", clause: "4.2 (c)" });
}

async function listJourneys(db: Db): Promise<Journey[]> {
  const { id, name, description, criticality, customerId } = journeys;
  return db.read.select({ id, name, description, criticality, customerId, slug: customerTable.slug, zone: customerTable.timeZone }).from(journeys).innerJoin(customerTable, eq(customerTable.id, customerId)).orderBy(id);
}

/** What the customer's incidents did to the components of a journey. What is only inside failed nobody's requests. */
async function listTroubles(db: Db, journey: Journey, now: number): Promise<Trouble[]> {
  const named = and(eq(incidentCustomers.incidentId, incidents.id), eq(incidentCustomers.customerId, journey.customerId));
  const rows = await db.read
    .select({ from: impactIntervals.from, until: impactIntervals.until, state: impactIntervals.state, visibility: incidents.visibility, named: incidentCustomers.customerId })
    .from(impactIntervals)
    .innerJoin(incidents, eq(incidents.id, impactIntervals.incidentId))
    .innerJoin(journeyComponents, and(eq(journeyComponents.componentId, impactIntervals.componentId), eq(journeyComponents.journeyId, journey.id)))
    .leftJoin(incidentCustomers, named);
  return rows
    .filter(({ visibility, named: isNamed }) => visibility === "public" || visibility === "affected" || (visibility === "selected" && isNamed !== null))
    .map(({ from, until, state }) => ({ from, until: until ?? now, perMille: failing[state] }));
}

type Row = [at: number, series: number, good: number, total: number];

function countsOf({ series, troubles, seed }: { series: number; troubles: readonly Trouble[]; seed: number }, { start, now }: { start: number; now: number }) {
  const quarters: Row[] = [];
  const days = new Map<number, Row>();
  const minutes: Row[] = [];
  const [minutesFrom, quartersFrom] = [now - (now % day) - minuteDays * day, now - (now % day) - quarterDays * day];
  const put = (at: number, [good, total]: readonly [number, number]) => {
    quarters.push([at / (15 * minute), series, good, total]);
    const ofDay = days.get(Math.floor(at / day)) ?? [Math.floor(at / day), series, 0, 0];
    days.set(ofDay[0], [ofDay[0], series, ofDay[2] + good, ofDay[3] + total]);
  };
  // Around an incident every quarter hour is there, so that what it did can be told.
  const isTroubled = (at: number) => troubles.some(({ from, until }) => from < at + 120 * minute && until > at - 60 * minute);
  for (let at = start; at < quartersFrom; at += 60 * minute) {
    const step = isTroubled(at) ? 15 * minute : 60 * minute;
    for (let from = at; from < at + 60 * minute; from += step) put(from, countIn({ from, until: from + step }, troubles, seed));
  }
  for (let at = quartersFrom; at < minutesFrom; at += 15 * minute) put(at, countIn({ from: at, until: at + 15 * minute }, troubles, seed));
  for (let at = minutesFrom; at < now - minute; at += 15 * minute) {
    let sum: [number, number] = [0, 0];
    for (let each = at; each < at + 15 * minute && each + minute <= now; each += minute) {
      const [good, total] = countIn({ from: each, until: each + minute }, troubles, seed);
      minutes.push([each / minute, series, good, total]);
      sum = [sum[0] + good, sum[1] + total];
    }
    put(at, sum);
  }
  return { sli_minutes: minutes, sli_quarters: quarters, sli_days: [...days.values()] };
}

/** Busy by day and quiet by night and at weekends; a few in a hundred thousand fail anyway. The same every time. */
function countIn({ from, until }: { from: number; until: number }, troubles: readonly Trouble[], seed: number): [number, number] {
  const length = (until - from) / minute;
  const hour = (from / 3_600_000) % 24;
  const isWeekend = [0, 6].includes(new Date(from).getUTCDay());
  const pace = (30 + Math.round(90 * Math.sin(Math.max(0, (hour - 5) / 17) * Math.PI) ** 2)) * (isWeekend ? 0.6 : 1);
  const at = from / minute + seed * 104_729;
  const size = 0.4 + (seed % 7) / 5;
  const total = Math.round(length * pace * size * (0.9 + noise(at) * 0.2));
  const share = troubles.reduce((worst, each) => Math.max(worst, (each.perMille * Math.max(0, Math.min(each.until, until) - Math.max(each.from, from))) / (until - from)), 0);
  const bad = Math.round((total * share) / 1_000) + (noise(at * 3) < total / (3_000 + (seed % 5) * 2_000) ? 1 : 0);
  return [Math.max(0, total - bad), total];
}

function noise(value: number): number {
  const mixed = Math.imul(value ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  return (Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35) >>> 0) / 2 ** 32;
}

async function insert(tx: Tx, table: string, rows: readonly Row[]): Promise<void> {
  for (let start = 0; start < rows.length; start += 20_000) {
    await tx.rows(sql`insert into ${sql.raw(table)} (at, series, good, total) select at, series, good, total from ${numbersTable("r", ["at", "series", "good", "total"], rows.slice(start, start + 20_000))}`);
  }
}

function asManager(db: Db, now: number): Context {
  return mintContext({ db, now, actor: { kind: "person", personId: "per_mira_okafor", name: "Mira Okafor" }, audience: { kind: "staff" }, permissions: staffPermissions.manager, requestId: "demo" });
}
