import type { Db } from "#db/open";
import { accessCounter } from "#lib/audit/record";
import { listRevisions } from "#lib/audit/queries";

/** Whose revisions something raised: the keys of the audiences, sorted. */
export async function raisedBy(db: Db, act: () => Promise<unknown>): Promise<string[]> {
  return (await countersRaisedBy(db, act)).filter((counter) => counter !== accessCounter);
}

/** The same with the counter of who may read what. */
export async function countersRaisedBy(db: Db, act: () => Promise<unknown>): Promise<string[]> {
  const before = await listRevisions(db.read);
  await act();
  const after = await listRevisions(db.read);
  return [...after].filter(([counter, revision]) => before.get(counter) !== revision).map(([counter]) => counter).sort();
}
