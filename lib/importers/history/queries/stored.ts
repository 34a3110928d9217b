import { and, eq, inArray, isNotNull } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { announcements } from "#db/schema/announcements";
import { auditEntries } from "#db/schema/audit";
import { componentGroups, components } from "#db/schema/catalog";
import { impactIntervals, incidentComponents, incidents, updateComponents, updates } from "#db/schema/incidents";
import { maintenanceComponents, maintenances, maintenanceUpdates } from "#db/schema/maintenance";
import { type AnnouncementFacts, byId, type ComponentFacts, type GroupFacts, type IncidentFacts, inTime, type MaintenanceFacts, oldestFirst } from "../rules/facts.ts";

/** What earlier imports stored, by Statuspage's id; things that were made here have none and are never touched. */
export type Stored<F> = ReadonlyMap<string, { id: string; facts: F }>;

const idsAtOnce = 500;

export async function loadGroups(read: ReadDb): Promise<Stored<GroupFacts>> {
  const { id, externalId, name, description, position } = componentGroups;
  const rows = await read.select({ id, externalId, name, description, position }).from(componentGroups).where(isNotNull(externalId));
  return asStored(rows.map(({ id, ...facts }) => ({ id, facts })));
}

export async function loadComponents(read: ReadDb): Promise<Stored<ComponentFacts>> {
  const { id, externalId, name, description, position, groupId, startedAt, createdAt, archivedAt } = components;
  const rows = await read.select({ id, externalId, name, description, position, groupId, startedAt, createdAt, archivedAt }).from(components).where(isNotNull(externalId));
  // Archived in the moment it came: it was gone upstream already. Staff archive later.
  return asStored(rows.map(({ id, createdAt, archivedAt, ...facts }) => ({ id, facts: { ...facts, isRetired: archivedAt === createdAt } })));
}

export async function loadIncidents(read: ReadDb): Promise<Stored<IncidentFacts>> {
  const { id, externalId, code, externalUrl: url, title, state, impact, startedAt, resolvedAt, lastUpdateAt, createdAt } = incidents;
  const rows = await read.select({ id, externalId, code, url, title, state, impact, startedAt, resolvedAt, lastUpdateAt, createdAt }).from(incidents).where(isNotNull(externalId));
  const imported = eq(incidents.id, updates.incidentId);
  const posts = await read
    .select({ id: updates.id, of: updates.incidentId, externalId: updates.externalId, state: updates.state, body: updates.body, occurredAt: updates.occurredAt, recordedAt: updates.recordedAt })
    .from(updates)
    .innerJoin(incidents, imported)
    .where(and(isNotNull(incidents.externalId), isNotNull(updates.externalId)));
  const changes = await read
    .select({ updateId: updateComponents.updateId, componentId: updateComponents.componentId, state: updateComponents.state })
    .from(updateComponents)
    .innerJoin(updates, eq(updates.id, updateComponents.updateId))
    .where(isNotNull(updates.externalId));
  const touched = await read
    .select({ of: incidentComponents.incidentId, componentId: incidentComponents.componentId })
    .from(incidentComponents)
    .innerJoin(incidents, eq(incidents.id, incidentComponents.incidentId))
    .where(isNotNull(incidents.externalId));
  const changesOf = Map.groupBy(changes, (change) => change.updateId);
  const story = storiesOf({
    posts: posts.map(({ id, ...post }) => ({ ...post, components: byId((changesOf.get(id) ?? []).map(({ componentId, state }) => ({ componentId, state }))) })),
    touched,
    intervals: await loadIntervals(read, "incident"),
  });
  return asStored(rows.map(({ id, ...facts }) => ({ id, facts: { ...facts, ...story(id) } })));
}

