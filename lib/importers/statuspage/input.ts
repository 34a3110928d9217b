import { z } from "zod";
import { componentStates } from "../../catalog/terms.ts";
import { isTimeZone, parseInstant } from "../../core/time.ts";

const instant = z.string().transform((text, check) => {
  const at = parseInstant(text);
  if (at !== null) return at;
  check.addIssue({ code: "custom", message: `"${text.slice(0, 40)}" is not a time with an offset` });
  return z.NEVER;
});
const maybeInstant = instant.nullish().transform((at) => at ?? null);
const text = z.string().nullish().transform((value) => value ?? "");
// An id becomes an address here, so it may hold nothing that means something in one.
const id = z.string().regex(/^[\w-]{1,64}$/, "is not an id");

export const Page = z.object({
  id,
  name: text,
  url: z.url({ protocol: /^https?$/ }).nullish().transform((url) => url?.replace(/\/+$/, "") ?? null),
  time_zone: z.string().nullish().transform((zone) => (zone && isTimeZone(zone) ? zone : "Etc/UTC")),
});

export const Component = z.object({
  id,
  name: z.string().min(1),
  status: z.enum(componentStates),
  description: text,
  position: z.number().int().nullish().transform((position) => position ?? 0),
  created_at: maybeInstant,
  updated_at: maybeInstant,
  start_date: z.string().regex(/^\d{4}-\d\d-\d\d$/, "must be YYYY-MM-DD").nullish().transform((date) => date ?? null),
  group_id: id.nullish().transform((group) => group ?? null),
  group: z.boolean().nullish().transform((isGroup) => isGroup ?? false),
});

// An update without components may carry one entry that has only a sentence for a name.
export const AffectedComponent = z.object({ code: id.nullish(), name: text, old_status: z.string().nullish(), new_status: z.string().nullish() });

export const timelineStates = ["investigating", "identified", "monitoring", "resolved", "postmortem", "scheduled", "in_progress", "verifying", "completed"] as const;
export const statuspageImpacts = ["none", "minor", "major", "critical", "maintenance"] as const;

export const Update = z.object({
  id,
  status: z.enum(timelineStates),
  body: text,
  created_at: instant,
  display_at: maybeInstant,
  affected_components: z.array(AffectedComponent).nullish().transform((list) => list ?? []),
});

export const Incident = z.object({
  id,
  name: z.string().min(1),
  status: z.enum(timelineStates),
  impact: z.enum(statuspageImpacts).nullish().transform((impact) => impact ?? "none"),
  created_at: instant,
  updated_at: maybeInstant,
  started_at: maybeInstant,
  resolved_at: maybeInstant,
  scheduled_for: maybeInstant,
  scheduled_until: maybeInstant,
  page_id: id.nullish(),
  incident_updates: z.array(Update),
  components: z.array(z.unknown()).nullish().transform((list) => list ?? []),
});

/** A file's outer shape: what stands in the lists is read one by one, so that one broken item does not lose the others. */
export const Document = z.object({
  page: z.unknown().optional(),
  incident: z.unknown().optional(),
  scheduled_maintenance: z.unknown().optional(),
  incidents: z.array(z.unknown()).optional(),
  scheduled_maintenances: z.array(z.unknown()).optional(),
  components: z.array(z.unknown()).optional(),
});

export type StatuspagePage = z.infer<typeof Page>;
export type StatuspageComponent = z.infer<typeof Component>;
export type StatuspageIncident = z.infer<typeof Incident>;
export type StatuspageUpdate = z.infer<typeof Update>;
