import type { ComponentState } from "#lib/catalog/terms";
import type { JourneyCriticality } from "#lib/customers/terms";
import type { SeenUpdate } from "#lib/incidents/rules/timeline";
import type { AnnouncementState } from "#lib/announcements/terms";
import type { IncidentEnding, IncidentImpact, IncidentState, PromiseKind } from "#lib/incidents/terms";
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
  /** The incident it was posted to, where that was merged into this one; `isLast`: the words with which it ended there. */
  mergedFrom?: { title: string; isLast: boolean };
  /** What it promised: the next update, the post-mortem. */
  promises: PromiseView[];
}

export interface PromiseView {
  updateId: string;
  kind: PromiseKind;
  dueAt: number;
  /** When it was answered, or null while it has not been. */
  settledAt: number | null;
  /** It was answered late, or is overdue. */
  isMissed: boolean;
}

/** What will be done so that it does not happen again. */
export interface ActionItemView {
  id: string;
  title: string;
  owner: string;
  dueAt: number | null;
  doneAt: number | null;
  /** Only staff see it. */
  isForStaff: boolean;
  /** The one customer that sees it, beside staff; null where all do who see the incident. */
  onlyFor: string | null;
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
  /** Merged only where the audience may see what it was merged into: to anybody else it is resolved. */
  endedAs: IncidentEnding | null;
  /** The incident that goes on with it, if the audience may see that. */
  mergedInto: { code: string; title: string } | null;
  /** When it was written down, after it was over. */
  backfilledAt: number | null;
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

/** What was found out afterwards about when components were how bad. */
export interface CorrectionView {
  correctedAt: number;
  reason: string;
  /** Names as the audience knows them. */
  components: string[];
}

export interface RelatedIncident {
  id: string;
  code: string;
  title: string;
  state: IncidentState;
  endedAs: IncidentEnding | null;
  impact: IncidentImpact;
  startedAt: number;
}

export interface IncidentView extends OpenIncidentView {
  madeAt: number;
  zone: string;
  /** Newest first. */
  updates: UpdateView[];
  /** On what the audience uses. */
  impacts: ImpactView[];
  /** Of what the audience uses, newest first. */
  corrections: CorrectionView[];
  /** Those that the audience may see too, newest first. */
  related: RelatedIncident[];
  /** When the post-mortem was promised for, while it has not come. */
  postmortemDueAt: number | null;
  /** Read with the post-mortem: empty before it is published. */
  actionItems: ActionItemView[];
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

export interface AnnouncementSummary {
  id: string;
  code: string;
  title: string;
  /** Markdown or HTML as written. */
  body: string;
  state: AnnouncementState;
  beginsAt: number;
  /** Null: until somebody ends it. */
  endsAt: number | null;
  endedAt: number | null;
  withdrawnAt: number | null;
  components: string[];
}

export interface AnnouncementView extends AnnouncementSummary {
  madeAt: number;
  zone: string;
  /** What it said before, newest first. */
  earlier: { id: string; title: string; body: string; replacedAt: number }[];
}

interface HistoryFacts {
  /** When it began, which is its place in the history. */
  at: number;
  /** The last update's body. */
  lastWords: string | null;
}
export type HistoryEntry = HistoryFacts & (({ kind: "incident" } & IncidentSummary) | ({ kind: "maintenance" } & MaintenanceSummary) | ({ kind: "announcement" } & AnnouncementSummary));

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
  /** What the audience should know now. */
  announcements: AnnouncementSummary[];
  /** The earliest promise that is open. */
  nextPromiseAt: number | null;
}
