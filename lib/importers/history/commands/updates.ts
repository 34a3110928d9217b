import type { Decision } from "../rules/decide.ts";
import { missingUpdates } from "../rules/facts.ts";
import type { ImportReport } from "../terms.ts";

interface Story {
  externalId: string;
  updates: readonly { externalId: string }[];
}

export interface UpdateChange<U> {
  before: U;
  after: U;
}

/** Updates are counted with what they belong to, as nothing else decides about them. */
export function tallyUpdates<F extends Story>(report: ImportReport, { wanted, decision }: { wanted: readonly F[]; decision: Decision<F> }): void {
  const tally = report.tallies.updates;
  const count = (stories: readonly Story[]) => stories.reduce((sum, story) => sum + story.updates.length, 0);
  const created = count(decision.create);
  let [added, changed] = [0, 0];
  for (const { before, after } of decision.change) {
    const known = new Map(before.updates.map((update) => [update.externalId, JSON.stringify(update)]));
    added += after.updates.filter((update) => !known.has(update.externalId)).length;
    changed += after.updates.filter((update) => known.has(update.externalId) && known.get(update.externalId) !== JSON.stringify(update)).length;
  }
  tally.created += created + added;
  tally.changed += changed;
  tally.unchanged += count(wanted) - created - added - changed;
}

/** The source had these once and has them no more. Readers saw them here, so they stay. */
export function remarkMissing(report: ImportReport, stories: readonly { planned: Story; before: Story | null }[]): void {
  for (const { planned, before } of stories) {
    for (const id of missingUpdates(planned, before)) report.notes.push({ file: null, item: planned.externalId, reason: `Its update ${id} is not in the files any more: it stays here.` });
  }
}
