import type { Remark } from "./rules/planned.ts";

export const importedKinds = ["groups", "components", "incidents", "updates", "maintenances", "announcements"] as const;
export type ImportedKind = (typeof importedKinds)[number];

export interface Tally {
  created: number;
  changed: number;
  unchanged: number;
  /** Different upstream, but changed by a person here: left as it is. */
  leftAlone: number;
}

export interface Changed {
  kind: ImportedKind;
  externalId: string;
  name: string;
  fields: string[];
}

export interface ImportReport {
  source: string;
  isDryRun: boolean;
  files: number;
  tallies: Record<ImportedKind, Tally>;
  changed: Changed[];
  /** Left out, and why. */
  skipped: Remark[];
  /** Taken, but not as it stands there. */
  notes: Remark[];
}

export function emptyTally(): Tally {
  return { created: 0, changed: 0, unchanged: 0, leftAlone: 0 };
}

export function hasChanges({ tallies }: Pick<ImportReport, "tallies">): boolean {
  return importedKinds.some((kind) => tallies[kind].created + tallies[kind].changed > 0);
}
