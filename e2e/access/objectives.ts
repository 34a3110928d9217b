import type { Db } from "#db/open";
import { MINUTE } from "#lib/core/time";
import { ensureSeries } from "#lib/sli/commands/series";
import { saveSli } from "#lib/sli/commands/slis";
import { addRoute, archiveSource, saveQuery, saveSource } from "#lib/sli/commands/sources";
import { type MinuteCount, storeCounts } from "#lib/sli/commands/store";
import { createSlo } from "#lib/slo/commands/definitions";
import { addExclusion } from "#lib/slo/commands/exclusions";
import type { Canaries } from "./canaries.ts";
import type { Company } from "./company.ts";
import type { People } from "./people.ts";

interface Place {
  db: Db;
  canaries: Canaries;
  company: Company;
  people: People;
  now: number;
}

export interface Objectives {
  slis: Record<"A" | "B", string>;
  slos: Record<"A" | "B", string>;
  exclusions: Record<"A" | "B", string>;
  sourceId: string;
  routeId: string;
}

const day = 86_400_000;

/** An objective of each customer with words that are its own, counted and with an exclusion; and a source that only staff know. */
export async function addObjectives({ db, canaries, company, people, now }: Place): Promise<Objectives> {
  const ctx = people.context(db, { role: "manager", at: now - 20 * day });
  const ofStaff = (what: string) => canaries.make(`${what} of a source`, ["staff"]);
  const { id: sourceId } = await saveSource(ctx, { id: null, version: 0, kind: "otlp", name: `Collector ${ofStaff("name")}`, settings: {}, secret: null });
  const routeId = await addRoute(ctx, { sourceId, metric: "calls", matchers: `job="${ofStaff("label")}"`, side: "total", counting: "delta", customerLabel: "customer", sliKey: "checkout" });
  // It was asked once and is asked no more: its queries are what an objective is handed to other tools with.
  const { id: askedId } = await saveSource(ctx, { id: null, version: 0, kind: "prometheus", name: "Prometheus", settings: { url: "https://prometheus.example" }, secret: null });
  for (const id of [sourceId, routeId, askedId]) canaries.watch(id, "the id of a source or route", ["staff"]);
  const made = { slis: { A: "", B: "" }, slos: { A: "", B: "" }, exclusions: { A: "", B: "" } };
  for (const of of ["A", "B"] as const) {
    const words = (what: string) => canaries.make(`${what} of ${of}'s objective`, [of, "staff"]);
    const sliId = await saveSli(ctx, { id: null, version: 0, customerId: company.customers[of].id, journeyId: null, key: "checkout", name: `Checkout ${words("indicator")}`, kind: "availability", definition: `Answered ${words("definition")}` });
    await saveQuery(ctx, { sourceId: askedId, sliId, query: { total: "checkout_total", good: `checkout_good{job="${ofStaff("query")}"}` }, backfillDays: 0 });
    const slo = await createSlo(ctx, { name: `Checkout ${words("name")}`, slis: [sliId], way: null, target: 999_000, window: "rolling:30", zone: null, method: "occurrences", sliceMinutes: null, sliceTarget: null, noData: "ignore", maintenance: "removed", minimumTraffic: 0, observeDays: 0, reason: "" });
    await count(db, { sourceId, sliId, now });
    const date = new Date(now - 3 * day).toISOString().slice(0, 10);
    const exclusion = await addExclusion(ctx, { id: slo, zone: "UTC", from: `${date}T10:00`, until: `${date}T11:00`, effect: "removed", category: "other", reason: `Because ${words("exclusion")}`, clause: "" });
    for (const id of [sliId, slo, exclusion]) canaries.watch(id, `an id of ${of}'s objective`, [of, "staff"]);
    Object.assign(made.slis, { [of]: sliId });
    Object.assign(made.slos, { [of]: slo });
    Object.assign(made.exclusions, { [of]: exclusion });
  }
  await archiveSource(ctx, { id: askedId });
  return { ...made, sourceId, routeId };
}

async function count(db: Db, { sourceId, sliId, now }: { sourceId: string; sliId: string; now: number }): Promise<void> {
  await db.write(async (tx) => {
    const series = (await ensureSeries(tx, { sourceId, sliIds: [sliId], now })).get(sliId) ?? 0;
    const last = Math.floor(now / MINUTE);
    const counts = Array.from({ length: 400 }, (_, index): MinuteCount => ({ series, minute: last - index * 15, good: 100, total: 100 }));
    await storeCounts(tx, counts, { how: "set", keptFrom: 0 });
  }, { lock: true });
}
