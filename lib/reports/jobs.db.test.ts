import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { outbox } from "#db/schema/outbox";
import { statementBlobs, statements } from "#db/schema/reports";
import { DAY, HOUR } from "#lib/core/time";
import { findSloHistory } from "#lib/slo/queries/page";
import { getIncidentImpact } from "#lib/impact/queries/impact";
import { acme, addCast, anna, globex, initech, mira, priya, testNow } from "#lib/testing/cast";
import { asMember, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { aMonth, aStatement, october } from "#lib/testing/reports";
import { saveReleaseRule } from "./commands/settings.ts";
import { closeMonth, closeMonths, releaseDue } from "./jobs.ts";
import { readEvidence } from "./queries/files.ts";
import { findStatement } from "./queries/statements.ts";
import { canonical, hashOf } from "./rules/canonical.ts";
import { buildStatement } from "./rules/build.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const closing = { customerId: acme.id, ...october };
const events = async (kind: string) => (await database.db.read.select({ payload: outbox.payload }).from(outbox).where(eq(outbox.kind, kind))).map(({ payload }) => payload);

describe("closing a month", () => {
  test("says what the pages say: attained, before exclusions and the incident's impact", async () => {
    const month = await aMonth(database.db);
    const id = await aStatement(database.db);
    const byAnna = asMember(database.db, anna, testNow + HOUR);
    const { document } = (await findStatement(byAnna, id)) ?? {};
    const [objective] = document?.objectives ?? [];
    const [page] = (await findSloHistory(byAnna, { id: month.acmeSlo, months: 1, zone: acme.timeZone })) ?? [];
    expect([objective?.counts, objective?.before, objective?.leftPpm, objective?.budget]).toEqual([page?.figure?.counts, page?.figure?.before, page?.figure?.leftPpm, page?.figure?.budget]);
    const impact = await getIncidentImpact(byAnna, { incidentId: month.incidentId, customerId: acme.id });
    expect([document?.incidents[0]?.impact?.failed, document?.incidents[0]?.impact?.sharePpm]).toEqual([impact.failed, impact.sharePpm]);
  });

  test("counts by hand: 2,980 quarter hours of 100, an outage of 750 failures, five minutes of it taken out", async () => {
    await aMonth(database.db);
    const { document } = (await findStatement(asStaff(database.db, mira), await aStatement(database.db))) ?? {};
    const [objective] = document?.objectives ?? [];
    // 745 hours hold 2,980 quarter hours; two of them have 15 minutes counted instead of one: 28 more minutes of 100.
    expect(objective?.before).toEqual({ good: 300_800 - 750, total: 300_800 });
    expect(objective?.counts).toEqual({ good: 300_300 - 625, total: 300_300 });
    expect([objective?.budget.allowed, objective?.removedMs, objective?.coverage.coveredPpm]).toEqual([300, 5 * 60_000, 1_000_000]);
    expect(objective?.burnDown).toHaveLength(31);
    expect(objective?.burnDown.reduce((sum, day) => sum + day.bad, 0)).toBe(625);
    expect([objective?.consumers.map(({ spent }) => spent), objective?.unexplained]).toEqual([[625], 0]);
    expect(document?.credit).toMatchObject({ isCounted: true, downtimeMs: 25 * 60_000, belowPpm: 999_900, creditPpm: 100_000, amountMinor: 120_000, confirmed: null });
    expect(document?.communication.firstUpdate).toEqual({ medianMs: 4 * 60_000, longestMs: 4 * 60_000 });
  });

  test("makes one statement however often it is run, and none where nothing is promised", async () => {
    await aMonth(database.db);
    const job = { db: database.db, now: testNow };
    expect(await closeMonth(job, closing)).not.toBeNull();
    expect(await Promise.all([closeMonth(job, closing), closeMonth(job, closing)])).toEqual([null, null]);
    expect(await closeMonth(job, { ...closing, customerId: initech.id })).toBeNull();
    expect(await database.db.read.select({ id: statements.id }).from(statements)).toHaveLength(1);
  });

  test("waits for each customer's own midnight and for counts that come late, and is asked for once", async () => {
    await aMonth(database.db);
    const look = async (now: number) => {
      await closeMonths({ db: database.db, now });
      return (await events("statement.close_due")).map(({ customerId, until }) => [customerId, until]);
    };
    // October ends at 23:00 UTC in Berlin, a day later by UTC in New York, at 13:00 UTC in Sydney.
    expect((await look(october.until + 5 * HOUR)).filter(([, until]) => until === october.until)).toEqual([]);
    expect((await look(october.until + 6 * HOUR)).filter(([, until]) => until === october.until)).toEqual([[acme.id, october.until]]);
    expect((await look(october.until + 7 * HOUR)).filter(([, until]) => until === october.until)).toHaveLength(1);
    expect((await look(Date.UTC(2026, 10, 1, 4) + 6 * HOUR)).filter(([customerId, until]) => customerId === globex.id && until === Date.UTC(2026, 10, 1, 4))).toHaveLength(1);
  });
});

describe("a draft", () => {
  test("is released by itself after the days that were set, if that is still wanted", async () => {
    await aMonth(database.db);
    const byPriya = asStaff(database.db, priya);
    await saveReleaseRule(byPriya, { afterDays: 3 });
    const id = await aStatement(database.db, { isReleased: false, now: testNow });
    expect(await releaseDue({ db: database.db, now: testNow + 2 * DAY }, { statementId: id })).toBe(false);
    await saveReleaseRule(byPriya, { afterDays: null });
    expect(await releaseDue({ db: database.db, now: testNow + 3 * DAY }, { statementId: id })).toBe(false);
    await saveReleaseRule(byPriya, { afterDays: 3 });
    expect(await releaseDue({ db: database.db, now: testNow + 3 * DAY }, { statementId: id })).toBe(true);
    expect(await releaseDue({ db: database.db, now: testNow + 3 * DAY }, { statementId: id })).toBe(false);
    expect((await findStatement(asMember(database.db, anna), id))?.releasedByName).toBe("");
  });
});

test("the same counts give the same bytes on both engines", async () => {
  await aMonth(database.db, { sloCount: 3 });
  const evidence = await readEvidence(database.db.read, await aStatement(database.db, { isReleased: false }));
  // Whoever changes what format 1 builds changes these, and has to make a format 2: docs/statements.md. Ids are made up anew each time: here each is named by when it first appears.
  const names = new Map<string, string>();
  const text = canonical(evidence).replaceAll(/"((?:stm|slo|sli|inc|exc)_[0-9a-z]{26})"|"code":"([0-9a-z]+)"/g, (_all, id: string | undefined, code: string | undefined) => {
    const given = id ?? code ?? "";
    names.set(given, names.get(given) ?? `${given.slice(0, id ? 3 : 0)}${names.size}`);
    return id ? `"${names.get(given)}"` : `"code":"${names.get(given)}"`;
  });
  const known = JSON.parse(text) as typeof evidence;
  const document = canonical(buildStatement(known, await hashOf(text)));
  expect([await hashOf(text), await hashOf(document)]).toEqual(["652ec861f4b1884a7d7dd99e0ec086631bf02106d24e16eedab3603bafff9c0c", "3f8254f833f3831b5352fcbf94d9fab71dde1d02a42e14493779a07101bbf7ae"]);
});

test("files of a statement go with it", async () => {
  await aMonth(database.db);
  const id = await aStatement(database.db);
  expect((await database.db.read.select({ file: statementBlobs.file }).from(statementBlobs).where(eq(statementBlobs.statementId, id))).map(({ file }) => file).toSorted()).toEqual(["evidence", "pdf"]);
});
