import { eq } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Db } from "#db/open";
import { components } from "#db/schema/catalog";
import { customerComponents, customers, journeyComponents, journeys } from "#db/schema/customers";
import { impactCorrections, impactIntervals, incidentComponents, incidentCustomers, incidentLinks, incidents, updateComponents, updateNotes, updateRevisions, updates } from "#db/schema/incidents";
import { maintenanceComponents, maintenanceCustomers, maintenances, maintenanceUpdates } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import { makeFindable } from "#lib/incidents/commands/findable";
import { visibilities, type Visibility } from "#lib/incidents/terms";
import { listFeedItems } from "#lib/feeds/queries";
import { testNow } from "#lib/testing/cast";
import { asMember, asPublic } from "#lib/testing/contexts";
import { withDatabase } from "#lib/testing/database";
import { getHistory } from "./history.ts";
import { findIncidentView } from "./incident.ts";
import { findMaintenanceView } from "./maintenance.ts";
import { getStatusView } from "./view.ts";

const customerIds = [0, 1, 2];
const componentIds = [0, 1, 2, 3];
const addressed = { visibility: fc.constantFrom(...visibilities), to: fc.subarray(customerIds), on: fc.subarray(componentIds) };
const world = fc.record({
  isPublic: fc.array(fc.boolean(), { minLength: componentIds.length, maxLength: componentIds.length }),
  uses: fc.subarray(customerIds.flatMap((customer) => componentIds.map((component) => ({ customer, component })))),
  incidents: fc.array(fc.record({ ...addressed, isResolved: fc.boolean(), corrected: fc.subarray(componentIds), notes: fc.array(fc.subarray(customerIds), { minLength: 1, maxLength: 3 }) }), { minLength: 1, maxLength: 6 }),
  // Into one that is told before it: so there are chains, and no circles.
  merges: fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.nat(5)).filter(([from, into]) => into < from), { maxLength: 3, selector: ([from]) => from }),
  links: fc.uniqueArray(fc.tuple(fc.nat(5), fc.nat(5)).filter(([one, other]) => one < other), { maxLength: 3, selector: String }),
  works: fc.array(fc.record({ ...addressed, isOver: fc.boolean() }), { maxLength: 3 }),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;
type Reader = number | "public";

/** Written without a look at the queries: who may read which word. */
function mayRead({ uses }: World, thing: { visibility: Visibility; to: number[]; on: number[] }, reader: Reader): boolean {
  if (thing.visibility === "public") return true;
  if (reader === "public" || thing.visibility === "internal") return false;
  if (thing.visibility === "selected") return thing.to.includes(reader);
  return uses.some(({ customer, component }) => customer === reader && thing.on.includes(component));
}

/** What happened to a component is told to who uses it, and to the public where it is the public's. */
function knowsImpact({ uses, isPublic }: World, component: number, reader: Reader): boolean {
  return reader === "public" ? isPublic[component] === true : uses.some((use) => use.customer === reader && use.component === component);
}

/** The merges and links that there are in this world. */
function pairsOf({ incidents: { length } }: World, pairs: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  return pairs.filter((pair) => pair.every((index) => index < length));
}

function wordsFor(drawn: World, reader: Reader): { allowed: Set<string>; due: Set<string> } {
  const due = new Set<string>();
  const allowed = new Set<string>();
  for (const component of componentIds) {
    const isUsed = drawn.uses.some((use) => use.customer === reader && use.component === component);
    if (drawn.isPublic[component] || isUsed) allowed.add(`name-${component}`);
    if (isUsed) allowed.add(`own-${reader}-${component}`);
  }
  if (reader !== "public") [`customer-${reader}`, `journey-${reader}`].forEach((word) => allowed.add(word));
  drawn.incidents.forEach((incident, index) => {
    if (!mayRead(drawn, incident, reader)) return;
    due.add(`title-${index}`);
    for (const component of incident.corrected) if (knowsImpact(drawn, component, reader)) due.add(`fix-${index}-${component}`);
    incident.notes.forEach((noted, order) => {
      due.add(`body-${index}-${order}`).add(`earlier-${index}-${order}`).add(`moved-${index}-${order}`);
      if (reader !== "public" && noted.includes(reader)) due.add(`note-${index}-${order}-${reader}`).add(`earlier-note-${index}-${order}-${reader}`);
    });
  });
  drawn.works.forEach((work, index) => {
    if (mayRead(drawn, work, reader)) due.add(`work-${index}`).add(`plan-${index}`);
  });
  return { allowed: allowed.union(due), due };
}

