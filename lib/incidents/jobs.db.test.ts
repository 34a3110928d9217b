import { beforeEach, expect, test } from "vitest";
import { rebuildWords, removeWords } from "#db/full-text";
import { incidentTexts } from "#db/schema/incidents";
import { searchTimelines } from "#lib/status/queries/search";
import { addCast, jonas, testNow } from "#lib/testing/cast";
import { asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anIncident } from "#lib/testing/incidents";
import { indexUnsearched } from "./jobs.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

test("words that came by another way, as from another database, are found once the index is made anew", async () => {
  await anIncident(asStaff(database.db, jonas), { title: "Zzcopied failure" });
  const found = async () => (await searchTimelines(asPublic(database.db), { text: "zzcopied" })).hits.length;
  await database.db.write(async (tx) => {
    const texts = await tx.select({ position: incidentTexts.position }).from(incidentTexts);
    await removeWords(tx, texts.map((each) => each.position));
  });
  await database.db.write((tx) => rebuildWords(tx));
  expect(await found()).toBe(1);
});

test("an incident from before there was a search is found after the worker's next round", async () => {
  await anIncident(asStaff(database.db, jonas), { title: "Zzold failure" });
  const found = async () => (await searchTimelines(asPublic(database.db), { text: "zzold" })).hits.length;
  await database.db.write(async (tx) => {
    const gone = await tx.delete(incidentTexts).returning({ position: incidentTexts.position });
    await removeWords(tx, gone.map((each) => each.position));
  });
  expect(await found()).toBe(0);
  await indexUnsearched({ db: database.db, now: testNow });
  await indexUnsearched({ db: database.db, now: testNow });
  expect(await found()).toBe(1);
});
