import type { ComponentState } from "#lib/catalog/terms";
import type { JourneyCriticality } from "#lib/customers/terms";
import type { SeenUpdate } from "#lib/incidents/rules/timeline";
import type { IncidentImpact, IncidentState } from "#lib/incidents/terms";
import type { MaintenanceAnswer, MaintenanceState, MaintenanceUpdateKind } from "#lib/maintenance/terms";
import type { StatusView as Composed } from "./rules/compose.ts";

export interface JourneyView {
  id: string;
  name: string;
  description: string;
  criticality: JourneyCriticality;
  state: ComponentState;
  /** Names of the components it runs on. */
  runsOn: string[];
}

/** An update in the words of one audience. Bodies are Markdown or HTML as written: draw them with `renderMarkdown`. */
export interface UpdateView extends Omit<SeenUpdate, "components"> {
  changes: { componentId: string; component: string; state: ComponentState }[];
}

export interface IncidentSummary {
  id: string;
  code: string;
  title: string;
  state: IncidentState;
  /** As bad as the components the audience knows of; an unknown one adds nothing. */
  impact: IncidentImpact;
  startedAt: number;
  resolvedAt: number | null;
  /** Where it stood before it was imported. */
  externalUrl: string | null;
  /** Names as the audience knows them; components it may not know of are left out. */
  components: string[];
  /** Touches what the audience uses, or was written for it. */
  isTheirs: boolean;
}

export interface OpenIncidentView extends IncidentSummary {
  latest: UpdateView | null;
  promiseDueAt: number | null;
}

export interface ImpactView {
  componentId: string;
  component: string;
  state: ComponentState;
  from: number;
  until: number | null;
}

export interface IncidentView extends OpenIncidentView {
  madeAt: number;
  zone: string;
  /** Newest first. */
  updates: UpdateView[];
  /** On what the audience uses. */
  impacts: ImpactView[];
}

export interface MaintenanceSummary {
  id: string;
  code: string;
  title: string;
  state: MaintenanceState;
  scheduledFor: number;
  scheduledUntil: number;
  startedAt: number | null;
  completedAt: number | null;
  cancelledAt: number | null;
  /** Since when its planned end is missed; null while it is not, and once it has another. */
  overrunAt: number | null;
  /** RFC 5545 SEQUENCE: raised with each change of its times. */
  sequence: number;
  createdAt: number;
  externalUrl: string | null;
  components: string[];
  /** Those of them that the audience uses; all of them where the audience is no customer. */
  theirComponents: string[];
  /** Until when this audience is asked whether the time suits it; null where it is not asked. */
  asksUntil: number | null;
  /** "every week on Sunday", where it is one of a series. */
  repeats: string | null;
}

export interface MaintenanceUpdateView {
  id: string;
  kind: MaintenanceUpdateKind;
  state: MaintenanceState;
  body: string;
  occurredAt: number;
  recordedAt: number;
  /** The times before it, where it changed them. */
  earlierFor: number | null;
  earlierUntil: number | null;
}

/** What this customer said to the times as they are now. */
export interface MaintenanceReplyView {
  answer: MaintenanceAnswer;
  comment: string;
  proposedFor: number | null;
  proposedUntil: number | null;
  repliedAt: number;
}

/** The times of a series that are computed only: nothing stands in the tables for them yet. */
export interface SeriesView {
  title: string;
  repeats: string;
  components: string[];
  next: { from: number; until: number }[];
}

export interface MaintenanceView extends MaintenanceSummary {
  madeAt: number;
  zone: string;
  /** Newest first. */
  updates: MaintenanceUpdateView[];
  /** This customer's own answer; null where it gave none, and for every other audience. */
  reply: MaintenanceReplyView | null;
  /** Later times of its series. */
  next: { from: number; until: number }[];
}

export interface MaintenanceListView {
  madeAt: number;
  zone: string;
  /** These two on the first page only. */
  underWay: MaintenanceSummary[];
  upcoming: MaintenanceSummary[];
  series: SeriesView[];
  /** Newest first. */
  past: MaintenanceSummary[];
  /** Cursor of the next, older page. */
  older: string | null;
}

interface HistoryFacts {
  /** When it began, which is its place in the history. */
  at: number;
  /** The last update's body. */
  lastWords: string | null;
}
export type HistoryEntry = HistoryFacts & (({ kind: "incident" } & IncidentSummary) | ({ kind: "maintenance" } & MaintenanceSummary));

export interface HistoryView {
  madeAt: number;
  zone: string;
  /** What is going on, on the first page only; the months hold what is over. */
  open: OpenIncidentView[];
  /** Newest first; months without anything are left out. */
  months: { from: number; entries: HistoryEntry[] }[];
  /** Cursor of the next, older page. */
  older: string | null;
}

/** Where an incident says what was looked for. */
export interface Match {
  kind: "title" | "update" | "note";
  /** When that update happened; null where the title says it. */
  occurredAt: number | null;
  /** The words around it, or what was said last. */
  excerpt: string;
}

export interface SearchView {
  zone: string;
  /** The words that were looked for, as they are compared. */
  wanted: string[];
  /** Newest first. */
  hits: (IncidentSummary & { match: Match })[];
  /** Cursor of the next, older page. */
  older: string | null;
}

export interface StatusView extends Composed<OpenIncidentView, MaintenanceSummary> {
  /** Public incidents that do not touch what this customer uses. */
  elsewhere: OpenIncidentView[];
  series: SeriesView[];
  journeys: JourneyView[];
  /** The earliest promise that is open. */
  nextPromiseAt: number | null;
}
