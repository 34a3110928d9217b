import { Failure } from "../../core/failure.ts";
import type { ComponentState } from "../../catalog/terms.ts";
import type { IncidentState } from "../terms.ts";
import { componentStatesNow } from "./intervals.ts";
import { lifecycleOf } from "./state.ts";

export interface PastPost {
  state: IncidentState;
  occurredAt: number;
  components: readonly { componentId: string; state: ComponentState }[];
}

/** What is written down whole must be over: everything has happened, it ends resolved, and nothing is left down. Fields are named by the post's place. */
export function requireOver(posts: readonly PastPost[], now: number): void {
  const early = posts.findIndex((post) => post.occurredAt > now);
  if (early !== -1) throw refusal({ [`occurredAt:${early}`]: "This has not happened yet: choose a time that has passed." });
  const timeline = posts.map((post, index) => ({ ...post, id: String(index).padStart(6, "0"), recordedAt: now }));
  const last = timeline.toSorted((a, b) => a.occurredAt - b.occurredAt || (a.id < b.id ? -1 : 1)).at(-1);
  if (lifecycleOf(timeline).state !== "resolved") throw refusal({ [`state:${Number(last?.id ?? 0)}`]: "The last post must say that it is resolved. What still goes on is opened as a new incident." });
  if ([...componentStatesNow(timeline).values()].some((state) => state !== "operational")) throw refusal({ [`state:${Number(last?.id ?? 0)}`]: "This leaves a component down. Say in this post that it is operational again." });
}

function refusal(fields: Record<string, string>): Failure {
  return new Failure("invalid", "This cannot be recorded yet. See the marked fields.", fields);
}
