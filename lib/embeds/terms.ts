import type { ComponentState } from "../catalog/terms.ts";
import type { IncidentImpact, IncidentState } from "../incidents/terms.ts";
import type { MaintenanceState } from "../maintenance/terms.ts";

export const badgeStyles = ["flat", "plain"] as const;
export type BadgeStyle = (typeof badgeStyles)[number];

export const originsAtMost = 10;
export const embedsAtMost = 20;

/** `/embed/status.json`: how things are for one audience, for a page of somebody else. Instants are RFC 3339; fields are added, never changed. */
export interface EmbedStatus {
  version: 1;
  page: { name: string; url: string };
  status: {
    state: ComponentState;
    /** In Statuspage's words: none, minor, major, critical. */
    indicator: string;
    sentence: string;
    since: string | null;
  };
  /** The worst first. */
  incidents: EmbedIncident[];
  /** How many more there are. */
  moreIncidents: number;
  /** Under way, then coming up, soonest first. */
  maintenance: EmbedMaintenance[];
  /** Of a customer. */
  journeys?: { name: string; state: ComponentState; word: string }[];
}

export interface EmbedIncident {
  title: string;
  url: string;
  state: IncidentState;
  word: string;
  impact: IncidentImpact;
  startedAt: string;
  updatedAt: string | null;
  nextUpdateBy: string | null;
  components: string[];
  words: string;
}

export interface EmbedMaintenance {
  title: string;
  url: string;
  state: MaintenanceState;
  word: string;
  from: string;
  until: string;
  components: string[];
}
