import { beforeEach, expect, test } from "vitest";
import { incidentComponents, incidents } from "#db/schema/incidents";
import { maintenances } from "#db/schema/maintenance";
import { addCast, anna, carla, cards, testNow } from "#lib/testing/cast";
import { asMember, asPublic } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import type { HistoryView } from "../terms.ts";
import { makeFindable } from "#lib/incidents/commands/findable";
import { getHistory } from "./history.ts";

const day = 86_400_000;
const database = testDatabase();
beforeEach(() => addCast(database.db));

type Row = Partial<typeof incidents.$inferInsert> & { id: string; startedAt: number };

async function addIncidents(rows: Row[]) {
  const full = rows.map((row) => ({ code: row.id, title: row.id, visibility: "public" as const, state: "resolved" as const, impact: "minor" as const, resolvedAt: row.startedAt + 60_000, lastUpdateAt: row.startedAt, createdAt: row.startedAt, ...row }));
  await database.db.write(async (tx) => {
    await tx.insert(incidents).values(full);
    await tx.insert(incidentComponents).values(rows.map((row) => ({ incidentId: row.id, componentId: cards.id })));
    await makeFindable(tx, rows.map((row) => row.id));
  });
}

async function addMaintenance(id: string, scheduledFor: number) {
  await database.db.write((tx) => tx.insert(maintenances).values({ id, code: id, title: id, visibility: "public", state: "completed", scheduledFor, scheduledUntil: scheduledFor + 60_000, createdAt: scheduledFor }));
}

const idsOf = (view: HistoryView) => view.months.flatMap((month) => month.entries.map((entry) => entry.id));

test("every page leads to the next without a gap or a repetition, even where many began at one instant", async () => {
  const rows = Array.from({ length: 95 }, (_, index) => ({ id: `inc_${String(index).padStart(3, "0")}`, startedAt: testNow - Math.floor(index / 7) * day }));
  await addIncidents(rows);
  for (let index = 0; index < 9; index += 1) await addMaintenance(`mnt_${index}`, testNow - index * 2 * day);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const view: HistoryView = await getHistory(asPublic(database.db), { cursor });
    seen.push(...idsOf(view));
    cursor = view.older ?? undefined;
  } while (cursor);
  expect(seen).toHaveLength(104);
  expect(new Set(seen).size).toBe(104);
});

test("a cursor that nobody wrote shows the beginning", async () => {
  await addIncidents([{ id: "inc_1", startedAt: testNow - day }]);
  expect(idsOf(await getHistory(asPublic(database.db), { cursor: "'; drop table incidents" }))).toEqual(["inc_1"]);
});

test("months are those of the reader's zone", async () => {
  await addIncidents([{ id: "inc_1", startedAt: Date.UTC(2026, 9, 1, 2) }]);
  const monthOf = async (ctx: ReturnType<typeof asPublic>) => (await getHistory(ctx, {})).months.map((month) => new Date(month.from).toISOString());
  expect(await monthOf(asPublic(database.db))).toEqual(["2026-10-01T00:00:00.000Z"]);
  expect(await monthOf(asMember(database.db, anna))).toEqual(["2026-09-30T22:00:00.000Z"]);
  expect(await monthOf(asMember(database.db, carla))).toEqual(["2026-09-01T04:00:00.000Z"]);
});

test("what is going on stands apart, on the first page only", async () => {
  await addIncidents([{ id: "inc_open", startedAt: testNow - 300 * day, state: "monitoring", resolvedAt: null }, ...Array.from({ length: 41 }, (_, index) => ({ id: `inc_${index}`, startedAt: testNow - index * day }))]);
  const first = await getHistory(asPublic(database.db), {});
  expect(first.open.map((incident) => incident.id)).toEqual(["inc_open"]);
  const second = await getHistory(asPublic(database.db), { cursor: first.older ?? "" });
  expect([second.open, idsOf(second)]).toEqual([[], ["inc_40"]]);
});

test("hidden incidents take no place on a page", async () => {
  await addIncidents([
    { id: "inc_public", startedAt: testNow - day },
    ...Array.from({ length: 60 }, (_, index) => ({ id: `inc_hidden_${index}`, startedAt: testNow - index, visibility: "internal" as const })),
  ]);
  expect(idsOf(await getHistory(asMember(database.db, anna), {}))).toEqual(["inc_public"]);
  expect((await getHistory(asMember(database.db, anna), {})).older).toBeNull();
});
