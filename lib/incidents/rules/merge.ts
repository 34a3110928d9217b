import { type ComponentState, componentStates } from "../../catalog/terms.ts";
import { Failure } from "../../core/failure.ts";
import type { IncidentEnding, IncidentState } from "../terms.ts";

export interface Mergeable {
  id: string;
  state: IncidentState;
  endedAs: IncidentEnding | null;
}

/** Refuses a merge that would make no sense. Nothing is ever merged into what was merged itself, so no two can end in each other. */
export function requireMergeable(source: Mergeable, target: Mergeable): void {
  if (source.id === target.id) throw refusal("An incident cannot be merged into itself.");
  if (source.endedAs === "merged") throw new Failure("conflict", "This incident was merged already.");
  if (source.endedAs === "false_alarm") throw new Failure("conflict", "This incident was a false alarm: there is nothing to go on with elsewhere.");
  if (target.endedAs === "merged") throw refusal("That incident was merged itself. Choose the one it went into.");
  if (target.endedAs === "false_alarm") throw refusal("That incident was a false alarm. Choose one that was not.");
  if (source.state !== "resolved" && target.state === "resolved") throw refusal("That incident is resolved, and this one is not. Open that one again first, or merge the other way round.");
}

/** What was merged has said its last words. */
export function refuseMerged({ endedAs }: Pick<Mergeable, "endedAs">): void {
  if (endedAs === "merged") throw new Failure("conflict", "This incident was merged into another. Post to that one.");
}

/** What an incident still holds down goes over to the one that goes on with it, in the worse of the states the two give it. */
export function carriedStates(source: ReadonlyMap<string, ComponentState>, target: ReadonlyMap<string, ComponentState>): Map<string, ComponentState> {
  const held = [...source].filter(([, state]) => state !== "operational");
  return new Map(held.map(([id, state]) => [id, worse(state, target.get(id) ?? "operational")]));
}

function worse(a: ComponentState, b: ComponentState): ComponentState {
  return componentStates.indexOf(a) > componentStates.indexOf(b) ? a : b;
}

function refusal(sentence: string): Failure {
  return new Failure("invalid", "These two cannot be merged. See the marked field.", { into: sentence });
}
