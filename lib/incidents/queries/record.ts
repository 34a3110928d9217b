import { asc, desc, eq, inArray } from "drizzle-orm";
import { people } from "#db/schema/access";
import { components } from "#db/schema/catalog";
import { impactCorrections, impactIntervals } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import type { ComponentState } from "#lib/catalog/terms";
import { type Piece, readSpans, type Span } from "../rules/corrections.ts";
import { getIncidentForChange } from "./for-change.ts";

export interface RecordedImpact {
  componentId: string;
  component: string;
  state: ComponentState;
  from: number;
  until: number | null;
}

export interface RecordedCorrection {
  id: string;
  component: string;
  spans: Span[];
  /** How its line read before. */
  before: { state: string; from: number; until: number | null }[];
  reason: string;
  correctedAt: number;
  /** Null where a machine did it, or the person is gone. */
  correctedBy: string | null;
}

export interface ImpactRecord {
  impacts: RecordedImpact[];
  /** Newest first. */
  corrections: RecordedCorrection[];
}

/** When each component was how bad in an incident, and everything that was corrected about it. */
export async function getImpactRecord(ctx: Context, key: string): Promise<ImpactRecord> {
  requirePermission(ctx, "console.read");
  const { row } = await getIncidentForChange(ctx.read, key);
  const { componentId, state, from, until } = impactIntervals;
  const impacts = await ctx.read.select({ componentId, component: components.name, state, from, until }).from(impactIntervals).innerJoin(components, eq(components.id, componentId)).where(eq(impactIntervals.incidentId, row.id)).orderBy(asc(components.name), asc(from));
  const { id, spans, before, reason, correctedAt } = impactCorrections;
  const corrections = await ctx.read
    .select({ id, component: components.name, spans, before, reason, correctedAt, correctedBy: people.name })
    .from(impactCorrections)
    .innerJoin(components, eq(components.id, impactCorrections.componentId))
    .leftJoin(people, eq(people.id, impactCorrections.correctedBy))
    .where(eq(impactCorrections.incidentId, row.id))
    .orderBy(desc(correctedAt), desc(id));
  return { impacts, corrections: corrections.map((each) => ({ ...each, spans: readSpans(each.spans) })) };
}

export interface CorrectableImpact {
  componentId: string;
  component: string;
  line: Piece[];
}

/** One component's line, to be corrected; null where there is no such component. */
export async function findCorrectable(ctx: Context, { incidentId, componentId }: { incidentId: string; componentId: string }): Promise<CorrectableImpact | null> {
  requirePermission(ctx, "incidents.edit");
  const [named] = await listNames(ctx, [componentId]);
  if (!named) return null;
  const { impacts } = await getImpactRecord(ctx, incidentId);
  return { componentId, component: named.name, line: impacts.filter((each) => each.componentId === componentId).map(({ state, from, until }) => ({ state, from, until })) };
}

export async function listNames(ctx: Context, componentIds: string[]): Promise<{ id: string; name: string }[]> {
  return ctx.read.select({ id: components.id, name: components.name }).from(components).where(inArray(components.id, componentIds));
}
