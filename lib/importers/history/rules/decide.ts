import type { Changed, ImportedKind, Tally } from "../terms.ts";
import { emptyTally } from "../terms.ts";
import { changedFields, differ } from "./diff.ts";
import type { Remark } from "./planned.ts";

export interface Candidate<F> {
  kind: ImportedKind;
  wanted: readonly F[];
  stored: ReadonlyMap<string, { id: string; facts: F }>;
  nameOf: (facts: F) => string;
}

export interface Decision<F> {
  create: F[];
  change: { id: string; before: F; after: F }[];
  tally: Tally;
  changed: Changed[];
  notes: Remark[];
}

/** What is new, what is different, and what a person here has changed since and is therefore left alone. */
export function decide<F extends { externalId: string }>({ kind, wanted, stored, nameOf }: Candidate<F>, changedHere: ReadonlySet<string>): Decision<F> {
  const { create, change, skip } = differ(wanted, [...stored.values()].map((one) => one.facts));
  const decision: Decision<F> = { create, change: [], tally: { ...emptyTally(), created: create.length, unchanged: skip.length }, changed: [], notes: [] };
  for (const { before, after } of change) {
    const id = stored.get(after.externalId)?.id ?? "";
    const fields = changedFields(before, after);
    if (changedHere.has(id)) {
      decision.tally.leftAlone += 1;
      decision.notes.push({ file: null, item: after.externalId, reason: `"${nameOf(after)}" was changed here since it was imported and is left as it is (different there: ${fields.join(", ")}).` });
    } else {
      decision.tally.changed += 1;
      decision.changed.push({ kind, externalId: after.externalId, name: nameOf(after), fields });
      decision.change.push({ id, before, after });
    }
  }
  return decision;
}
