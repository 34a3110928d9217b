import type { ComponentState } from "../../../catalog/terms.ts";
import type { IncidentImpact, IncidentState } from "../../../incidents/terms.ts";
import type { MaintenanceState } from "../../../maintenance/terms.ts";
import type { StatuspagePage } from "../input.ts";

export interface PlannedGroup {
  externalId: string;
  name: string;
  description: string;
  position: number;
}

export interface PlannedComponent extends PlannedGroup {
  /** As it is told; the group itself may stand in a file that is not here. */
  groupExternalId: string | null;
  state: ComponentState;
  startedAt: number;
  /** Named by an update, but not among the page's components any more. */
  isRetired: boolean;
}

export interface PlannedUpdate<S> {
  externalId: string;
  state: S;
  /** As it was written, HTML included: rendering is what makes it safe. */
  body: string;
  /** When it is said to have happened (`display_at`). */
  occurredAt: number;
  /** When it was written down (`created_at`). */
  recordedAt: number;
  /** What it says components changed to. */
  components: { externalId: string; state: ComponentState }[];
}

export interface PlannedIncident {
  externalId: string;
  /** Its old code, so that `/incidents/<code>` keeps working. */
  code: string;
  /** Its old permalink, which is also its old feed GUID. */
  url: string | null;
  title: string;
  state: IncidentState;
  impact: IncidentImpact;
  startedAt: number;
  resolvedAt: number | null;
  createdAt: number;
  componentExternalIds: string[];
  updates: PlannedUpdate<IncidentState>[];
}

export interface PlannedMaintenance {
  externalId: string;
  code: string;
  url: string | null;
  title: string;
  state: MaintenanceState;
  scheduledFor: number;
  scheduledUntil: number;
  startedAt: number | null;
  completedAt: number | null;
  createdAt: number;
  componentExternalIds: string[];
  updates: PlannedUpdate<MaintenanceState>[];
}

/** Something in a file that was left out (a problem) or taken otherwise than it stands there (a note). */
export interface Remark {
  file: string | null;
  /** The Statuspage id it is about, where one could be read. */
  item: string | null;
  reason: string;
}

export interface ImportPlan {
  pages: StatuspagePage[];
  groups: PlannedGroup[];
  components: PlannedComponent[];
  incidents: PlannedIncident[];
  maintenances: PlannedMaintenance[];
  problems: Remark[];
  notes: Remark[];
}
