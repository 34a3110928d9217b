import type { ComponentState } from "#lib/catalog/terms";
import type { IncidentImpact, IncidentState } from "#lib/incidents/terms";
import type { MaintenanceState } from "#lib/maintenance/terms";

export const tones = ["operational", "degraded", "partial", "major", "maintenance", "unknown"] as const;
export type Tone = (typeof tones)[number];

/** Mail programs know no OKLCH and no custom properties: the tokens of `app/globals.css` as they come out in sRGB. */
export const light = { paper: "#ffffff", page: "#f4f5f7", ink: "#16191f", soft: "#3d434d", muted: "#5c6370", line: "#e1e4e8", wash: "#f4f6fa", accent: "#2c55c9", onAccent: "#ffffff" };
export const dark = { paper: "#14171c", page: "#0d0f13", ink: "#eef0f3", soft: "#c9ced6", muted: "#9aa2ae", line: "#2b3038", wash: "#1c2028", accent: "#8fb0ff", onAccent: "#10131a" };

export const lightTones: Record<Tone, string> = { operational: "#1b7f49", degraded: "#8a6100", partial: "#b54a09", major: "#c01f2c", maintenance: "#2a62b8", unknown: "#5c6370" };
export const darkTones: Record<Tone, string> = { operational: "#57c98a", degraded: "#e6bd4c", partial: "#f2955a", major: "#f87a70", maintenance: "#86b4f7", unknown: "#9aa2ae" };

/** Text and not images, which mail programs hide; U+FE0E asks for the plain form of a sign that also exists as an emoji. */
export const marks: Record<Tone, string> = { operational: "●", degraded: "◐", partial: "◑", major: "✕", maintenance: "⚙\ufe0e", unknown: "?" };

export const componentTones: Record<ComponentState, Tone> = { operational: "operational", under_maintenance: "maintenance", degraded_performance: "degraded", partial_outage: "partial", major_outage: "major" };

const impactTones: Record<IncidentImpact, Tone> = { none: "unknown", minor: "degraded", major: "partial", critical: "major" };

export function incidentTone(state: IncidentState, impact: IncidentImpact): Tone {
  return state === "resolved" ? "operational" : impactTones[impact];
}

export function maintenanceTone(state: MaintenanceState): Tone {
  if (state === "completed") return "operational";
  return state === "cancelled" ? "unknown" : "maintenance";
}
