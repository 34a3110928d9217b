import { and, eq, isNull } from "drizzle-orm";
import { components } from "#db/schema/catalog";
import { impactIntervals } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import type { ComponentState } from "#lib/catalog/terms";
import { Failure } from "#lib/core/failure";
import { carriedStates, requireMergeable } from "../rules/merge.ts";
import { nameViewers, type Viewers } from "./audience.ts";
import { getIncidentForChange } from "./for-change.ts";

export interface MergePreview {
  into: { code: string; title: string; version: number };
  /** Why these two cannot be merged; null where they can. */
  refusal: string | null;
  /** What goes over, in the state it would have there. */
  components: { componentId: string; component: string; state: ComponentState }[];
  /** Whether this one still has to say its last words, and the other goes on with a post. */
  ends: boolean;
  goesOn: boolean;
  sourceViewers: Viewers;
  intoViewers: Viewers;
  /** Who will see the other for the first time, by name. */
  newViewers: string[];
  /** Who sees this one and will not see the other. */
  leftOut: Viewers;
  /** Whether some will read the other's post who may not know of this one. */
  hasStrangers: boolean;
}

/** What a merge would do, before anybody asks for it. */
export async function previewMerge(ctx: Context, { incidentId, into }: { incidentId: string; into: string }): Promise<MergePreview> {
  requirePermission(ctx, "incidents.post");
  const [source, target] = [await getIncidentForChange(ctx.read, incidentId), await getIncidentForChange(ctx.read, into)];
  const [held, down] = [await listHeld(ctx, source.row.id), await listHeld(ctx, target.row.id)];
  const goesOn = target.row.state !== "resolved";
  const carried = goesOn ? carriedStates(statesOf(held), statesOf(down)) : new Map<string, ComponentState>();
  const reach = { ...target.reach, componentIds: [...new Set([...target.reach.componentIds, ...carried.keys()])] };
  const [sourceViewers, before, intoViewers] = [await nameViewers(ctx, source.reach), await nameViewers(ctx, target.reach), await nameViewers(ctx, reach)];
  const without = (of: Viewers, those: Viewers) => of.customers.filter((each) => !those.customers.some((other) => other.id === each.id));
  const { code, title, version } = target.row;
  return {
    into: { code, title, version },
    refusal: refusalOf(() => requireMergeable(source.row, target.row)),
    components: held.flatMap(({ componentId, component }) => (carried.has(componentId) ? [{ componentId, component, state: carried.get(componentId) ?? "operational" }] : [])),
    ends: source.row.state !== "resolved" || (goesOn && held.length > 0),
    goesOn,
    sourceViewers,
    intoViewers,
    newViewers: without(intoViewers, before).map((each) => each.name),
    leftOut: { isPublic: sourceViewers.isPublic && !intoViewers.isPublic, customers: without(sourceViewers, intoViewers) },
    hasStrangers: (intoViewers.isPublic && !sourceViewers.isPublic) || without(intoViewers, sourceViewers).length > 0,
  };
}

async function listHeld(ctx: Context, incidentId: string) {
  const { componentId, state, until } = impactIntervals;
  return ctx.read.select({ componentId, component: components.name, state }).from(impactIntervals).innerJoin(components, eq(components.id, componentId)).where(and(eq(impactIntervals.incidentId, incidentId), isNull(until))).orderBy(components.name);
}

function statesOf(held: readonly { componentId: string; state: ComponentState }[]): Map<string, ComponentState> {
  return new Map(held.map(({ componentId, state }) => [componentId, state]));
}

function refusalOf(check: () => void): string | null {
  try {
    check();
    return null;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return error.fields?.["into"] ?? error.sentence;
  }
}
