import type { ImportPlan, PlannedIncident, PlannedMaintenance, Remark } from "./planned.ts";

interface Story {
  externalId: string;
  updates: readonly { externalId: string }[];
}

interface Known {
  /** Address → the Statuspage id it was imported under; null for what was made here. */
  codes: ReadonlyMap<string, string | null>;
  incidents: readonly Story[];
  maintenances: readonly Story[];
}

/** Takes out what would collide with what is here: an address, an update of something else, or the other kind of thing. */
export function refuseCollisions(plan: ImportPlan, known: Known): { plan: ImportPlan; refused: Remark[] } {
  const owners = new Map([...known.incidents, ...known.maintenances].flatMap((one) => one.updates.map((update) => [update.externalId, one.externalId] as const)));
  const refused: Remark[] = [];
  const accept = (otherKind: ReadonlySet<string>) => (one: PlannedIncident | PlannedMaintenance) => {
    const reason = collision(one, { codes: known.codes, owners, otherKind });
    if (reason) refused.push({ file: null, item: one.externalId, reason });
    else for (const update of one.updates) owners.set(update.externalId, one.externalId);
    return reason === null;
  };
  const incidents = plan.incidents.filter(accept(idsOf(known.maintenances)));
  const maintenances = plan.maintenances.filter(accept(new Set([...idsOf(known.incidents), ...idsOf(incidents)])));
  return { plan: { ...plan, incidents, maintenances }, refused };
}

interface Taken {
  codes: Known["codes"];
  owners: ReadonlyMap<string, string>;
  otherKind: ReadonlySet<string>;
}

function collision(one: PlannedIncident | PlannedMaintenance, { codes, owners, otherKind }: Taken): string | null {
  if (otherKind.has(one.externalId)) return "It is here as the other kind already (an incident there, planned work here, or the other way round).";
  if (codes.has(one.code) && codes.get(one.code) !== one.externalId) return `Its address ${one.code} already belongs to something else here.`;
  const shared = one.updates.find((update) => (owners.get(update.externalId) ?? one.externalId) !== one.externalId);
  return shared ? `Its update ${shared.externalId} already belongs to ${owners.get(shared.externalId)}.` : null;
}

function idsOf(stories: readonly Story[]): Set<string> {
  return new Set(stories.map((one) => one.externalId));
}
