import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/open";
import { impactIntervals, incidentComponents, incidents, updateComponents, updateRevisions, updates } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { newId } from "#lib/core/ids";
import { makeFindable } from "#lib/incidents/commands/findable";
import { type IdOf, type IncidentFacts, mergeIncident } from "../rules/facts.ts";
import type { ImportPlan } from "../rules/planned.ts";
import type { Stored } from "../queries/stored.ts";
import type { ImportReport } from "../terms.ts";
import { insertAll, raised } from "./rows.ts";
import { settle } from "./settle.ts";
import { remarkMissing, tallyUpdates, type UpdateChange } from "./updates.ts";

interface Import {
  plan: ImportPlan;
  report: ImportReport;
  stored: Stored<IncidentFacts>;
  componentIdOf: IdOf;
}

type Update = IncidentFacts["updates"][number];

/** Answers the components whose state may be another now. */
export async function importIncidents(tx: Tx, ctx: Context, { plan, report, stored, componentIdOf }: Import): Promise<string[]> {
  const beforeOf = (externalId: string) => stored.get(externalId)?.facts ?? null;
  const wanted = plan.incidents.map((planned) => mergeIncident(planned, { before: beforeOf(planned.externalId), componentIdOf }));
  remarkMissing(report, plan.incidents.map((planned) => ({ planned, before: beforeOf(planned.externalId) })));
  const decision = await settle(tx, report, { kind: "incidents", wanted, stored, nameOf: (facts) => facts.title });
  await insertIncidents(tx, ctx, decision.create);
  for (const change of decision.change) await changeIncident(tx, ctx, change);
  await makeFindable(tx, decision.change.map((change) => change.id));
  tallyUpdates(report, { wanted, decision });
  return [...decision.create, ...decision.change.flatMap(({ before, after }) => [before, after])].flatMap((facts) => facts.intervals.map((interval) => interval.componentId));
}

async function insertIncidents(tx: Tx, ctx: Context, created: readonly IncidentFacts[]): Promise<void> {
  const named = created.map((facts) => ({ id: newId("inc", ctx.now), facts }));
  await insertAll(tx, incidents, named.map(({ id, facts }) => ({ id, ...columnsOf(facts), externalId: facts.externalId, code: facts.code, visibility: "public" as const })));
  await insertAll(tx, incidentComponents, named.flatMap(({ id, facts }) => facts.componentIds.map((componentId) => ({ incidentId: id, componentId }))));
  await insertUpdates(tx, ctx, named.flatMap(({ id, facts }) => facts.updates.map((update) => ({ incidentId: id, update }))));
  await insertIntervals(tx, ctx, named);
  await makeFindable(tx, named.map((each) => each.id));
}

async function insertUpdates(tx: Tx, ctx: Context, posts: readonly { incidentId: string; update: Update }[]): Promise<void> {
  const rows = posts.map(({ incidentId, update: { components: changes, ...update } }) => ({ row: { ...update, id: newId("upd", ctx.now), incidentId }, changes }));
  await insertAll(tx, updates, rows.map(({ row }) => row));
  await insertAll(tx, updateComponents, rows.flatMap(({ row, changes }) => changes.map((change) => ({ ...change, updateId: row.id }))));
}

async function insertIntervals(tx: Tx, ctx: Context, of: readonly { id: string; facts: IncidentFacts }[]): Promise<void> {
  await insertAll(tx, impactIntervals, of.flatMap(({ id, facts }) => facts.intervals.map((interval) => ({ ...interval, id: newId("int", ctx.now), incidentId: id }))));
}

async function changeIncident(tx: Tx, ctx: Context, { id, before, after }: { id: string; before: IncidentFacts; after: IncidentFacts }): Promise<void> {
  await tx.update(incidents).set({ ...columnsOf(after), version: raised(incidents.version) }).where(eq(incidents.id, id));
  const newComponents = after.componentIds.filter((componentId) => !before.componentIds.includes(componentId));
  await insertAll(tx, incidentComponents, newComponents.map((componentId) => ({ incidentId: id, componentId })));
  await tx.delete(impactIntervals).where(eq(impactIntervals.incidentId, id));
  await insertIntervals(tx, ctx, [{ id, facts: after }]);
  const known = new Map(before.updates.map((update) => [update.externalId, update]));
  for (const update of after.updates) {
    const earlier = known.get(update.externalId);
    if (!earlier) await insertUpdates(tx, ctx, [{ incidentId: id, update }]);
    else if (JSON.stringify(earlier) !== JSON.stringify(update)) await changeUpdate(tx, ctx, { incidentId: id, before: earlier, after: update });
  }
}

/** Readers here have seen the earlier words, so they stay readable as after any edit. */
async function changeUpdate(tx: Tx, ctx: Context, { incidentId, before, after }: UpdateChange<Update> & { incidentId: string }): Promise<void> {
  const { components: changes, externalId, ...columns } = after;
  const [row] = await tx.update(updates).set({ ...columns, revision: raised(updates.revision) }).where(and(eq(updates.externalId, externalId), eq(updates.incidentId, incidentId))).returning({ id: updates.id });
  if (!row) throw new Error(`The update ${externalId} vanished in its own transaction.`);
  if (before.body !== after.body) await tx.insert(updateRevisions).values({ id: newId("rev", ctx.now), updateId: row.id, body: before.body, replacedAt: ctx.now });
  await tx.delete(updateComponents).where(eq(updateComponents.updateId, row.id));
  await insertAll(tx, updateComponents, changes.map((change) => ({ ...change, updateId: row.id })));
}

function columnsOf({ url, title, state, impact, startedAt, resolvedAt, lastUpdateAt, createdAt }: IncidentFacts) {
  return { externalUrl: url, title, state, impact, startedAt, resolvedAt, lastUpdateAt, createdAt };
}
