import { and, asc, eq, inArray } from "drizzle-orm";
import { impactCorrections, incidents } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { visibleIncidents } from "#lib/incidents/queries/visible";
import type { CorrectionView } from "../terms.ts";
import type { KnownComponents } from "./scope.ts";

/** Corrections of the record, newest first, as far as they are about what the audience uses. What was said in one breath of several components is one. */
export async function loadCorrectionViews(ctx: Context, { known, incidentIds }: { known: KnownComponents; incidentIds: string[] }): Promise<CorrectionView[]> {
  const { componentId, reason, correctedAt, id, incidentId } = impactCorrections;
  const rows = await ctx.read
    .select({ componentId, reason, correctedAt })
    .from(impactCorrections)
    .innerJoin(incidents, eq(incidents.id, incidentId))
    .where(and(inArray(incidentId, incidentIds), visibleIncidents(ctx.read, ctx.audience)))
    .orderBy(asc(correctedAt), asc(id));
  const seen = rows.filter((row) => known.get(row.componentId)?.isUsed);
  const breaths = Map.groupBy(seen, (row) => `${row.correctedAt} ${row.reason}`);
  return [...breaths.values()].toReversed().flatMap((of) => of.slice(0, 1).map((first) => ({ correctedAt: first.correctedAt, reason: first.reason, components: [...new Set(of.map((row) => known.get(row.componentId)?.name ?? ""))] })));
}
