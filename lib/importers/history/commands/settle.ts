import type { Tx } from "#db/open";
import { listChangedHere } from "../queries/stored.ts";
import { type Candidate, decide, type Decision } from "../rules/decide.ts";
import type { ImportReport } from "../terms.ts";

/** Decides about one kind of thing, and writes the decision into the report. */
export async function settle<F extends { externalId: string }>(tx: Tx, report: ImportReport, candidate: Candidate<F>): Promise<Decision<F>> {
  const different = decide(candidate, new Set()).change.map((one) => one.id);
  const decision = decide(candidate, await listChangedHere(tx, different));
  report.tallies[candidate.kind] = decision.tally;
  report.changed.push(...decision.changed);
  report.notes.push(...decision.notes);
  return decision;
}
