import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "#lib/core/time";
import { addCast, mira, testNow } from "#lib/testing/cast";
import { asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anSli, anSlo, count } from "#lib/testing/slos";
import { addExclusion } from "#lib/slo/commands/exclusions";
import { forgetOldCounts } from "./forget.ts";
import { readBuckets, sumWindow } from "../queries/buckets.ts";
import { firstMinuteKept } from "../queries/kept.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const byMira = () => asStaff(database.db, mira);

test("minutes are forgotten after their days, quarter hours and days stay, and so do the minutes where an exclusion begins", async () => {
  const { sliId, series } = await anSli(byMira(), database.db);
  const keptFrom = firstMinuteKept(testNow) * MINUTE;
  await count(database.db, { series, from: keptFrom - 6 * HOUR, until: keptFrom + HOUR });
  const slo = await anSlo(byMira(), [sliId]);
  const from = new Date(keptFrom - 3 * HOUR + 7 * MINUTE).toISOString().slice(0, 16);
  // It was added while minutes were still kept.
  await addExclusion(asStaff(database.db, mira, testNow - 5 * DAY), { id: slo, zone: "UTC", from, until: new Date(keptFrom).toISOString().slice(0, 16), effect: "removed", category: "other", reason: "Test", clause: "" });
  for (let round = 0; round < 3; round++) await forgetOldCounts({ db: database.db, now: testNow });
  const span = { series: [series], from: keptFrom / MINUTE - 1_440, until: keptFrom / MINUTE + 1_440 };
  const sums = await Promise.all((["sli_minutes", "sli_quarters", "sli_days"] as const).map(async (table) => (await readBuckets(database.db.read, { ...span, table })).length));
  expect(sums).toEqual([60 + 15, 28, 2]);
  expect([...(await sumWindow(database.db.read, { series: [series], from: keptFrom / MINUTE - 180 + 7, until: keptFrom / MINUTE })).values()]).toEqual([{ good: 17_300, total: 17_300 }]);
});

test("a metric's last points stay, however old, since the next one counts from them", async () => {
  await anSli(byMira(), database.db);
  await database.db.write(async (tx) => {
    await tx.rows(sql`insert into sli_streams (number, source_id, fingerprint, series, side, counting, labels, created_at) select 1, source_id, 'f', number, 'total', 'cumulative', '{}', 0 from sli_series`);
    for (const minute of [1, 2, 3]) await tx.rows(sql`insert into sli_points (stream, minute, points, increase) values (1, ${minute}, '[]', 0)`);
  });
  await forgetOldCounts({ db: database.db, now: testNow });
  expect((await database.db.read.rows<{ minute: number | string }>(sql`select minute from sli_points`)).map(({ minute }) => Number(minute))).toEqual([3]);
});
