export const maintenanceStates = ["scheduled", "in_progress", "verifying", "completed", "cancelled"] as const;
export type MaintenanceState = (typeof maintenanceStates)[number];

export const maintenanceStateLabels: Record<MaintenanceState, string> = {
  scheduled: "Scheduled",
  in_progress: "In progress",
  verifying: "Verifying",
  completed: "Completed",
  cancelled: "Cancelled",
};
