import { beforeEach, expect, test } from "vitest";
import { DAY, HOUR } from "#lib/core/time";
import { acme, addCast, anna, carla, mira, testNow } from "#lib/testing/cast";
import { asMember, asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anSli, anSlo, count } from "#lib/testing/slos";
import { addExclusion } from "../commands/exclusions.ts";
import { findSloDetail } from "./detail.ts";
import { exportMonths, exportSlots } from "./slots.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const byMira = (now = testNow) => asStaff(database.db, mira, now);
const byAnna = () => asMember(database.db, anna);

async function objective(changes: Parameters<typeof anSlo>[2] = {}) {
  const { sliId, series } = await anSli(byMira(), database.db);
  await count(database.db, { series, from: testNow - 70 * DAY, until: testNow, bad: 0, every: 30 });
  await count(database.db, { series, from: testNow - 5 * DAY, until: testNow - 5 * DAY + HOUR, bad: 3 });
  return anSlo(byMira(), [sliId], changes);
}

const sumOf = (rows: readonly (readonly unknown[])[], kind: string) => rows.filter((row) => row[1] === kind).reduce<{ good: number; total: number }>((sum, row) => ({ good: sum.good + Number(row[4]), total: sum.total + Number(row[5]) }), { good: 0, total: 0 });

test("a window burns down to what is left of it, and its slots add up to its figure", async () => {
  const id = await objective();
  const detail = await findSloDetail(byAnna(), { id, zone: acme.timeZone });
  expect(detail?.steps).toHaveLength(30);
  expect(detail?.steps.reduce((sum, step) => sum + step.bad, 0)).toBe(detail?.figure.budget.spent);
  expect(detail?.coverage.gaps).toEqual([]);
  expect(detail?.coverage.coveredPpm).toBeGreaterThan(490_000);
  expect(detail?.forecast?.outlook.drawnFrom).toBe(56);
  expect(sumOf((await exportSlots(byAnna(), id)) ?? [], "counted")).toEqual(detail?.figure.counts);
});

test("what is excluded stands in the file beside what was counted, and the difference is the figure", async () => {
  const id = await objective();
  const from = new Date(testNow - 5 * DAY).toISOString().slice(0, 16);
  await addExclusion(byMira(), { id, zone: "UTC", from, until: from.replace("T13:00", "T13:20"), effect: "removed", category: "other", reason: "Load test", clause: "" });
  const detail = await findSloDetail(byAnna(), { id, zone: acme.timeZone });
  const rows = (await exportSlots(byAnna(), id)) ?? [];
  const [counted, removed] = [sumOf(rows, "counted"), sumOf(rows, "taken_out")];
  expect(removed.total).toBeGreaterThan(0);
  expect({ good: counted.good - removed.good, total: counted.total - removed.total }).toEqual(detail?.figure.counts);
  expect(detail?.figure.before).toEqual(counted);
});

test("slices stand in the file with what each was judged", async () => {
  const id = await objective({ window: "calendar:month", zone: "UTC", method: "timeslices", sliceMinutes: 60, sliceTarget: 980_000 });
  const rows = (await exportSlots(byAnna(), id)) ?? [];
  const detail = await findSloDetail(byAnna(), { id, zone: acme.timeZone });
  expect(rows.filter((row) => row[6] === "good")).toHaveLength(detail?.figure.counts.good ?? -1);
  expect(detail?.forecast).not.toBeNull();
});

test("months stand in a file unrounded", async () => {
  const rows = await exportMonths(byAnna(), { id: await objective(), zone: "UTC" });
  expect(rows).toHaveLength(14);
  expect(rows?.at(-1)?.[2]).toBe(1);
});

test("an objective is nobody else's, and says so where there is too little for an estimate", async () => {
  const { sliId, series } = await anSli(byMira(), database.db);
  await count(database.db, { series, from: testNow - 5 * DAY, until: testNow, every: 60 });
  const id = await anSlo(byMira(), [sliId]);
  expect((await findSloDetail(byAnna(), { id, zone: "UTC" }))?.forecast).toBeNull();
  for (const ctx of [asMember(database.db, carla), asPublic(database.db)]) {
    expect(await findSloDetail(ctx, { id, zone: "UTC" })).toBeNull();
    expect(await exportSlots(ctx, id)).toBeNull();
    expect(await exportMonths(ctx, { id, zone: "UTC" })).toBeNull();
  }
});
