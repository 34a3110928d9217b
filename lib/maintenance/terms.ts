export const maintenanceStates = ["scheduled", "in_progress", "verifying", "completed", "cancelled"] as const;
export type MaintenanceState = (typeof maintenanceStates)[number];

/** What a maintenance's update tells beside its words. */
export const maintenanceUpdateKinds = ["scheduled", "moved", "extended", "started", "verifying", "completed", "cancelled", "reminder", "overrun", "note"] as const;
export type MaintenanceUpdateKind = (typeof maintenanceUpdateKinds)[number];

export const maintenanceAnswers = ["accept", "object"] as const;
export type MaintenanceAnswer = (typeof maintenanceAnswers)[number];

export const maintenanceAnswerLabels: Record<MaintenanceAnswer, string> = { accept: "Accepted", object: "Objected" };

export const maintenanceStateLabels: Record<MaintenanceState, string> = {
  scheduled: "Scheduled",
  in_progress: "In progress",
  verifying: "Verifying",
  completed: "Completed",
  cancelled: "Cancelled",
};

const updateLabels: Partial<Record<MaintenanceUpdateKind, string>> = { moved: "Moved", extended: "Extended", reminder: "Reminder", overrun: "Takes longer than planned" };

/** The heading of an update: what it did, or the state it was written in. */
export function maintenanceUpdateLabel({ kind, state }: { kind: MaintenanceUpdateKind; state: MaintenanceState }): string {
  if (kind === "overrun" && state === "scheduled") return "Not begun yet";
  return updateLabels[kind] ?? maintenanceStateLabels[state];
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
