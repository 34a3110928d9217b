import type { ReadDb, Tx } from "#db/open";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import type { ComponentState } from "#lib/catalog/terms";
import { Failure } from "#lib/core/failure";
import { MergeIncident } from "../input.ts";
import type { Addressed } from "../rules/audience.ts";
import { carriedStates, requireMergeable } from "../rules/merge.ts";
import { getIncidentForChange, listViewers, loadIntervals, type LoadedIncident } from "../queries/for-change.ts";
import { acceptLines } from "./accept.ts";
import { carryOver } from "./carry-over.ts";
import { refuseStale } from "./conflict.ts";
import { insertPost, refuseImpossible } from "./post.ts";
import { setReach } from "./reach.ts";
import { refuseUnlessAdmin } from "./consent.ts";
import { retell } from "./retell.ts";

interface Merge {
  source: LoadedIncident;
  target: LoadedIncident;
  /** Whether the source has to say its last words, and the target to go on with a post of its own. */
  ends: boolean;
  goesOn: boolean;
  lastWords: string;
  body: string;
  promiseDueAt: number | null;
  /** What goes over to the target, in which state. */
  components: { componentId: string; state: ComponentState }[];
}

/** Ends an incident in another, which goes on. Each keeps its updates and its audience; who may not see the other reads the last words of this one. */
export async function mergeIncident(ctx: Context, input: MergeIncident): Promise<{ code: string; intoCode: string }> {
  requirePermission(ctx, "incidents.post");
  const wanted = acceptLines(MergeIncident, input);
  return ctx.write(async (tx) => {
    const source = await getIncidentForChange(tx, wanted.incidentId);
    const target = await getTarget(tx, wanted.into);
    requireMergeable(source.row, target.row);
    await refuseStale(tx, ctx, { row: source.row, baseVersion: wanted.baseVersion });
    await refuseStale(tx, ctx, { row: target.row, baseVersion: wanted.intoVersion });
    for (const { row } of [source, target]) await refuseUnlessAdmin(tx, ctx, row.id);
    const { lastWords, body, promiseDueAt, components } = wanted;
    const merge = await plan(tx, { source, target, lastWords, body, promiseDueAt, components });
    await endSource(tx, ctx, merge);
    const reach = await goOn(tx, ctx, merge);
    await carryOver(tx, ctx, { sourceId: source.row.id, targetId: target.row.id, reach });
    return { code: source.row.code, intoCode: target.row.code };
  });
}

async function getTarget(read: ReadDb, key: string): Promise<LoadedIncident> {
  return getIncidentForChange(read, key).catch((error: unknown) => {
    if (error instanceof Failure && error.code === "not_found") throw new Failure("invalid", "There is no such incident.", { into: "Choose one of the list." });
    throw error;
  });
}

async function plan(read: ReadDb, { source, target, components, ...said }: Omit<Merge, "ends" | "goesOn">): Promise<Merge> {
  const held = await openStates(read, source.row.id);
  const goesOn = target.row.state !== "resolved";
  const ends = source.row.state !== "resolved" || (goesOn && held.size > 0);
  const empty = { ...(ends && said.lastWords === "" ? { lastWords: "Say the last words of this incident." } : {}), ...(goesOn && said.body === "" ? { body: "Say how the other goes on." } : {}) };
  if (Object.keys(empty).length > 0) throw new Failure("invalid", "This cannot be merged yet. See the marked fields.", empty);
  const carried = goesOn ? carriedStates(held, await openStates(read, target.row.id)) : new Map<string, ComponentState>();
  for (const { componentId, state } of components) if (carried.has(componentId)) carried.set(componentId, state);
  const touched = new Set(target.reach.componentIds);
  // What is well again by the time of the merge never was the target's.
  const over = [...carried].flatMap(([componentId, state]) => (state === "operational" && !touched.has(componentId) ? [] : [{ componentId, state }]));
  return { ...said, source, target, ends, goesOn, components: over };
}

async function endSource(tx: Tx, ctx: Context, { source: { row, reach }, target, ends, lastWords, components }: Merge): Promise<void> {
  const isForNobodyElse = await seesToo(tx, { reach, target: { ...target.reach, componentIds: [...target.reach.componentIds, ...components.map((each) => each.componentId)] } });
  const held = row.state === "resolved" ? [...(await openStates(tx, row.id)).keys()] : [];
  const post = { incidentId: row.id, state: "resolved" as const, body: lastWords, notes: [], components: held.map((componentId) => ({ componentId, state: "operational" as const })), promiseDueAt: null, postmortemDueAt: null, occurredAt: null };
  // Who sees the target too hears of the merge from there.
  const updateId = ends ? await insertPost(tx, ctx, { ...post, isQuiet: isForNobodyElse }) : null;
  const { touches } = await retell(tx, ctx, { incidentId: row.id, reaches: [reach], version: row.version + 1, endedAs: "merged", mergedIntoId: target.row.id });
  const isTold = updateId !== null && !isForNobodyElse;
  const event = isTold ? { kind: "incident.update_posted", payload: { incidentId: row.id, updateId } } : undefined;
  await record(tx, ctx, { action: "incident.merged", entityId: row.id, before: { state: row.state }, after: { into: target.row.id, updateId, lastWords }, touches, event });
}

/** The target's first post after the merge; answers whom it is for now. */
async function goOn(tx: Tx, ctx: Context, { source, target: { row, reach }, goesOn, body, promiseDueAt, components }: Merge): Promise<Addressed> {
  const after = { ...reach, componentIds: [...new Set([...reach.componentIds, ...components.map((each) => each.componentId)])] };
  const post = { state: row.state, body, notes: [], components, promiseDueAt, postmortemDueAt: null, occurredAt: null };
  if (goesOn) await refuseImpossible(tx, ctx, { ...post, visibility: reach.visibility, customerIds: [...reach.customerIds], earlierComponentIds: reach.componentIds });
  await setReach(tx, row.id, after);
  const updateId = goesOn ? await insertPost(tx, ctx, { ...post, incidentId: row.id }) : null;
  const { touches } = await retell(tx, ctx, { incidentId: row.id, reaches: [reach, after], version: row.version + 1 });
  const event = updateId === null ? undefined : { kind: "incident.update_posted", payload: { incidentId: row.id, updateId } };
  await record(tx, ctx, { action: "incident.went_on", entityId: row.id, before: reach, after: { from: source.row.id, updateId, body, components }, touches, event });
  return after;
}

/** Whether whoever sees the one sees the other too. */
async function seesToo(read: ReadDb, { reach, target }: { reach: Addressed; target: Addressed }): Promise<boolean> {
  if (reach.visibility === "public") return target.visibility === "public";
  const others = new Set(await listViewers(read, target));
  return (await listViewers(read, reach)).every((id) => others.has(id));
}

async function openStates(read: ReadDb, incidentId: string): Promise<Map<string, ComponentState>> {
  const open = (await loadIntervals(read, incidentId)).filter((each) => each.until === null);
  return new Map(open.map(({ componentId, state }) => [componentId, state]));
}
