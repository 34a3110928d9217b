import { accessCounter } from "#lib/audit/record";
import { acme, globex, initech, umbrella } from "../cast.ts";
import type { Stage } from "./stage.ts";

export interface Scenario {
  /** Module and function, as `incidents.postUpdate`. */
  command: string;
  /** What is special here, where a command has several. */
  when?: string;
  /** Prepares what must be there before, and answers what to do. */
  act: (stage: Stage) => Act | Promise<Act>;
  /** Exactly the counters that go up, sorted. */
  raises: readonly string[];
  /** Those of them whose audience reads the same words as before: its pages are made anew for nothing. */
  unneeded?: readonly string[];
  /** Exactly the doors that were open and are shut now, as doors.ts names them. */
  shuts?: readonly string[];
  /** Why nothing is raised, or more than is needed. */
  because?: string;
}

export type Act = () => Promise<unknown>;

export const counters = {
  access: accessCounter,
  acme: `customer:${acme.id}`,
  globex: `customer:${globex.id}`,
  initech: `customer:${initech.id}`,
  umbrella: `customer:${umbrella.id}`,
  /** Of a customer that the scenario makes. */
  newcomer: "customer:new",
  everybody: "everybody",
  staff: "staff",
} as const;
