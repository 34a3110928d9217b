import { z } from "zod";
import { toIsoWithOffset } from "../core/time.ts";

// Statuspage's public API v2 as its real answers show it: every key there and no other, null only where it ever stands.
const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:\d\d)$/);
const id = z.string().min(1);

const page = z.strictObject({ id: z.string().regex(/^[a-z0-9]{12}$/), name: z.string(), url: z.url({ protocol: /^https?$/ }).refine((url) => !url.endsWith("/")), time_zone: z.string().regex(/^[A-Z][A-Za-z]+\/[A-Za-z_/+-]+$/), updated_at: instant });

const component = z.strictObject({
  id,
  name: z.string(),
  status: z.enum(["operational", "degraded_performance", "partial_outage", "major_outage", "under_maintenance"]),
  created_at: instant,
  updated_at: instant,
  position: z.number().int().min(1),
  description: z.string().min(1).nullable(),
  showcase: z.boolean(),
  start_date: z.string().regex(/^\d{4}-\d\d-\d\d$/).nullable(),
  group_id: id.nullable(),
  page_id: id,
  group: z.literal(false),
  only_show_if_degraded: z.boolean(),
});
const group = component.extend({ group: z.literal(true), group_id: z.null(), start_date: z.null(), components: z.array(id) }).strict();
const anyComponent = z.discriminatedUnion("group", [component, group]);

const update = z.strictObject({
  id,
  status: z.enum(["investigating", "identified", "monitoring", "resolved", "postmortem", "scheduled", "in_progress", "verifying", "completed"]),
  body: z.string(),
  incident_id: id,
  created_at: instant,
  updated_at: instant,
  display_at: instant,
  affected_components: z.array(z.strictObject({ code: id, name: z.string().min(1), old_status: component.shape.status, new_status: component.shape.status })).min(1).nullable(),
  deliver_notifications: z.boolean(),
  custom_tweet: z.string().nullable(),
  tweet_id: z.union([z.string(), z.number()]).nullable(),
});

const incident = z.strictObject({
  id,
  name: z.string().min(1),
  status: z.enum(["investigating", "identified", "monitoring", "resolved", "postmortem"]),
  created_at: instant,
  updated_at: instant,
  monitoring_at: instant.nullable(),
  resolved_at: instant.nullable(),
  impact: z.enum(["none", "minor", "major", "critical"]),
  shortlink: z.url(),
  started_at: instant,
  page_id: id,
  incident_updates: z.array(update).min(1),
  components: z.array(component),
});
const maintenance = incident.extend({ status: z.enum(["scheduled", "in_progress", "verifying", "completed"]), impact: z.literal("maintenance"), scheduled_for: instant, scheduled_until: instant }).strict();

const words = [["none", "All Systems Operational"], ["critical", "Major System Outage"], ["major", "Partial System Outage"], ["minor", "Minor Service Outage"], ["minor", "Degraded System Service"], ["minor", "Partially Degraded Service"], ["none", "Service Under Maintenance"]] as const;
const status = z.union(words.map(([indicator, description]) => z.strictObject({ indicator: z.literal(indicator), description: z.literal(description) })));

const shapes = {
  summary: z.strictObject({ page, components: z.array(anyComponent), incidents: z.array(incident), scheduled_maintenances: z.array(maintenance), status }),
  status: z.strictObject({ page, status }),
  components: z.strictObject({ page, components: z.array(anyComponent) }),
  incidents: z.strictObject({ page, incidents: z.array(incident) }),
  incident: z.strictObject({ page, incident }),
  maintenances: z.strictObject({ page, scheduled_maintenances: z.array(maintenance) }),
};

export type StatuspageShape = keyof typeof shapes;

/** What is wrong with an answer: nothing, if a strict client of Statuspage's takes it. */
export function problemsOf(shape: StatuspageShape, answer: unknown): string[] {
  const parsed = shapes[shape].safeParse(answer);
  if (!parsed.success) return parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  return wrongOffsets(parsed.data, { zone: parsed.data.page.time_zone, path: "" });
}

// Times are the page's own wall clock, and say so.
function wrongOffsets(value: unknown, { zone, path }: { zone: string; path: string }): string[] {
  if (typeof value === "string" && /_(at|for|until)$/.test(path)) return toIsoWithOffset(Date.parse(value), zone) === value ? [] : [`${path}: ${value} is not as ${zone} has it`];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => wrongOffsets(part, { zone, path: `${path}.${key}` }));
}
