// node … company-of-size.ts <components> <incidents>: fills the empty database of DATA_DIR with a company of that size and the cast
// of the tests. Acme uses nearly all of it; three incidents are going on, the others are spread over 90 days.
import { databaseUrl, getDb } from "#db/connection";
import { migrate } from "#db/migrate";
import type { Tx } from "#db/open";
import { componentGroups, components } from "#db/schema/catalog";
import { customerComponents } from "#db/schema/customers";
import { impactIntervals, incidentComponents, incidents, updateComponents, updates } from "#db/schema/incidents";
import { makeFindable } from "#lib/incidents/commands/findable";
import { now as clock } from "#lib/platform/clock";
import { acme, addCast, cards, jonas, payouts } from "#lib/testing/cast";

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const days = 90;
const perGroup = 8;
const openIncidents = 3;
const regions = ["Europe", "North America", "Asia Pacific", "South America", "Africa"];
const parts = ["Card acquiring", "Ledger", "Webhooks", "Refunds", "Risk scoring", "Tokens", "Settlement", "Reconciliation"];
const faults = ["fails for some requests", "is slower than usual", "delivers late", "refuses some cards", "cannot be reached"];
const states = ["degraded_performance", "partial_outage", "degraded_performance", "major_outage"] as const;
const impacts = { degraded_performance: "minor", partial_outage: "major", major_outage: "critical" } as const;
const words = {
  investigating: "Since this morning some requests take more than ten seconds or end with an error. We have stopped the rollout that preceded it and look for the cause.",
  identified: "A certificate of the connection to two acquirers expired. We are replacing it, one region after the other.",
  resolved: "All requests have been answered in the usual time for half an hour. The certificates are now renewed two weeks ahead, and an alarm tells us if one is not.",
};

interface Component {
  id: string;
  name: string;
}

const [componentCount = 20, incidentCount = 50] = process.argv.slice(2).map(Number);
const now = clock();
const db = getDb();
await migrate(databaseUrl());
await addCast(db, now - 400 * day);
await db.write(async (tx) => addIncidents(tx, await addComponents(tx)), { holdMs: 60_000 });
await db.close();

async function addComponents(tx: Tx): Promise<Component[]> {
  const at = now - 400 * day;
  // The cast brings three that everybody may see; one group holds them.
  const more = Array.from({ length: componentCount - 3 }, (_, index) => {
    const group = Math.floor(index / perGroup);
    return { id: `cmp_size_${index}`, groupId: `grp_size_${group}`, name: `${parts[index % parts.length]} ${regions[group % regions.length]}${group < regions.length ? "" : ` ${Math.floor(group / regions.length) + 1}`}`, description: "Takes requests of merchants and answers them within two seconds.", position: index, startedAt: at, createdAt: at };
  });
  const groupCount = Math.ceil(more.length / perGroup);
  await tx.insert(componentGroups).values(Array.from({ length: groupCount }, (_, index) => ({ id: `grp_size_${index}`, name: `${regions[index % regions.length]}${index < regions.length ? "" : ` ${Math.floor(index / regions.length) + 1}`}`, position: index + 1, createdAt: at })));
  await tx.insert(components).values(more);
  await tx.insert(customerComponents).values(more.map(({ id }, index) => ({ customerId: acme.id, componentId: id, position: index + 3 })));
  return [cards, payouts, ...more];
}

async function addIncidents(tx: Tx, of: Component[]): Promise<void> {
  const numbers = Array.from({ length: incidentCount }, (_, index) => index);
  for (const index of numbers) await addIncident(tx, { index, component: of[(index * 7) % of.length] ?? cards });
  await makeFindable(tx, numbers.map(idOf));
}

function idOf(index: number): string {
  return `inc_size_${String(index).padStart(4, "0")}`;
}

async function addIncident(tx: Tx, { index, component }: { index: number; component: Component }): Promise<void> {
  const id = idOf(index);
  const isOpen = index < openIncidents;
  const from = isOpen ? now - (index + 1) * hour : now - Math.floor((index / incidentCount) * (days - 1) * day) - 9 * hour;
  const until = isOpen ? null : from + (12 + ((index * 37) % 170)) * minute;
  const state = states[index % states.length] ?? "partial_outage";
  const incident = { id, code: `size${String(index).padStart(8, "0")}`, title: `${component.name} ${faults[index % faults.length]}`, visibility: "public" as const, impact: impacts[state], startedAt: from, resolvedAt: until, createdAt: from, createdBy: jonas.id };
  const told = [{ state: "investigating" as const, at: from }, { state: "identified" as const, at: from + 8 * minute }, ...(until === null ? [] : [{ state: "resolved" as const, at: until }])];
  const last = told.at(-1) ?? { state: "investigating" as const, at: from };
  await tx.insert(incidents).values({ ...incident, state: last.state, lastUpdateAt: last.at });
  await tx.insert(incidentComponents).values({ incidentId: id, componentId: component.id });
  await tx.insert(updates).values(told.map((update, order) => ({ id: `upd_size_${index}_${order}`, incidentId: id, state: update.state, body: words[update.state], occurredAt: update.at, recordedAt: update.at, authorId: jonas.id })));
  await tx.insert(updateComponents).values({ updateId: `upd_size_${index}_0`, componentId: component.id, state });
  await tx.insert(impactIntervals).values({ id: `imp_size_${index}`, componentId: component.id, incidentId: id, state, from, until });
}
