import { eq, inArray } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { components } from "#db/schema/catalog";
import { customerComponents } from "#db/schema/customers";
import { impactIntervals } from "#db/schema/incidents";
import { impactOf } from "#lib/incidents/rules/impact";
import { type IncidentImpact, incidentImpacts } from "#lib/incidents/terms";
import type { PostScope } from "./concerned.ts";

/** How bad an incident has been for each of its readers, by its place among the impacts. */
export interface HeardImpact {
  /** For whoever knows of its public components only. */
  ofPublic: number;
  /** Of customers for whom it is worse. */
  byCustomer: ReadonlyMap<string, number>;
}

/** As bad as the components that the reader knows of, as on its page. Null where there is none to be asked of. */
export async function findHeardImpact(read: ReadDb, scope: PostScope): Promise<HeardImpact | null> {
  if ((scope.kind ?? "incident_update") !== "incident_update" && scope.kind !== "postmortem") return null;
  const { componentId, state } = impactIntervals;
  const stored = scope.incidentId === null ? [] : await read.select({ componentId, state }).from(impactIntervals).where(eq(impactIntervals.incidentId, scope.incidentId));
  const states = [...stored, ...(scope.states ?? [])];
  const ids = [...new Set(states.map((each) => each.componentId))];
  if (ids.length === 0) return { ofPublic: 0, byCustomer: new Map() };
  const shown = new Map((await read.select({ id: components.id, visibility: components.visibility }).from(components).where(inArray(components.id, ids))).map((row) => [row.id, row.visibility]));
  const worst = (known: (id: string) => boolean) => placeOf(impactOf(states.filter((each) => known(each.componentId)).map((each) => each.state)));
  const hidden = ids.filter((id) => shown.get(id) === "users");
  const users = hidden.length === 0 ? [] : await read.select().from(customerComponents).where(inArray(customerComponents.componentId, hidden));
  const byCustomer = new Map([...Map.groupBy(users, (row) => row.customerId)].map(([id, rows]) => [id, worst((each) => shown.get(each) === "public" || rows.some((row) => row.componentId === each))]));
  return { ofPublic: worst((id) => shown.get(id) === "public"), byCustomer };
}

/** For one audience; null is the public. */
export function impactFor(impact: HeardImpact, customerId: string | null): number {
  return impact.byCustomer.get(customerId ?? "") ?? impact.ofPublic;
}

export const criticalPlace = placeOf("critical");

function placeOf(impact: IncidentImpact): number {
  return incidentImpacts.indexOf(impact);
}