export async function loadMaintenances(read: ReadDb): Promise<Stored<MaintenanceFacts>> {
  const { id, externalId, code, externalUrl: url, title, state, scheduledFor, scheduledUntil, startedAt, completedAt, createdAt } = maintenances;
  const rows = await read.select({ id, externalId, code, url, title, state, scheduledFor, scheduledUntil, startedAt, completedAt, createdAt }).from(maintenances).where(isNotNull(externalId));
  const posts = await read
    .select({ of: maintenanceUpdates.maintenanceId, externalId: maintenanceUpdates.externalId, state: maintenanceUpdates.state, body: maintenanceUpdates.body, occurredAt: maintenanceUpdates.occurredAt, recordedAt: maintenanceUpdates.recordedAt })
    .from(maintenanceUpdates)
    .where(isNotNull(maintenanceUpdates.externalId));
  const touched = await read.select({ of: maintenanceComponents.maintenanceId, componentId: maintenanceComponents.componentId }).from(maintenanceComponents);
  const story = storiesOf({ posts: posts.map((post) => ({ ...post, components: [] })), touched, intervals: await loadIntervals(read, "maintenance") });
  return asStored(rows.map(({ id, ...facts }) => ({ id, facts: { ...facts, ...story(id) } })));
}

export async function loadAnnouncements(read: ReadDb): Promise<Stored<AnnouncementFacts>> {
  const { id, externalId, code, title, body, beginsAt, endedAt } = announcements;
  const rows = await read.select({ id, externalId, code, title, body, beginsAt, endedAt }).from(announcements).where(isNotNull(externalId));
  return asStored(rows.map(({ id, ...facts }) => ({ id, facts })));
}

/** Those of these things that a person changed here, for whom an import must not undo it. */
export async function listChangedHere(read: ReadDb, ids: readonly string[]): Promise<Set<string>> {
  const changed = new Set<string>();
  for (let from = 0; from < ids.length; from += idsAtOnce) {
    const some = ids.slice(from, from + idsAtOnce);
    const audited = await read.selectDistinct({ id: auditEntries.entityId }).from(auditEntries).where(and(inArray(auditEntries.entityId, some), eq(auditEntries.actorKind, "person")));
    for (const { id } of audited) changed.add(id);
  }
  return changed;
}

/** Whether somebody here ever put components into another order. */
export async function hasOwnOrder(read: ReadDb): Promise<boolean> {
  const [moved] = await read.select({ id: auditEntries.id }).from(auditEntries).where(eq(auditEntries.action, "component.moved")).limit(1);
  return moved !== undefined;
}

/** Every address of an incident or of planned work, and the id it was imported under: null for what was made here. */
export async function loadCodes(read: ReadDb): Promise<Map<string, string | null>> {
  const rows = [...(await read.select({ code: incidents.code, externalId: incidents.externalId }).from(incidents)), ...(await read.select({ code: maintenances.code, externalId: maintenances.externalId }).from(maintenances))];
  return new Map(rows.map(({ code, externalId }) => [code, externalId]));
}

async function loadIntervals(read: ReadDb, cause: "incident" | "maintenance") {
  const of = cause === "incident" ? impactIntervals.incidentId : impactIntervals.maintenanceId;
  return read.select({ of, componentId: impactIntervals.componentId, state: impactIntervals.state, from: impactIntervals.from, until: impactIntervals.until }).from(impactIntervals).where(isNotNull(of));
}

interface Parts<S> {
  posts: { of: string; externalId: string | null; state: S; body: string; occurredAt: number; recordedAt: number; components: IncidentFacts["updates"][number]["components"] }[];
  touched: { of: string; componentId: string }[];
  intervals: (IncidentFacts["intervals"][number] & { of: string | null })[];
}

function storiesOf<S>({ posts, touched, intervals }: Parts<S>) {
  const [postsOf, touchedOf, intervalsOf] = [Map.groupBy(posts, (post) => post.of), Map.groupBy(touched, (one) => one.of), Map.groupBy(intervals, (one) => one.of)];
  return (id: string) => ({
    updates: oldestFirst((postsOf.get(id) ?? []).map(({ externalId, state, body, occurredAt, recordedAt, components: changes }) => ({ externalId: externalId ?? "", state, body, occurredAt, recordedAt, components: changes }))),
    componentIds: (touchedOf.get(id) ?? []).map((one) => one.componentId).toSorted(),
    intervals: inTime((intervalsOf.get(id) ?? []).map(({ componentId, state, from, until }) => ({ componentId, state, from, until }))),
  });
}

function asStored<F extends object>(rows: { id: string; facts: F & { externalId: string | null } }[]): Stored<F & { externalId: string }> {
  return new Map(rows.map(({ id, facts }) => [facts.externalId ?? "", { id, facts: { ...facts, externalId: facts.externalId ?? "" } }]));
}
