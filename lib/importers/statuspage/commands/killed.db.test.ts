import { expect, test } from "vitest";
import type { Db } from "#db/open";
import { audienceRevisions } from "#db/schema/audit";
import { components } from "#db/schema/catalog";
import { impactIntervals, incidentComponents, incidents, updates } from "#db/schema/incidents";
import { importRuns } from "#db/schema/outbox";
import { testNow } from "#lib/testing/cast";
import { startChild } from "#lib/testing/child";
import { testDatabase, withDatabase } from "#lib/testing/database";
import { statuspageFixtures } from "#lib/testing/statuspage-files";

const database = testDatabase();
const folder = `${statuspageFixtures}/github-incidents`;

/** What an import leaves, without the ids that every run makes anew. */
async function outcome(db: Db) {
  const nameOf = new Map((await db.read.select().from(components)).map((row) => [row.id, row.externalId]));
  const codeOf = new Map((await db.read.select().from(incidents)).map((row) => [row.id, row.code]));
  const without = (rows: { id: string }[]) => rows.map(({ id: _id, ...row }) => JSON.stringify(row)).toSorted();
  return {
    components: without(await db.read.select().from(components)),
    incidents: without(await db.read.select().from(incidents)),
    updates: without((await db.read.select().from(updates)).map((row) => ({ ...row, incidentId: codeOf.get(row.incidentId) ?? "" }))),
    touched: (await db.read.select().from(incidentComponents)).map((row) => `${codeOf.get(row.incidentId)} ${nameOf.get(row.componentId)}`).toSorted(),
    impact: (await db.read.select().from(impactIntervals)).map((row) => `${nameOf.get(row.componentId)} ${row.state} ${row.from} ${row.until}`).toSorted(),
    revisions: await db.read.select().from(audienceRevisions),
    runs: (await db.read.select().from(importRuns)).map((row) => row.report),
  };
}

const runIn = (url: string, dieAfter: number) => startChild("importer.ts", { url, args: [folder, testNow, dieAfter] });

test("an import killed at any point leaves nothing, and run again it ends as one that was never killed", { timeout: 120_000 }, async () => {
  const whole = await withDatabase(async (other) => {
    const child = runIn(other.url, 0);
    expect(await child.message()).toMatchObject({ created: 942 });
    await child.ended;
    return outcome(other.db);
  });
  for (const dieAfter of [1, 4, 8]) {
    const child = runIn(database.url, dieAfter);
    expect(await child.ended).toBeNull();
    expect((await database.db.read.select().from(incidents)).length + (await database.db.read.select().from(components)).length).toBe(0);
  }
  expect(await runIn(database.url, 0).message()).toMatchObject({ created: 942 });
  expect(await outcome(database.db)).toEqual(whole);
});