test("in any world every reader gets every word that is for it, on every page and feed, and no other", async () => {
  await fc.assert(
    fc.asyncProperty(world, (drawn) =>
      withDatabase(async ({ db }) => {
        await build(db, drawn);
        for (const reader of ["public", ...customerIds] as const) {
          const { allowed, due } = wordsFor(drawn, reader);
          const words = await readEverything(contextOf(db, reader), drawn);
          expect([...words.difference(allowed)], `for ${reader} only`).toEqual([]);
          expect([...due.difference(words)], `missing for ${reader}`).toEqual([]);
        }
      }),
    ),
    { numRuns: 25 },
  );
});

test("in any world what was merged or linked is told as such exactly to who may read both", async () => {
  await fc.assert(
    fc.asyncProperty(world, (drawn) =>
      withDatabase(async ({ db }) => {
        await build(db, drawn);
        for (const reader of ["public", ...customerIds] as const) {
          const ctx = contextOf(db, reader);
          const reads = (index: number) => mayRead(drawn, drawn.incidents[index] ?? { visibility: "internal", to: [], on: [] }, reader);
          for (const [from, into] of pairsOf(drawn, drawn.merges)) {
            const [source, target] = [await findIncidentView(ctx, `code${from}`), await findIncidentView(ctx, `code${into}`)];
            expect([source?.endedAs ?? null, source?.mergedInto != null]).toEqual(reads(from) && reads(into) ? ["merged", true] : [null, false]);
            expect(target?.updates.some((update) => update.mergedFrom?.title === word(`title-${from}`)) ?? false).toBe(reads(from) && reads(into));
          }
          for (const [one, other] of pairsOf(drawn, drawn.links)) {
            const related = async (index: number) => (await findIncidentView(ctx, `code${index}`))?.related.map((each) => each.code) ?? [];
            expect([(await related(one)).includes(`code${other}`), (await related(other)).includes(`code${one}`)]).toEqual([reads(one) && reads(other), reads(one) && reads(other)]);
          }
        }
      }),
    ),
    { numRuns: 15 },
  );
});

function contextOf(db: Db, reader: Reader): Context {
  if (reader === "public") return asPublic(db);
  return asMember(db, { id: `per_${reader}`, name: "Somebody", email: "somebody@example.com", customerId: `cus_${reader}`, memberRole: "viewer" });
}

/** Everything an audience can open, and every word of ours in it. */
async function readEverything(ctx: Context, drawn: World): Promise<Set<string>> {
  const url = "https://status.example";
  const site = { url, incidentUrl: (code: string) => `${url}/incidents/${code}`, maintenanceUrl: (code: string) => `${url}/maintenance/${code}` };
  const seen: unknown[] = [await getStatusView(ctx), await getHistory(ctx, {}), await listFeedItems(ctx, site)];
  for (const index of drawn.incidents.keys()) seen.push(await findIncidentView(ctx, `code${index}`));
  for (const index of drawn.works.keys()) seen.push(await findMaintenanceView(ctx, `work${index}`));
  return new Set([...JSON.stringify(seen).matchAll(/\[\[([\w-]+)\]\]/g)].map((match) => match[1] ?? ""));
}

const word = (text: string) => `[[${text}]]`;

