export const maintenanceStates = ["scheduled", "in_progress", "verifying", "completed", "cancelled"] as const;
export type MaintenanceState = (typeof maintenanceStates)[number];

/** What a maintenance's update tells beside its words. */
export const maintenanceUpdateKinds = ["scheduled", "moved", "extended", "started", "verifying", "completed", "cancelled", "reminder", "overrun", "note"] as const;
export type MaintenanceUpdateKind = (typeof maintenanceUpdateKinds)[number];

export const maintenanceAnswers = ["accept", "object"] as const;
export type MaintenanceAnswer = (typeof maintenanceAnswers)[number];

export const maintenanceAnswerLabels: Record<MaintenanceAnswer, string> = { accept: "Accepted", object: "Objected" };

export const maintenanceStateLabels = {
  scheduled: "Scheduled",
  in_progress: "In progress",
  verifying: "Verifying",
  completed: "Completed",
  cancelled: "Cancelled",
} as const satisfies Record<MaintenanceState, string>;

const updateLabels = { moved: "Moved", extended: "Extended", reminder: "Reminder", overrun: "Takes longer than planned" } as const satisfies Partial<Record<MaintenanceUpdateKind, string>>;

type UpdateLabel = "Not begun yet" | (typeof updateLabels)[keyof typeof updateLabels] | (typeof maintenanceStateLabels)[MaintenanceState];

/** The heading of an update: what it did, or the state it was written in. */
export function maintenanceUpdateLabel({ kind, state }: { kind: MaintenanceUpdateKind; state: MaintenanceState }): UpdateLabel {
  if (kind === "overrun" && state === "scheduled") return "Not begun yet";
  return kind in updateLabels ? updateLabels[kind as keyof typeof updateLabels] : maintenanceStateLabels[state];
}

/** Minutes before the start: a week, a day, an hour. */
export const defaultReminders: readonly number[] = [10_080, 1_440, 60];

/** How planned work behaves by itself, of one maintenance or of every occurrence of a series. */
export interface MaintenanceSettings {
  startsItself: boolean;
  completesItself: boolean;
  setsComponents: boolean;
  tellsPlan: boolean;
  tellsStart: boolean;
  tellsEnd: boolean;
  reminders: number[];
}
