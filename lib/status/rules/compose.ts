import { say, sayLasting } from "../../language/rules/say.ts";
import type { Audience } from "../../access/terms.ts";
import type { ComponentState } from "../../catalog/terms.ts";
import { clip, total } from "../../core/intervals.ts";
import { addDays, type CalendarDay, lastDays, startOfDay } from "../../core/time.ts";
import type { IncidentImpact, IncidentState } from "../../incidents/terms.ts";
import type { MaintenanceState } from "../../maintenance/terms.ts";
import { type DayBar, dayBars, isAffected, type OpenInterval, worstLine } from "./days.ts";
import { byUrgency, type Headline, headline } from "./headline.ts";
import { type PageStatus, pageStatus, worstState } from "./indicator.ts";
import { formatUptime, meanPpm, uptimePpm } from "./uptime.ts";

export const BAR_DAYS = 90;
export const RECENT_DAYS = 14;
const namedADay = 3;

export interface ComponentInput {
  id: string;
  /** As this audience calls it. */
  name: string;
  description: string;
  groupId: string | null;
  position: number;
  state: ComponentState;
  showsHistory: boolean;
  startedAt: number;
}

export interface OpenIncident {
  code: string;
  title: string;
  state: IncidentState;
  impact: IncidentImpact;
  startedAt: number;
}

export interface PlannedWork {
  code: string;
  title: string;
  state: MaintenanceState;
  scheduledFor: number;
  scheduledUntil: number;
}

export interface RecentIncident extends OpenIncident {
  resolvedAt: number | null;
}

/** A day on which incidents began that are over: the worst of them, and how many there are besides. */
export interface RecentDay {
  /** The first instant of the day. */
  from: number;
  worst: { code: string; title: string; impact: IncidentImpact; lastedMs: number }[];
  more: number;
}

/** Only what the audience may see, in its own names. Intervals of incidents it may not see must not be among them. */
export interface StatusInput<I extends OpenIncident = OpenIncident, M extends PlannedWork = PlannedWork> {
  audience: Audience;
  now: number;
  zone: string;
  groups: readonly { id: string; name: string; description: string; position: number }[];
  components: readonly ComponentInput[];
  intervals: readonly (OpenInterval & { componentId: string })[];
  openIncidents: readonly I[];
  maintenances: readonly M[];
  /** Incidents that were going on at some time in the last 14 days, open ones included. */
  recentIncidents: readonly RecentIncident[];
}

export interface ComponentView {
  id: string;
  name: string;
  description: string;
  state: ComponentState;
  /** 90 bars, oldest first; null where its history is not shown. */
  days: DayBar[] | null;
  uptimePpm: number | null;
  /** "99.93 %", or null where there is no figure. */
  uptime: string | null;
}

export interface GroupView {
  /** Null for the components in no group. */
  id: string | null;
  name: string | null;
  description: string;
  state: ComponentState;
  uptimePpm: number | null;
  components: ComponentView[];
}

export interface StatusView<I extends OpenIncident = OpenIncident, M extends PlannedWork = PlannedWork> {
  madeAt: number;
  zone: string;
  headline: Headline;
  status: PageStatus;
  openIncidents: I[];
  groups: GroupView[];
  underWay: M[];
  upcoming: M[];
  recent: { incidents: number; affectedMs: number; sentence: string; days: RecentDay[] };
}

/** The page of one audience at one instant, from plain facts to what is drawn. */
export function composeStatus<I extends OpenIncident, M extends PlannedWork>(input: StatusInput<I, M>): StatusView<I, M> {
  const states = input.components.map((component) => component.state);
  return {
    madeAt: input.now,
    zone: input.zone,
    headline: headline(input.audience, { incidents: input.openIncidents, components: input.components }),
    status: pageStatus(states, input.openIncidents.map((incident) => incident.impact)),
    openIncidents: byUrgency(input.openIncidents),
    groups: composeGroups(input),
    underWay: plannedIn(input.maintenances, ["in_progress", "verifying"]),
    upcoming: plannedIn(input.maintenances, ["scheduled"]),
    recent: summarise(input),
  };
}

