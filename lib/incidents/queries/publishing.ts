import { eq } from "drizzle-orm";
import { z } from "zod";
import type { ReadDb } from "#db/open";
import { incidents } from "#db/schema/incidents";
import { settings } from "#db/schema/outbox";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { PublishingRules } from "../input.ts";
import { defaultRules, isApprovalNeeded, type PublishingRules as Rules } from "../rules/approval.ts";
import { impactOf, worstImpact } from "../rules/impact.ts";
import { componentStates } from "#lib/catalog/terms";
import { visibilities } from "../terms.ts";

export const rulesKey = "incidents.publishing";

export async function loadPublishingRules(read: ReadDb): Promise<Rules> {
  const [row] = await read.select({ value: settings.value }).from(settings).where(eq(settings.key, rulesKey));
  return row ? PublishingRules.parse(row.value) : defaultRules;
}

/** The rules as they stand, for the page that changes them. */
export async function getPublishingRules(ctx: Context): Promise<Rules> {
  requirePermission(ctx, "console.read");
  return loadPublishingRules(ctx.read);
}

/** Whether a post of this incident, as it is now, needs a second person. */
export async function needsApproval(read: ReadDb, incidentId: string): Promise<boolean> {
  const rules = await loadPublishingRules(read);
  const { visibility, impact } = incidents;
  const [row] = await read.select({ visibility, impact }).from(incidents).where(eq(incidents.id, incidentId));
  return row !== undefined && isApprovalNeeded(rules, row);
}

const State = z.enum(componentStates);

/** Whether what is typed would need a second person: the button then says so. */
export async function wouldNeedApproval(ctx: Context, input: { visibility: string; components: Record<string, string>; incidentId: string | null }): Promise<boolean> {
  requirePermission(ctx, "incidents.post");
  const visibility = visibilities.find((each) => each === input.visibility);
  if (visibility === undefined) return false;
  const [told] = input.incidentId === null ? [] : await ctx.read.select({ impact: incidents.impact }).from(incidents).where(eq(incidents.id, input.incidentId));
  const chosen = Object.values(input.components).flatMap((state) => State.safeParse(state).data ?? []);
  return isApprovalNeeded(await loadPublishingRules(ctx.read), { visibility, impact: worstImpact([told?.impact ?? "none", impactOf(chosen)]) });
}
