import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "#db/open";
import { components } from "#db/schema/catalog";
import { impactIntervals } from "#db/schema/incidents";
import { type ComponentState, componentStates } from "#lib/catalog/terms";

const idsAtOnce = 500;

/** The staff's overall view of these components: the worst of what is open on each. */
export async function syncComponentStates(tx: Tx, componentIds: readonly string[]): Promise<void> {
  for (let from = 0; from < componentIds.length; from += idsAtOnce) await syncSome(tx, componentIds.slice(from, from + idsAtOnce));
}

async function syncSome(tx: Tx, ids: string[]): Promise<void> {
  const open = await tx.select({ componentId: impactIntervals.componentId, state: impactIntervals.state }).from(impactIntervals).where(and(inArray(impactIntervals.componentId, ids), isNull(impactIntervals.until)));
  const current = await tx.select({ id: components.id, state: components.state }).from(components).where(inArray(components.id, ids));
  for (const { id, state } of current) {
    const now = worst(open.filter((one) => one.componentId === id).map((one) => one.state));
    if (now !== state) await tx.update(components).set({ state: now }).where(eq(components.id, id));
  }
}

function worst(states: readonly ComponentState[]): ComponentState {
  return componentStates[Math.max(0, ...states.map((state) => componentStates.indexOf(state)))] ?? "operational";
}
