import type { ComponentState } from "../../../catalog/terms.ts";
import type { IncidentImpact, IncidentState } from "../../../incidents/terms.ts";
import type { MaintenanceState } from "../../../maintenance/terms.ts";

export interface SourceFile {
  name: string;
  text: string;
}

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

/** Something that readers should know and that says nothing of any component's state. */
export interface PlannedAnnouncement {
  externalId: string;
  code: string;
  title: string;
  body: string;
  beginsAt: number;
  /** Null where it is still to be seen. */
  endedAt: number | null;
}

/** Something in a file that was left out (a problem) or taken otherwise than it stands there (a note). */
export interface Remark {
  file: string | null;
  /** The id it is about, where one could be read. */
  item: string | null;
  /** Where in the file, from 1. */
  line?: number;
  reason: string;
}

export interface ImportPlan {
  /** Whose history it is. */
  pages: { id: string; name: string }[];
  groups: PlannedGroup[];
  components: PlannedComponent[];
  incidents: PlannedIncident[];
  maintenances: PlannedMaintenance[];
  announcements: PlannedAnnouncement[];
  problems: Remark[];
  notes: Remark[];
}
