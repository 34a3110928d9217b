import { asc, eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { auditEntries } from "#db/schema/audit";
import { impactIntervals, incidentReach, incidents, updates } from "#db/schema/incidents";
import { outbox } from "#db/schema/outbox";
import { listFeedItems } from "#lib/feeds/queries";
import { findIncidentView } from "#lib/status/queries/incident";
import { getStatusView } from "#lib/status/queries/view";
import { acme, addCast, anna, cards, jonas, payouts, testNow, tom } from "#lib/testing/cast";
import { asMember, asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import type { BackfillIncident } from "../input.ts";
import { backfillIncident } from "./backfill.ts";

const hour = 3_600_000;
const at = (hours: number) => testNow + hours * hour;
const database = testDatabase();
beforeEach(() => addCast(database.db));

const past: BackfillIncident = {
  title: "Cards were refused on Sunday",
  visibility: "public",
  posts: [
    { state: "resolved", body: "A restart helped.", occurredAt: at(-20) },
    { state: "investigating", body: "Cards were refused.", occurredAt: at(-22), components: [{ componentId: cards.id, state: "major_outage" }] },
    { state: "identified", body: "A disk was full.", occurredAt: at(-21), components: [{ componentId: cards.id, state: "partial_outage" }] },
  ],
};
const backfill = (changes: Partial<BackfillIncident> = {}) => backfillIncident(asStaff(database.db, jonas), { ...past, ...changes });

test("writes down an incident that is over in the order of its happening, and tells nobody", async () => {
  const { incidentId, code } = await backfill();
  expect((await database.db.read.select().from(incidents))[0]).toMatchObject({ state: "resolved", impact: "critical", startedAt: at(-22), resolvedAt: at(-20), backfilledAt: testNow, createdBy: jonas.id });
  expect((await database.db.read.select().from(updates).orderBy(asc(updates.id))).map(({ body, occurredAt, recordedAt, isQuiet }) => [body, occurredAt, recordedAt, isQuiet])).toEqual([
    ["Cards were refused.", at(-22), testNow, true],
    ["A disk was full.", at(-21), testNow, true],
    ["A restart helped.", at(-20), testNow, true],
  ]);
  expect((await database.db.read.select().from(impactIntervals).orderBy(asc(impactIntervals.from))).map(({ state, from, until }) => [state, from, until])).toEqual([["major_outage", at(-22), at(-21)], ["partial_outage", at(-21), at(-20)]]);
  expect(await database.db.read.$count(outbox, eq(outbox.kind, "incident.update_posted"))).toBe(0);
  expect((await database.db.read.select().from(incidentReach).where(eq(incidentReach.key, "public")))[0]).toMatchObject({ toldAt: null });
  expect((await database.db.read.select().from(auditEntries)).map((entry) => entry.action)).toEqual(["incident.backfilled"]);
  const view = await findIncidentView(asPublic(database.db), code);
  expect(view).toMatchObject({ id: incidentId, backfilledAt: testNow });
  expect(view?.updates.every((update) => update.isRecordedLater)).toBe(true);
  const shown = (await getStatusView(asPublic(database.db))).groups.flatMap((group) => group.components).find((component) => component.id === cards.id);
  expect(shown?.days?.at(-2)?.downtimeMs).toBe(2 * hour);
});

test("is no item of a feed unless it is told; then it is one, of its last post", async () => {
  const site = { url: "https://status.example", incidentUrl: (code: string) => code, maintenanceUrl: (code: string) => code };
  await backfill();
  expect(await listFeedItems(asPublic(database.db), site)).toEqual([]);
  const told = await backfill({ isTold: true });
  expect(await database.db.read.select().from(outbox).where(eq(outbox.kind, "incident.update_posted"))).toMatchObject([{ kind: "incident.update_posted", payload: { incidentId: told.incidentId, updateId: told.updateId } }]);
  expect((await listFeedItems(asPublic(database.db), site)).map((item) => item.title)).toEqual([`Resolved: ${past.title}`]);
});

test("is for whom it says", async () => {
  const { code } = await backfill({ visibility: "selected", customerIds: [acme.id] });
  expect(await findIncidentView(asMember(database.db, anna), code)).not.toBeNull();
  expect(await findIncidentView(asPublic(database.db), code)).toBeNull();
});

test.each<[string, Partial<BackfillIncident>, string]>([
  ["what is not over", { posts: [{ state: "monitoring", body: "We watch.", occurredAt: at(-1) }] }, "state:0"],
  ["what leaves something down", { posts: [{ state: "resolved", body: "Over.", occurredAt: at(-1), components: [{ componentId: payouts.id, state: "major_outage" }] }] }, "state:0"],
  ["what is to come", { posts: [{ state: "resolved", body: "Over.", occurredAt: at(1) }] }, "occurredAt:0"],
  ["a post without words", { posts: [{ state: "resolved", body: " ", occurredAt: at(-1) }] }, "body:0"],
  ["no post at all", { posts: [] }, "posts"],
  ["no title", { title: "" }, "title"],
  ["nobody chosen", { visibility: "selected" }, "customers"],
])("refuses %s under its field and leaves nothing behind", async (_, changes, field) => {
  await expect(backfill(changes)).rejects.toMatchObject({ code: "invalid", fields: { [field]: expect.any(String) } });
  expect([await database.db.read.$count(incidents), await database.db.read.$count(auditEntries)]).toEqual([0, 0]);
});

test("is refused to who may not post", async () => {
  await expect(backfillIncident(asStaff(database.db, tom), past)).rejects.toMatchObject({ code: "forbidden" });
  await expect(backfillIncident(asMember(database.db, anna), past)).rejects.toMatchObject({ code: "forbidden" });
});
