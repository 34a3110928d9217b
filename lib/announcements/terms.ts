/** How an announcement stands; derived from its times, never assigned. */
export const announcementStates = ["planned", "current", "over", "withdrawn"] as const;
export type AnnouncementState = (typeof announcementStates)[number];

export const announcementStateLabels: Record<AnnouncementState, string> = { planned: "Planned", current: "Shown now", over: "Over", withdrawn: "Withdrawn" };
