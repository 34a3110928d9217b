import type { Db } from "#db/open";
import { saveContract } from "#lib/reports/commands/settings";
import type { Terms } from "#lib/reports/rules/shapes";
import { addExclusion } from "#lib/slo/commands/exclusions";
import { closeMonth } from "#lib/reports/jobs";
import { release } from "#lib/reports/commands/release";
import { calendarPeriod } from "#lib/core/calendar";
import { DAY, HOUR, MINUTE } from "#lib/core/time";
import { acme, globex, jonas, mira, testNow } from "./cast.ts";
import { asStaff } from "./contexts.ts";
import { anIncident, anUpdate } from "./incidents.ts";
import { anSli, anSlo, count } from "./slos.ts";

/** October 2026 in Berlin: 745 hours, since the clocks go back in it. */
export const october = calendarPeriod(Date.UTC(2026, 9, 15), "month", acme.timeZone);
/** On the 14th a quarter of Acme's and a tenth of Globex's requests fail for half an hour. */
export const outage = { from: Date.UTC(2026, 9, 14, 8), until: Date.UTC(2026, 9, 14, 8, 30) };

export const terms: Omit<Terms, "sloId"> = {
  name: "Master agreement, annex 3", targetPpm: 999_900, method: "downtime", sliceMinutes: 5, downFromPpm: 50_000, minimumMinutes: 5, honoursExclusions: true,
  tiers: [{ belowPpm: 999_900, creditPpm: 100_000 }, { belowPpm: 990_000, creditPpm: 250_000 }], capPpm: 500_000, claimDays: 30, feeMinor: 1_200_000, currency: "EUR", clauses: "",
};

export interface Month {
  incidentId: string;
  acmeSlo: string;
  acmeSeries: number;
  globexSlo: string;
}

/** A month of two customers with an incident, an exclusion and a contract. `sloCount` objectives of Acme look at the same counts. */
export async function aMonth(db: Db, { sloCount = 1 }: { sloCount?: number } = {}): Promise<Month> {
  const byMira = (now = testNow) => asStaff(db, mira, now);
  const ours = await anSli(byMira(october.from - 60 * DAY), db);
  const theirs = await anSli(byMira(october.from - 60 * DAY), db, { key: "trips", customerId: globex.id });
  for (const [series, bad] of [[ours.series, 25], [theirs.series, 10]] as const) {
    await count(db, { series, from: october.from - 35 * DAY, until: october.until, every: 15 });
    await count(db, { series, from: outage.from, until: outage.until, bad });
  }
  const [acmeSlo = ""] = await objectives(db, { sliId: ours.sliId, sloCount });
  const globexSlo = await anSlo(byMira(october.from - 60 * DAY), [theirs.sliId], { name: "Book a trip" });
  await addExclusion(byMira(october.from + 20 * DAY), { id: acmeSlo, zone: "UTC", from: "2026-10-14T08:05", until: "2026-10-14T08:10", effect: "removed", category: "customer_cause", reason: "A load test of Acme’s own", clause: "4.2" });
  await saveContract(byMira(), { id: acme.id, version: 0, terms: { ...terms, sloId: acmeSlo } });
  const { incidentId } = await anIncident(asStaff(db, jonas, outage.from + 4 * MINUTE), { occurredAt: outage.from });
  await anUpdate(asStaff(db, jonas, outage.until), { incidentId, baseVersion: 1, state: "resolved", body: "Payments work again." });
  return { incidentId, acmeSlo, acmeSeries: ours.series, globexSlo };
}

async function objectives(db: Db, { sliId, sloCount }: { sliId: string; sloCount: number }): Promise<string[]> {
  const ids: string[] = [];
  const ctx = asStaff(db, mira, october.from - 60 * DAY);
  for (let index = 0; index < sloCount; index++) {
    const isSliced = index % 3 === 1;
    const sliced = { method: "timeslices" as const, window: "calendar:month", zone: acme.timeZone, sliceMinutes: 15, sliceTarget: 950_000 };
    ids.push(await anSlo(ctx, [sliId], { name: index === 0 ? "Checkout works" : `Journey ${index + 1}: a name as long as customers like to give them, with every step`, ...(isSliced ? sliced : {}) }));
  }
  return ids;
}

/** Closes October of a customer and, where it is wanted, releases it as Mira does. */
export async function aStatement(db: Db, { customerId = acme.id, isReleased = true, now = testNow + HOUR }: { customerId?: string; isReleased?: boolean; now?: number } = {}): Promise<string> {
  const period = calendarPeriod(Date.UTC(2026, 9, 15), "month", customerId === acme.id ? acme.timeZone : globex.timeZone);
  const id = await closeMonth({ db, now }, { customerId, ...period });
  if (id === null) throw new Error("There is a statement already, or nothing to state.");
  if (isReleased) await release(asStaff(db, mira, now), { id, version: 1, byName: mira.name });
  return id;
}
