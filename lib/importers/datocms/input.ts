import { z } from "zod";
import { parseInstant } from "../../core/time.ts";
import { incidentImpacts, incidentStates } from "../../incidents/terms.ts";

const instant = z.string().transform((text, check) => {
  const at = parseInstant(text);
  if (at !== null) return at;
  check.addIssue({ code: "custom", message: `"${text.slice(0, 40)}" is not a time with an offset` });
  return z.NEVER;
});
const name = z.string().trim().min(1);
const components = z.array(name).nullish().transform((list) => [...new Set(list ?? [])]);

export const Incident = z.object({
  name,
  impact: z.enum(incidentImpacts),
  components,
  updates: z.array(z.object({ content: z.string(), status: z.enum(incidentStates), date: instant })).min(1, "there is no update, so there is nothing to show"),
});

export const Maintenance = z.object({
  name,
  scheduledTime: instant,
  minutes: z.coerce.number().int().nonnegative(),
  content: z.string(),
  components,
  updates: z.array(z.object({ content: z.string(), status: z.enum(["scheduled", "in-progress", "verifying", "completed"]), date: instant })).nullish().transform((list) => list ?? []),
});
