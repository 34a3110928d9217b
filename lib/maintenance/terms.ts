export const maintenanceStates = ["scheduled", "in_progress", "verifying", "completed", "cancelled"] as const;
export type MaintenanceState = (typeof maintenanceStates)[number];

/** What a maintenance's update tells beside its words. */
export const maintenanceUpdateKinds = ["scheduled", "moved", "extended", "started", "verifying", "completed", "cancelled", "reminder", "overrun", "note"] as const;
export type MaintenanceUpdateKind = (typeof maintenanceUpdateKinds)[number];

export const maintenanceAnswers = ["accept", "object"] as const;
export type MaintenanceAnswer = (typeof maintenanceAnswers)[number];

export const maintenanceStateLabels: Record<MaintenanceState, string> = {
  scheduled: "Scheduled",
  in_progress: "In progress",
  verifying: "Verifying",
  completed: "Completed",
  cancelled: "Cancelled",
};