async function build(db: Db, drawn: World): Promise<void> {
  await db.write(async (tx) => {
    await tx.insert(customers).values(customerIds.map((id) => ({ id: `cus_${id}`, slug: `c${id}`, name: word(`customer-${id}`), tier: "gold" as const, timeZone: "UTC", createdAt: 0 })));
    await tx.insert(components).values(componentIds.map((id) => ({ id: `cmp_${id}`, name: word(`name-${id}`), visibility: drawn.isPublic[id] ? ("public" as const) : ("users" as const), startedAt: 0, createdAt: 0 })));
    await tx.insert(journeys).values(customerIds.map((id) => ({ id: `jny_${id}`, customerId: `cus_${id}`, name: word(`journey-${id}`), criticality: "critical" as const, createdAt: 0 })));
    for (const { customer, component } of drawn.uses) {
      await tx.insert(customerComponents).values({ customerId: `cus_${customer}`, componentId: `cmp_${component}`, ownName: word(`own-${customer}-${component}`) });
      await tx.insert(journeyComponents).values({ journeyId: `jny_${customer}`, componentId: `cmp_${component}` });
    }
    for (const [index, incident] of drawn.incidents.entries()) {
      const id = `inc_${index}`;
      const startedAt = testNow - 7_200_000;
      const resolvedAt = incident.isResolved ? testNow - 60_000 : null;
      const state = incident.isResolved ? ("resolved" as const) : ("identified" as const);
      await tx.insert(incidents).values({ id, code: `code${index}`, title: word(`title-${index}`), visibility: incident.visibility, state, impact: "major", startedAt, resolvedAt, lastUpdateAt: testNow - 60_000, createdAt: startedAt });
      for (const customer of incident.to) await tx.insert(incidentCustomers).values({ incidentId: id, customerId: `cus_${customer}` });
      for (const component of incident.on) {
        await tx.insert(incidentComponents).values({ incidentId: id, componentId: `cmp_${component}` });
        await tx.insert(impactIntervals).values({ id: `imp_${index}_${component}`, componentId: `cmp_${component}`, incidentId: id, state: "partial_outage", from: startedAt, until: resolvedAt });
      }
      for (const component of incident.corrected) await tx.insert(impactCorrections).values({ id: `cor_${index}_${component}`, incidentId: id, componentId: `cmp_${component}`, spans: [], before: [], reason: word(`fix-${index}-${component}`), correctedAt: testNow });
      for (const [order, noted] of incident.notes.entries()) {
        const updateId = `upd_${index}_${order}`;
        const at = startedAt + order * 600_000;
        await tx.insert(updates).values({ id: updateId, incidentId: id, state, body: word(`body-${index}-${order}`), occurredAt: at, recordedAt: at, revision: 2 });
        await tx.insert(updateRevisions).values({ id: `rev_${index}_${order}`, updateId, body: word(`earlier-${index}-${order}`), replacedAt: at + 1 });
        await tx.insert(updateRevisions).values({ id: `rev_${index}_${order}_moved`, updateId, body: "", occurredAt: at - 1, reason: word(`moved-${index}-${order}`), replacedAt: at + 2 });
        for (const component of incident.on) await tx.insert(updateComponents).values({ updateId, componentId: `cmp_${component}`, state: "partial_outage" });
        for (const customer of noted) {
          await tx.insert(updateNotes).values({ updateId, customerId: `cus_${customer}`, body: word(`note-${index}-${order}-${customer}`) });
          await tx.insert(updateRevisions).values({ id: `rev_${index}_${order}_${customer}`, updateId, customerId: `cus_${customer}`, body: word(`earlier-note-${index}-${order}-${customer}`), replacedAt: at + 1 });
        }
      }
    }
    for (const [from, into] of pairsOf(drawn, drawn.merges)) await tx.update(incidents).set({ endedAs: "merged", mergedIntoId: `inc_${into}`, state: "resolved", resolvedAt: testNow - 30_000 }).where(eq(incidents.id, `inc_${from}`));
    for (const [one, other] of pairsOf(drawn, drawn.links)) await tx.insert(incidentLinks).values({ incidentId: `inc_${one}`, otherId: `inc_${other}`, createdAt: testNow });
    await makeFindable(tx, drawn.incidents.map((_, index) => `inc_${index}`));
    for (const [index, work] of drawn.works.entries()) {
      const id = `mnt_${index}`;
      const scheduledFor = work.isOver ? testNow - 86_400_000 : testNow + 86_400_000;
      await tx.insert(maintenances).values({ id, code: `work${index}`, title: word(`work-${index}`), visibility: work.visibility, state: work.isOver ? "completed" : "scheduled", scheduledFor, scheduledUntil: scheduledFor + 3_600_000, completedAt: work.isOver ? scheduledFor + 3_600_000 : null, createdAt: 0 });
      for (const customer of work.to) await tx.insert(maintenanceCustomers).values({ maintenanceId: id, customerId: `cus_${customer}` });
      for (const component of work.on) await tx.insert(maintenanceComponents).values({ maintenanceId: id, componentId: `cmp_${component}` });
      await tx.insert(maintenanceUpdates).values({ id: `mup_${index}`, maintenanceId: id, state: "scheduled", body: word(`plan-${index}`), occurredAt: testNow - 172_800_000, recordedAt: testNow - 172_800_000 });
    }
  });
}
