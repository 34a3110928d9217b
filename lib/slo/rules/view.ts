import type { Definition } from "../input.ts";
import type { ExclusionCategory, ExclusionEffect } from "../terms.ts";
import type { Burn } from "./budget.ts";
import type { Counts } from "./counts.ts";
import type { Figure } from "./measure.ts";

export interface SloVersion {
  number: number;
  effectiveFrom: number;
  bindsFrom: number;
  definition: Definition;
  reason: string;
  createdAt: number;
}

export interface Slo {
  id: string;
  customerId: string | null;
  name: string;
  version: number;
  createdAt: number;
  versions: SloVersion[];
}

export interface SloPart {
  sliId: string;
  name: string;
  /** In plain words. */
  definition: string;
  counts: Counts;
}

export interface SloFigure extends Figure {
  /** Counts as they would be without any exclusion or planned work. */
  before: Counts;
  parts: SloPart[];
  /** When counting began; null while nothing was counted. */
  since: number | null;
}

export interface Exclusion {
  id: string;
  sloId: string;
  from: number;
  until: number;
  effect: ExclusionEffect;
  category: ExclusionCategory;
  reason: string;
  clause: string;
  createdAt: number;
  createdByName: string;
  approvedAt: number | null;
  approvedByName: string | null;
  disputedAt: number | null;
  disputedByName: string | null;
  dispute: string | null;
  disputeSettledAt: number | null;
  disputeAnswer: string | null;
}

export interface SloView {
  slo: Omit<Slo, "versions">;
  /** What holds now. */
  version: SloVersion;
  figure: SloFigure;
  /** Over the last hour; null without counts. */
  burn: Burn | null;
  /** How long the budget lasts at the burn of the last six hours; null where that is longer than the window. */
  exhaustionMs: number | null;
  exclusions: Exclusion[];
}

export interface PastFigure {
  from: number;
  until: number;
  /** By what held when the month ended. */
  version: number;
  isObserved: boolean;
  /** Null where its slices are shorter than what is still kept of then. */
  figure: SloFigure | null;
}
