import type { ComponentState } from "../catalog/terms.ts";
import type { IncidentImpact } from "../incidents/terms.ts";
import type { PageStatus } from "../status/rules/indicator.ts";

/** The answers of Statuspage's public API v2, by their names in the address. */
export const statuspageDocuments = [
  "summary",
  "status",
  "components",
  "incidents",
  "incidents/unresolved",
  "scheduled-maintenances",
  "scheduled-maintenances/upcoming",
  "scheduled-maintenances/active",
] as const;
export type StatuspageDocument = (typeof statuspageDocuments)[number];

/** The order of the keys is Statuspage's, in all of these: people compare answers by eye. */
export interface PageAnswer {
  id: string;
  name: string;
  url: string;
  time_zone: string;
  updated_at: string;
}

export interface ComponentAnswer {
  id: string;
  name: string;
  status: ComponentState;
  created_at: string;
  updated_at: string;
  position: number;
  description: string | null;
  showcase: boolean;
  start_date: string | null;
  group_id: string | null;
  page_id: string;
  group: boolean;
  only_show_if_degraded: boolean;
  /** Of a group, the ids of what is in it. */
  components?: string[];
}

export interface AffectedAnswer {
  code: string;
  name: string;
  old_status: ComponentState;
  new_status: ComponentState;
}

export interface UpdateAnswer {
  id: string;
  status: string;
  body: string;
  incident_id: string;
  created_at: string;
  updated_at: string;
  display_at: string;
  affected_components: AffectedAnswer[] | null;
  deliver_notifications: boolean;
  custom_tweet: null;
  tweet_id: null;
}

export interface IncidentAnswer {
  id: string;
  name: string;
  status: string;
  created_at: string;
  updated_at: string;
  monitoring_at: string | null;
  resolved_at: string | null;
  impact: IncidentImpact | "maintenance";
  shortlink: string;
  started_at: string;
  page_id: string;
  incident_updates: UpdateAnswer[];
  components: ComponentAnswer[];
}

export interface MaintenanceAnswer extends IncidentAnswer {
  scheduled_for: string;
  scheduled_until: string;
}

export interface StatuspageAnswer {
  page: PageAnswer;
  components?: ComponentAnswer[];
  incidents?: IncidentAnswer[];
  incident?: IncidentAnswer;
  scheduled_maintenances?: MaintenanceAnswer[];
  status?: PageStatus;
}

/** The portal as one audience knows it. */
export interface StatuspageSite {
  pageId: string;
  name: string;
  home: string;
  incidentUrl: (code: string) => string;
  maintenanceUrl: (code: string) => string;
}

export interface ComponentFacts {
  id: string;
  /** The id on the page it was imported from, by which clients know it. */
  externalId: string | null;
  name: string;
  description: string;
  state: ComponentState;
  showsHistory: boolean;
  startedAt: number;
  createdAt: number;
  /** When its state last changed, as far as its reader knows. */
  changedAt: number;
  groupId: string | null;
  isShown: boolean;
}

export interface GroupFacts {
  id: string;
  externalId: string | null;
  name: string;
  description: string;
  createdAt: number;
}

export interface UpdateFacts {
  id: string;
  externalId: string | null;
  /** In Statuspage's words. */
  status: string;
  body: string;
  occurredAt: number;
  recordedAt: number;
  correctedAt: number | null;
  isQuiet: boolean;
  /** What it says components are in, by our ids. */
  states: { componentId: string; state: ComponentState }[];
  /** What it names goes back to operational. */
  endsImpact: boolean;
}

interface StoryFacts {
  code: string;
  title: string;
  createdAt: number;
  componentIds: string[];
  /** Newest first. */
  updates: UpdateFacts[];
}

export interface IncidentFacts extends StoryFacts {
  impact: IncidentImpact;
  startedAt: number;
  monitoringAt: number | null;
  resolvedAt: number | null;
}

export interface MaintenanceFacts extends StoryFacts {
  state: string;
  scheduledFor: number;
  scheduledUntil: number;
  startedAt: number | null;
  endedAt: number | null;
}

/** All that the answers for one audience are made of. */
export interface StatuspageFacts {
  zone: string;
  status: PageStatus;
  /** In the audience's order. */
  components: ComponentFacts[];
  groups: GroupFacts[];
  /** Newest first. */
  incidents: IncidentFacts[];
  maintenances: MaintenanceFacts[];
}
