import type { Db } from "#db/open";
import { audienceRevisions } from "#db/schema/audit";

/** Whose revisions something raised: the keys of the audiences, sorted. */
export async function raisedBy(db: Db, act: () => Promise<unknown>): Promise<string[]> {
  const before = await revisions(db);
  await act();
  const after = await revisions(db);
  return [...after].filter(([audience, revision]) => before.get(audience) !== revision).map(([audience]) => audience).sort();
}

async function revisions(db: Db): Promise<Map<string, number>> {
  const rows = await db.read.select().from(audienceRevisions);
  return new Map(rows.map((row) => [row.audience, row.revision]));
}
