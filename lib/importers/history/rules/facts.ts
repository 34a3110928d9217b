import type { ComponentState } from "../../../catalog/terms.ts";
import { type ImpactInterval, impactIntervals } from "../../../incidents/rules/intervals.ts";
import { inOrder, lifecycleOf } from "../../../incidents/rules/state.ts";
import type { IncidentImpact, IncidentState } from "../../../incidents/terms.ts";
import type { MaintenanceState } from "../../../maintenance/terms.ts";
import type { PlannedAnnouncement, PlannedComponent, PlannedGroup, PlannedIncident, PlannedMaintenance, PlannedUpdate } from "./planned.ts";

// What an import compares: the same shape for what was read and for what is stored, with our ids for components and groups.

export type GroupFacts = PlannedGroup;
export type AnnouncementFacts = PlannedAnnouncement;

export interface ComponentFacts extends PlannedGroup {
  groupId: string | null;
  startedAt: number;
  isRetired: boolean;
}

export interface UpdateFacts<S> {
  externalId: string;
  state: S;
  body: string;
  occurredAt: number;
  recordedAt: number;
  components: { componentId: string; state: ComponentState }[];
}

interface StoryFacts<S> {
  externalId: string;
  code: string;
  url: string | null;
  title: string;
  state: S;
  startedAt: number | null;
  createdAt: number;
  componentIds: string[];
  /** Oldest first. */
  updates: UpdateFacts<S>[];
  intervals: ImpactInterval[];
}

export interface IncidentFacts extends StoryFacts<IncidentState> {
  impact: IncidentImpact;
  startedAt: number;
  resolvedAt: number | null;
  lastUpdateAt: number;
}

export interface MaintenanceFacts extends StoryFacts<MaintenanceState> {
  scheduledFor: number;
  scheduledUntil: number;
  completedAt: number | null;
}

/** Our id of a Statuspage id. */
export type IdOf = (externalId: string) => string | null;

export function mergeComponent(planned: PlannedComponent, { before, groupIdOf, hasOwnOrder }: { before: ComponentFacts | null; groupIdOf: IdOf; hasOwnOrder: boolean }): ComponentFacts {
  const { externalId, name, description, startedAt, isRetired, groupExternalId } = planned;
  // Files that only mention a component know less of it than what is stored.
  if (isRetired && before) return before;
  // Staff who move one component number its neighbours anew: from then on the order is theirs.
  const position = hasOwnOrder ? (before?.position ?? planned.position) : planned.position;
  const groupId = groupExternalId === null ? null : (groupIdOf(groupExternalId) ?? before?.groupId ?? null);
  return { externalId, name, description, position, groupId, startedAt, isRetired };
}

/** The incident as it will be stored: what was read, and what is here already but no longer there, told as one timeline. */
export function mergeIncident(planned: PlannedIncident, { before, componentIdOf }: { before: IncidentFacts | null; componentIdOf: IdOf }): IncidentFacts {
  const updates = mergeUpdates(planned.updates, { before: before?.updates ?? [], componentIdOf });
  const { state, startedAt, resolvedAt, lastUpdateAt } = lifecycleOf(asTimeline(updates));
  const { externalId, code, url, title, impact, createdAt } = planned;
  return {
    externalId,
    code: before?.code ?? code,
    url,
    title,
    state,
    impact,
    startedAt: Math.min(startedAt, planned.startedAt),
    resolvedAt,
    lastUpdateAt,
    createdAt,
    componentIds: mergeComponentIds(planned.componentExternalIds, { before: before?.componentIds ?? [], componentIdOf }),
    updates,
    intervals: inTime(impactIntervals(asTimeline(updates))),
  };
}

export function mergeMaintenance(planned: PlannedMaintenance, { before, componentIdOf }: { before: MaintenanceFacts | null; componentIdOf: IdOf }): MaintenanceFacts {
  const { externalId, code, url, title, state, scheduledFor, scheduledUntil, startedAt, completedAt, createdAt } = planned;
  const told = mergeUpdates(planned.updates, { before: [], componentIdOf });
  // The timeline of planned work ends its impact as a resolution ends an incident's.
  const timeline = told.map((update) => ({ ...update, id: update.externalId, state: update.state === "completed" || update.state === "cancelled" ? ("resolved" as const) : ("identified" as const) }));
  return {
    externalId,
    code: before?.code ?? code,
    url,
    title,
    state,
    scheduledFor,
    scheduledUntil,
    startedAt,
    completedAt,
    createdAt,
    componentIds: mergeComponentIds(planned.componentExternalIds, { before: before?.componentIds ?? [], componentIdOf }),
    updates: mergeUpdates(planned.updates, { before: before?.updates ?? [], componentIdOf }).map((update) => ({ ...update, components: [] })),
    intervals: inTime(impactIntervals(timeline)),
  };
}

/** Updates that are stored but that the source has no more: they stay, and are reported. */
export function missingUpdates(planned: { updates: readonly { externalId: string }[] }, before: { updates: readonly { externalId: string }[] } | null): string[] {
  const told = new Set(planned.updates.map((update) => update.externalId));
  return (before?.updates ?? []).map((update) => update.externalId).filter((id) => !told.has(id));
}

/** One order for both sides of the comparison. */
export function inTime(intervals: readonly ImpactInterval[]): ImpactInterval[] {
  return intervals.toSorted((a, b) => a.from - b.from || (a.componentId < b.componentId ? -1 : 1));
}

export function oldestFirst<S>(updates: readonly UpdateFacts<S>[]): UpdateFacts<S>[] {
  return inOrder(updates.map((update) => ({ id: update.externalId, occurredAt: update.occurredAt, recordedAt: update.recordedAt, update }))).map(({ update }) => update);
}

function mergeUpdates<S>(planned: readonly PlannedUpdate<S>[], { before, componentIdOf }: { before: readonly UpdateFacts<S>[]; componentIdOf: IdOf }): UpdateFacts<S>[] {
  const missing = new Set(missingUpdates({ updates: planned }, { updates: before }));
  const told = planned.map(({ components, ...update }) => ({ ...update, components: byId(components.flatMap(({ externalId, state }) => withId(componentIdOf(externalId), state))) }));
  return oldestFirst([...told, ...before.filter((update) => missing.has(update.externalId))]);
}

function mergeComponentIds(planned: readonly string[], { before, componentIdOf }: { before: readonly string[]; componentIdOf: IdOf }): string[] {
  return [...new Set([...before, ...planned.flatMap((id) => componentIdOf(id) ?? [])])].toSorted();
}

function asTimeline(updates: readonly UpdateFacts<IncidentState>[]) {
  return updates.map(({ externalId, ...update }) => ({ ...update, id: externalId }));
}

function withId(componentId: string | null, state: ComponentState): { componentId: string; state: ComponentState }[] {
  return componentId === null ? [] : [{ componentId, state }];
}

export function byId<T extends { componentId: string }>(changes: readonly T[]): T[] {
  return changes.toSorted((a, b) => (a.componentId < b.componentId ? -1 : 1));
}
