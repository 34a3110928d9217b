import { eq, inArray } from "drizzle-orm";
import { incidentLinks, incidents } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import type { RelatedIncident } from "../terms.ts";
import { loadIncidents } from "./incidents.ts";
import type { KnownComponents } from "./scope.ts";

const relatedAtMost = 50;

/** Incidents that staff linked with one, if the audience may see them too, newest first. The caller has found the one visible. */
export async function listRelated(ctx: Context, { known, incidentId }: { known: KnownComponents; incidentId: string }): Promise<RelatedIncident[]> {
  const { incidentId: smaller, otherId: larger } = incidentLinks;
  const [after, before] = await Promise.all([ctx.read.select({ id: larger }).from(incidentLinks).where(eq(smaller, incidentId)), ctx.read.select({ id: smaller }).from(incidentLinks).where(eq(larger, incidentId))]);
  const ids = [...after, ...before].map((each) => each.id);
  if (ids.length === 0) return [];
  const found = await loadIncidents(ctx, { known, where: inArray(incidents.id, ids), limit: relatedAtMost });
  return found.map(({ id, code, title, state, endedAs, impact, startedAt }) => ({ id, code, title, state, endedAs, impact, startedAt }));
}
