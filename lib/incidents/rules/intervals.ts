import type { ComponentState } from "../../catalog/terms.ts";
import { inOrder, type TimelineEntry } from "./state.ts";

export interface ImpactInterval {
  componentId: string;
  state: ComponentState;
  from: number;
  /** Null while it goes on. */
  until: number | null;
}

export interface ComponentUpdate extends TimelineEntry {
  components: readonly { componentId: string; state: ComponentState }[];
}

/**
 * When each component was how bad, told by an incident's timeline. Resolving returns every touched component to operational,
 * but those for which the resolving update says otherwise: they stay open.
 */
export function impactIntervals(updates: readonly ComponentUpdate[]): ImpactInterval[] {
  const intervals: ImpactInterval[] = [];
  const open = new Map<string, ImpactInterval>();
  const touch = (componentId: string, state: ComponentState, at: number) => {
    const current = open.get(componentId);
    if (current?.state === state) return;
    if (current) current.until = at;
    open.delete(componentId);
    if (state === "operational") return;
    const next: ImpactInterval = { componentId, state, from: at, until: null };
    intervals.push(next);
    open.set(componentId, next);
  };
  let wasResolved = false;
  for (const update of inOrder(updates)) {
    const isResolved = update.state === "resolved";
    const named = new Set(update.components.map((component) => component.componentId));
    for (const { componentId, state } of update.components) touch(componentId, state, update.occurredAt);
    if (isResolved && !wasResolved) for (const componentId of open.keys()) if (!named.has(componentId)) touch(componentId, "operational", update.occurredAt);
    wasResolved = isResolved;
  }
  return intervals.filter((interval) => interval.until === null || interval.until > interval.from);
}

/** The state each component is in at the end of an incident's timeline; only those an update ever named. */
export function componentStatesNow(updates: readonly ComponentUpdate[]): Map<string, ComponentState> {
  const states = new Map<string, ComponentState>();
  for (const update of updates) for (const { componentId } of update.components) states.set(componentId, "operational");
  for (const interval of impactIntervals(updates)) if (interval.until === null) states.set(interval.componentId, interval.state);
  return states;
}
