import { asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { components } from "#db/schema/catalog";
import { impactIntervals, incidentLinks, incidents, promises, updates } from "#db/schema/incidents";
import { outbox } from "#db/schema/outbox";
import { mutedIncidents, subscribers, subscriptions } from "#db/schema/subscriptions";
import { listFeedItems } from "#lib/feeds/queries";
import { getHistory } from "#lib/status/queries/history";
import { findIncidentView } from "#lib/status/queries/incident";
import { getStatusView } from "#lib/status/queries/view";
import { acme, addCast, anna, cards, carla, globex, globexVault, ishaan, jonas, payouts, testNow, tom } from "#lib/testing/cast";
import { asMember, asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anIncident, anUpdate } from "#lib/testing/incidents";
import type { MergeIncident } from "../input.ts";
import { linkIncidents, unlinkIncidents } from "./link.ts";
import { mergeIncident } from "./merge.ts";
import type { Posted } from "./post.ts";

const minute = 60_000;
const database = testDatabase();
beforeEach(() => addCast(database.db));

const at = (minutes: number) => testNow + minutes * minute;
const jonasAt = (minutes: number) => asStaff(database.db, jonas, at(minutes));
const readIncident = async (id: string) => (await database.db.read.select().from(incidents).where(eq(incidents.id, id)))[0];
const readLines = async () => (await database.db.read.select().from(impactIntervals).orderBy(asc(impactIntervals.from), asc(impactIntervals.id))).map(({ incidentId, componentId, from, until }) => [incidentId, componentId, from, until]);
const merge = (source: Posted, target: Posted, changes: Partial<MergeIncident> = {}) =>
  mergeIncident(jonasAt(30), { incidentId: source.incidentId, baseVersion: source.version, into: target.code, intoVersion: target.version, lastWords: "We end this record here.", body: "Both have the same cause.", ...changes });
const slow = { title: "Payouts are slow", body: "Payouts take an hour.", components: [{ componentId: payouts.id, state: "degraded_performance" as const }] };
const wordsOf = (view: { updates: { body: string }[] } | null) => view?.updates.map((update) => update.body);

describe("merging an incident", () => {
  test("ends the one, and the other goes on with what was down", async () => {
    const [source, target] = [await anIncident(jonasAt(0), slow), await anIncident(jonasAt(5))];
    await merge(source, target);
    expect(await readIncident(source.incidentId)).toMatchObject({ state: "resolved", endedAs: "merged", mergedIntoId: target.incidentId, resolvedAt: at(30), version: 2 });
    expect(await readIncident(target.incidentId)).toMatchObject({ state: "investigating", endedAs: null, resolvedAt: null, version: 2 });
    expect(await readLines()).toEqual([[source.incidentId, payouts.id, at(0), at(30)], [target.incidentId, cards.id, at(5), null], [target.incidentId, payouts.id, at(30), null]]);
    expect((await database.db.read.select().from(components).where(eq(components.id, payouts.id)))[0]?.state).toBe("degraded_performance");
  });

  test("keeps the promise of the other, and makes the next one", async () => {
    const [source, target] = [await anIncident(jonasAt(0), { ...slow, promiseDueAt: at(60) }), await anIncident(jonasAt(5), { promiseDueAt: at(40) })];
    await merge(source, target, { promiseDueAt: at(90) });
    expect((await database.db.read.select().from(promises).orderBy(asc(promises.dueAt))).map(({ incidentId, dueAt, settledAt, isKept }) => [incidentId, dueAt, settledAt, isKept])).toEqual([
      [target.incidentId, at(40), at(30), true],
      [source.incidentId, at(60), at(30), true],
      [target.incidentId, at(90), null, null],
    ]);
  });

  test("who sees both reads one timeline, and is told once", async () => {
    const [source, target] = [await anIncident(jonasAt(0), slow), await anIncident(jonasAt(5))];
    await merge(source, target);
    const reader = asPublic(database.db, at(31));
    const view = await findIncidentView(reader, target.code);
    expect(view?.updates.map(({ body, mergedFrom }) => [body, mergedFrom])).toEqual([
      ["Both have the same cause.", undefined],
      ["We end this record here.", { title: slow.title, isLast: true }],
      ["About 1 in 8 card payments in Europe is refused.", undefined],
      ["Payouts take an hour.", { title: slow.title, isLast: false }],
    ]);
    expect(view?.impacts).toHaveLength(3);
    expect(await findIncidentView(reader, source.code)).toMatchObject({ endedAs: "merged", mergedInto: { code: target.code } });
    const told = (await database.db.read.select({ payload: outbox.payload }).from(outbox).where(eq(outbox.kind, "incident.update_posted")).orderBy(asc(outbox.id))).slice(2);
    expect(told).toMatchObject([{ payload: { incidentId: target.incidentId } }]);
    expect((await getStatusView(reader)).recent.incidents).toBe(1);
  });

  test("who sees only the one reads its last words and learns of no other", async () => {
    const source = await anIncident(jonasAt(0), { ...slow, visibility: "affected" });
    const target = await anIncident(jonasAt(5), { title: "Vault of Globex fails", visibility: "selected", customerIds: [acme.id, globex.id], components: [{ componentId: globexVault.id, state: "major_outage" }] });
    await merge(source, target);
    const initech = asMember(database.db, ishaan, at(31));
    const view = await findIncidentView(initech, source.code);
    expect(view).toMatchObject({ state: "resolved", endedAs: null, mergedInto: null });
    expect(wordsOf(view)).toEqual(["We end this record here.", "Payouts take an hour."]);
    expect(await findIncidentView(initech, target.code)).toBeNull();
    for (const seen of [await getHistory(initech, {}), await getStatusView(initech), view]) expect(JSON.stringify(seen)).not.toMatch(new RegExp(`Vault|Both have|${target.code}|${target.incidentId}`));
    expect(wordsOf(await findIncidentView(asMember(database.db, anna, at(31)), target.code))).toHaveLength(4);
    expect(wordsOf(await findIncidentView(asMember(database.db, carla, at(31)), target.code))).toEqual(["Both have the same cause.", "About 1 in 8 card payments in Europe is refused."]);
    const told = (await database.db.read.select({ payload: outbox.payload }).from(outbox).where(eq(outbox.kind, "incident.update_posted")).orderBy(asc(outbox.id))).slice(2).map((each) => (each.payload as { incidentId: string }).incidentId);
    expect(told).toEqual([source.incidentId, target.incidentId]);
  });

  test("in the states the form says, and nothing of what is well by then", async () => {
    const [source, target] = [await anIncident(jonasAt(0), slow), await anIncident(jonasAt(5))];
    await merge(source, target, { components: [{ componentId: payouts.id, state: "operational" }, { componentId: globexVault.id, state: "major_outage" }] });
    expect((await readLines()).filter(([id]) => id === target.incidentId)).toEqual([[target.incidentId, cards.id, at(5), null]]);
    expect((await findIncidentView(jonasAt(31), target.code))?.components).toEqual([cards.name]);
  });

  test("of what is over needs no words, and a chain is followed as far as its reader may see it", async () => {
    const opened = await anIncident(jonasAt(0), slow);
    const over = await anUpdate(jonasAt(10), { incidentId: opened.incidentId, baseVersion: 1, state: "resolved", body: "Payouts are quick." });
    const [middle, last] = [await anIncident(jonasAt(11), { title: "Middle" }), await anIncident(jonasAt(12), { title: "Last" })];
    await merge(over, middle, { lastWords: "" });
    expect(await database.db.read.$count(updates, eq(updates.incidentId, over.incidentId))).toBe(2);
    await merge({ ...middle, version: 2 }, last);
    const reader = asPublic(database.db, at(31));
    expect((await findIncidentView(reader, over.code))?.mergedInto).toMatchObject({ code: last.code });
    expect(new Set((await findIncidentView(reader, last.code))?.updates.map((update) => update.mergedFrom?.title))).toEqual(new Set([undefined, "Middle", slow.title]));
    await database.db.write((tx) => tx.update(incidents).set({ visibility: "internal" }).where(eq(incidents.id, middle.incidentId)));
    expect((await findIncidentView(reader, over.code))?.mergedInto).toBeNull();
    expect((await findIncidentView(reader, last.code))?.updates.every((update) => update.mergedFrom === undefined)).toBe(true);
  });

  test("a feed has the words of what its reader sees", async () => {
    const [source, target] = [await anIncident(jonasAt(0), { ...slow, visibility: "affected" }), await anIncident(jonasAt(5))];
    await merge(source, target);
    const site = { url: "https://status.example", incidentUrl: (code: string) => `https://status.example/incidents/${code}`, maintenanceUrl: (code: string) => code };
    const titles = async (ctx: ReturnType<typeof asPublic>) => (await listFeedItems(ctx, site)).map((item) => item.title).toSorted();
    expect(await titles(asPublic(database.db, at(31)))).toEqual(["Investigating: Card payments fail for some shoppers", "Investigating: Card payments fail for some shoppers"]);
    expect(await titles(asMember(database.db, ishaan, at(31)))).toContain(`Investigating: ${slow.title}`);
  });

  test("takes followers and mutes along where they may see where it goes", async () => {
    const source = await anIncident(jonasAt(0), slow);
    const target = await anIncident(jonasAt(5), { visibility: "selected", customerIds: [acme.id] });
    await database.db.write(async (tx) => {
      const common = { email: "x@example.com", state: "active" as const, timeZone: "UTC", createdAt: 0 };
      await tx.insert(subscribers).values([{ id: "sub_public", identity: "p" }, { id: "sub_acme", identity: "a", customerId: acme.id }, { id: "sub_globex", identity: "g", customerId: globex.id }, { id: "sub_muting", identity: "m", customerId: acme.id }].map((each) => ({ ...common, ...each })));
      await tx.insert(subscriptions).values(["sub_public", "sub_acme", "sub_globex"].map((subscriberId) => ({ id: `scr_${subscriberId}`, subscriberId, scope: "incident" as const, incidentId: source.incidentId, createdAt: 0 })));
      await tx.insert(mutedIncidents).values(["sub_globex", "sub_muting"].map((subscriberId) => ({ subscriberId, incidentId: source.incidentId })));
    });
    await merge(source, target);
    expect((await database.db.read.select().from(subscriptions).where(eq(subscriptions.incidentId, target.incidentId))).map((each) => each.subscriberId)).toEqual(["sub_acme"]);
    expect((await database.db.read.select().from(mutedIncidents).where(eq(mutedIncidents.incidentId, target.incidentId))).map((each) => each.subscriberId)).toEqual(["sub_muting"]);
  });

  test("is refused into itself, in a circle, from an old version, without words, and to who may not post; nothing is left behind", async () => {
    const [source, target] = [await anIncident(jonasAt(0), slow), await anIncident(jonasAt(5))];
    await expect(merge(source, source)).rejects.toMatchObject({ code: "invalid", fields: { into: expect.any(String) } });
    await expect(merge(source, { ...target, code: "nothing" })).rejects.toMatchObject({ code: "invalid", fields: { into: expect.any(String) } });
    await expect(merge(source, target, { lastWords: " ", body: "" })).rejects.toMatchObject({ fields: { lastWords: expect.any(String), body: expect.any(String) } });
    await expect(merge(source, target, { baseVersion: 7 })).rejects.toMatchObject({ code: "conflict" });
    await expect(merge(source, target, { intoVersion: 7 })).rejects.toMatchObject({ code: "conflict" });
    await expect(mergeIncident(asStaff(database.db, tom), { incidentId: source.incidentId, baseVersion: 1, into: target.code, intoVersion: 1 })).rejects.toMatchObject({ code: "forbidden" });
    expect([await database.db.read.$count(updates), await database.db.read.$count(outbox, eq(outbox.kind, "incident.update_posted"))]).toEqual([2, 2]);
    await merge(source, target);
    await expect(merge({ ...target, version: 2 }, { ...source, version: 2 })).rejects.toMatchObject({ code: "invalid", fields: { into: expect.any(String) } });
    await expect(anUpdate(jonasAt(40), { incidentId: source.incidentId, baseVersion: 2, isReopening: true })).rejects.toMatchObject({ code: "conflict", sentence: expect.stringContaining("merged") });
  });
});

describe("related incidents", () => {
  test("are shown on both pages to who sees both, until they are not related any more", async () => {
    const [one, other] = [await anIncident(jonasAt(0), slow), await anIncident(jonasAt(5), { visibility: "selected", customerIds: [acme.id] })];
    for (let times = 0; times < 2; times += 1) await linkIncidents(jonasAt(10), { incidentId: other.incidentId, otherId: one.code });
    expect(await database.db.read.$count(incidentLinks)).toBe(1);
    const relatedTo = async (ctx: ReturnType<typeof asPublic>, code: string) => (await findIncidentView(ctx, code))?.related.map((each) => each.code);
    expect(await relatedTo(asMember(database.db, anna), one.code)).toEqual([other.code]);
    expect(await relatedTo(asMember(database.db, anna), other.code)).toEqual([one.code]);
    for (const ctx of [asPublic(database.db), asMember(database.db, carla)]) expect(await relatedTo(ctx, one.code)).toEqual([]);
    await unlinkIncidents(jonasAt(11), { incidentId: one.incidentId, otherId: other.incidentId });
    expect(await relatedTo(jonasAt(12), one.code)).toEqual([]);
  });

  test("are refused with itself, with what is not there, and to who may not post", async () => {
    const one = await anIncident(jonasAt(0), slow);
    await expect(linkIncidents(jonasAt(1), { incidentId: one.incidentId, otherId: one.code })).rejects.toMatchObject({ code: "invalid" });
    await expect(linkIncidents(jonasAt(1), { incidentId: one.incidentId, otherId: "nothing" })).rejects.toMatchObject({ code: "invalid", fields: { otherId: expect.any(String) } });
    await expect(linkIncidents(asStaff(database.db, tom), { incidentId: one.incidentId, otherId: "nothing" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(unlinkIncidents(asStaff(database.db, tom), { incidentId: one.incidentId, otherId: "nothing" })).rejects.toMatchObject({ code: "forbidden" });
    expect(await database.db.read.$count(incidentLinks)).toBe(0);
  });
});