function composeGroups(input: StatusInput): GroupView[] {
  const days = lastDays(input.now, BAR_DAYS, input.zone);
  const intervals = Map.groupBy(input.intervals, (interval) => interval.componentId);
  const known = new Set(input.groups.map((group) => group.id));
  const members = Map.groupBy(input.components.toSorted(byPosition), ({ groupId }) => (groupId !== null && known.has(groupId) ? groupId : null));
  const groups = [...input.groups.toSorted(byPosition), { id: null, name: null, description: "" }];
  return groups.flatMap(({ id, name, description }) => {
    const components = (members.get(id) ?? []).map((component) => composeComponent(component, { days, intervals: intervals.get(component.id) ?? [], now: input.now }));
    if (components.length === 0) return [];
    return [{ id, name, description, state: worstState(components.map((one) => one.state)), uptimePpm: meanPpm(components.map((one) => one.uptimePpm)), components }];
  });
}

function composeComponent(component: ComponentInput, { days, intervals, now }: { days: readonly CalendarDay[]; intervals: readonly OpenInterval[]; now: number }): ComponentView {
  const { id, name, description, state } = component;
  if (!component.showsHistory) return { id, name, description, state, days: null, uptimePpm: null, uptime: null };
  const line = worstLine(intervals, now);
  const ppm = uptimePpm(line, { from: Math.max(days[0]?.from ?? now, component.startedAt), until: now });
  return { id, name, description, state, days: dayBars(days, { line, startedAt: component.startedAt }), uptimePpm: ppm, uptime: ppm === null ? null : formatUptime(ppm) };
}

function summarise({ audience, now, zone, intervals, recentIncidents }: StatusInput) {
  const window = { from: addDays(startOfDay(now, zone), 1 - RECENT_DAYS, zone), until: now };
  const affectedMs = total(clip(worstLine(intervals, now).filter((piece) => isAffected(piece.state)), window));
  const incidents = recentIncidents.length;
  return { incidents, affectedMs, sentence: recentSentence(audience, { incidents, affectedMs }), days: recentDays(recentIncidents, zone) };
}

function recentDays(incidents: readonly RecentIncident[], zone: string): RecentDay[] {
  const over = incidents.flatMap(({ code, title, impact, startedAt, resolvedAt }) => (resolvedAt === null ? [] : [{ code, title, impact, startedAt, lastedMs: resolvedAt - startedAt }]));
  const days = [...Map.groupBy(over, ({ startedAt }) => startOfDay(startedAt, zone))].toSorted(([a], [b]) => b - a);
  return days.map(([from, of]) => ({ from, worst: byUrgency(of).slice(0, namedADay).map(({ code, title, impact, lastedMs }) => ({ code, title, impact, lastedMs })), more: Math.max(0, of.length - namedADay) }));
}

function recentSentence(audience: Audience, { incidents, affectedMs }: { incidents: number; affectedMs: number }): string {
  if (incidents === 0) return say("No incidents in the last {days} days", { days: RECENT_DAYS });
  const count = say("{count} incident|{count} incidents", { count: incidents });
  if (affectedMs === 0) return count;
  return say(audience.kind === "customer" ? "{incidents} · {lasted} in all for you" : "{incidents} · {lasted} in all", { incidents: count, lasted: sayLasting(affectedMs) });
}

function plannedIn<M extends PlannedWork>(maintenances: readonly M[], states: readonly MaintenanceState[]): M[] {
  return maintenances.filter((work) => states.includes(work.state)).toSorted((a, b) => a.scheduledFor - b.scheduledFor);
}

function byPosition(a: { position: number; name: string }, b: { position: number; name: string }): number {
  return a.position - b.position || a.name.localeCompare(b.name);
}
