import { asc, eq, inArray, isNull, max, and } from "drizzle-orm";
import { addWords, removeWords } from "#db/full-text";
import type { ReadDb, Tx } from "#db/open";
import { impactIntervals, incidentComponents, incidentCustomers, incidentReach, incidents, incidentTexts, updateNotes, updates } from "#db/schema/incidents";
import { activeUntil, keysOf } from "../rules/reach.ts";
import { placesFor, textsOf } from "../rules/texts.ts";

const incidentsAtOnce = 100;
const rowsAtOnce = 1_000;

/**
 * Writes down anew under which keys readers find these incidents, and by which words. Belongs into every transaction that
 * changes their words, times, visibility or reach; there is no trigger that would do it.
 */
export async function makeFindable(tx: Tx, incidentIds: readonly string[]): Promise<void> {
  for (let from = 0; from < incidentIds.length; from += incidentsAtOnce) await makeSome(tx, incidentIds.slice(from, from + incidentsAtOnce));
}

async function makeSome(tx: Tx, ids: string[]): Promise<void> {
  const told = await loadTold(tx, ids);
  await tx.delete(incidentReach).where(inArray(incidentReach.incidentId, ids));
  const reach = told.flatMap(({ row, reach: addressed, ...times }) => keysOf(addressed).map((key) => ({ incidentId: row.id, key, startedAt: row.startedAt, ...times.times })));
  await inSlices(reach, (slice) => tx.insert(incidentReach).values(slice));

  const removed = await tx.delete(incidentTexts).where(inArray(incidentTexts.incidentId, ids)).returning({ position: incidentTexts.position });
  await inSlices(removed.map((each) => each.position), (slice) => removeWords(tx, slice));
  const texts = told.flatMap(({ row, reach: addressed, said }) => textsOf({ ...row, keys: keysOf(addressed), said }));
  const places = texts.map((text) => placesFor(text));
  const taken = await listTaken(tx, places.flat());
  const placed = texts.map(({ incidentId, customerId, words }, index) => ({ incidentId, customerId, words, position: takeFree(taken, places[index] ?? []) }));
  await inSlices(placed, (slice) => tx.insert(incidentTexts).values(slice));
  await inSlices(placed, (slice) => addWords(tx, slice));
}

async function loadTold(read: ReadDb, ids: string[]) {
  const { id, code, title, visibility, startedAt, resolvedAt } = incidents;
  const rows = await read.select({ id, code, title, visibility, startedAt, resolvedAt }).from(incidents).where(inArray(incidents.id, ids));
  const named = Map.groupBy(await read.select().from(incidentCustomers).where(inArray(incidentCustomers.incidentId, ids)), (each) => each.incidentId);
  const touched = Map.groupBy(await read.select().from(incidentComponents).where(inArray(incidentComponents.incidentId, ids)), (each) => each.incidentId);
  const impacts = Map.groupBy(await read.select({ incidentId: impactIntervals.incidentId, until: impactIntervals.until }).from(impactIntervals).where(inArray(impactIntervals.incidentId, ids)), (each) => each.incidentId);
  const said = Map.groupBy(await listSaid(read, ids), (each) => each.incidentId);
  const told = await read.select({ incidentId: updates.incidentId, at: max(updates.recordedAt) }).from(updates).where(and(inArray(updates.incidentId, ids), isNull(updates.externalId), eq(updates.isQuiet, false))).groupBy(updates.incidentId);
  const toldAt = new Map(told.map((each) => [each.incidentId, each.at]));
  return rows.map((row) => ({
    row,
    reach: { visibility: row.visibility, customerIds: (named.get(row.id) ?? []).map((each) => each.customerId), componentIds: (touched.get(row.id) ?? []).map((each) => each.componentId) },
    times: { activeUntil: activeUntil(row.resolvedAt, impacts.get(row.id) ?? []), toldAt: toldAt.get(row.id) ?? null },
    said: said.get(row.id) ?? [],
  }));
}

/** Common words with a null customer, notes with theirs. Earlier wordings are not searched: what is found must be what is said now. */
async function listSaid(read: ReadDb, ids: string[]): Promise<{ incidentId: string; customerId: string | null; body: string }[]> {
  const common = await read.select({ incidentId: updates.incidentId, body: updates.body }).from(updates).where(inArray(updates.incidentId, ids)).orderBy(asc(updates.id));
  const notes = await read
    .select({ incidentId: updates.incidentId, customerId: updateNotes.customerId, body: updateNotes.body })
    .from(updateNotes)
    .innerJoin(updates, eq(updates.id, updateNotes.updateId))
    .where(inArray(updates.incidentId, ids));
  return [...common.map((each) => ({ ...each, customerId: null })), ...notes];
}

async function listTaken(read: ReadDb, positions: number[]): Promise<Set<number>> {
  const taken = new Set<number>();
  await inSlices(positions, async (slice) => {
    for (const { position } of await read.select({ position: incidentTexts.position }).from(incidentTexts).where(inArray(incidentTexts.position, slice))) taken.add(position);
  });
  return taken;
}

function takeFree(taken: Set<number>, places: number[]): number {
  const free = places.find((place) => !taken.has(place));
  if (free === undefined) throw new Error("More incidents began in the same millisecond than can be put in order.");
  taken.add(free);
  return free;
}

async function inSlices<T>(list: readonly T[], work: (slice: T[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < list.length; from += rowsAtOnce) await work(list.slice(from, from + rowsAtOnce));
}
