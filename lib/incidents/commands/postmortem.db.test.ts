import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { actionItems, incidents, promises, updates } from "#db/schema/incidents";
import { outbox } from "#db/schema/outbox";
import { DAY, HOUR } from "#lib/core/time";
import { findIncidentView } from "#lib/status/queries/incident";
import { searchTimelines } from "#lib/status/queries/search";
import { acme, addCast, anna, carla, globex, initech, jonas, mira, priya, testNow, tom } from "#lib/testing/cast";
import { asMember, asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anIncident, anUpdate } from "#lib/testing/incidents";
import { listDuties } from "../queries/duties.ts";
import { getIncidentFacts } from "../queries/facts.ts";
import { getPostmortemWork } from "../queries/postmortem.ts";
import { removeActionItem, saveActionItem, tickActionItem } from "./action-items.ts";
import { editUpdate } from "./edit-update.ts";
import type { Posted } from "./post.ts";
import { askReview, publishPostmortem, reviewPostmortem, savePostmortem } from "./postmortem.ts";
import { savePublishingRules } from "./publishing-rules.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const by = (person: typeof jonas, after = 0) => asStaff(database.db, person, testNow + after);
const body = "A certificate expired. We now renew it by itself.";

/** Resolved, with the post-mortem promised within a day. */
async function resolved(changes: Parameters<typeof anIncident>[1] = {}): Promise<Posted> {
  const { incidentId, version } = await anIncident(by(jonas), changes);
  return anUpdate(by(jonas), { incidentId, baseVersion: version, state: "resolved", body: "It works again.", postmortemDueAt: testNow + DAY });
}

async function reviewed({ incidentId }: Posted): Promise<{ incidentId: string; baseVersion: number }> {
  await savePostmortem(by(jonas), { incidentId, baseVersion: 0, body });
  await askReview(by(jonas), { incidentId, baseVersion: 1 });
  await reviewPostmortem(by(mira), { incidentId, baseVersion: 2, isAccepted: true, comment: "Clear." });
  return { incidentId, baseVersion: 3 };
}

const promisesOf = async (kind: "postmortem" | "action") => database.db.read.select({ dueAt: promises.dueAt, isKept: promises.isKept, settledAt: promises.settledAt }).from(promises).where(eq(promises.kind, kind));
const rowOf = async (id: string) => (await database.db.read.select().from(incidents).where(eq(incidents.id, id)))[0];

describe("a post-mortem", () => {
  test("is published as an update that changes nothing else of its incident, and keeps its promise", async () => {
    const incident = await resolved();
    const before = await rowOf(incident.incidentId);
    const { updateId } = await publishPostmortem(by(jonas, HOUR), await reviewed(incident));
    expect(await rowOf(incident.incidentId)).toEqual({ ...before, version: (before?.version ?? 0) + 1 });
    expect(await promisesOf("postmortem")).toEqual([{ dueAt: testNow + DAY, isKept: true, settledAt: testNow + HOUR }]);
    expect((await database.db.read.select().from(outbox)).filter((event) => event.payload["updateId"] === updateId && event.kind === "incident.update_posted")).toHaveLength(1);
    const view = await findIncidentView(asPublic(database.db, testNow + 2 * HOUR), incident.code);
    expect(view?.updates.map(({ kind, state }) => [kind, state])).toEqual([["postmortem", "resolved"], ["update", "resolved"], ["update", "investigating"]]);
    expect(view).toMatchObject({ postmortemDueAt: null, state: "resolved", resolvedAt: testNow });
  });

  test("leaves a later update of its incident as free as before", async () => {
    const incident = await resolved();
    const { version } = await publishPostmortem(by(jonas, HOUR), await reviewed(incident));
    await anUpdate(by(jonas, 2 * HOUR), { incidentId: incident.incidentId, baseVersion: version, state: "investigating", isReopening: true });
    expect(await rowOf(incident.incidentId)).toMatchObject({ state: "investigating", resolvedAt: null, lastUpdateAt: testNow + 2 * HOUR });
  });

  test("is found by its words by those who see the incident, and by nobody else", async () => {
    const incident = await resolved({ visibility: "selected", customerIds: [acme.id] });
    await publishPostmortem(by(jonas, HOUR), await reviewed(incident));
    const hits = async (ctx: ReturnType<typeof asPublic>) => (await searchTimelines(ctx, { text: "renew certificate" })).hits.length;
    expect([await hits(asMember(database.db, anna)), await hits(asMember(database.db, carla)), await hits(asPublic(database.db))]).toEqual([1, 0, 0]);
  });

  test("is read by a second person first, who wrote none of it", async () => {
    const { incidentId } = await resolved();
    await savePostmortem(by(mira), { incidentId, baseVersion: 0, body: "A first sentence." });
    await savePostmortem(by(jonas), { incidentId, baseVersion: 1, body });
    await expect(publishPostmortem(by(jonas), { incidentId, baseVersion: 2 })).rejects.toMatchObject({ code: "conflict" });
    await askReview(by(jonas), { incidentId, baseVersion: 2 });
    for (const writer of [mira, jonas]) await expect(reviewPostmortem(by(writer), { incidentId, baseVersion: 3, isAccepted: true, comment: "Fine." })).rejects.toMatchObject({ code: "forbidden" });
    await expect(reviewPostmortem(by(tom), { incidentId, baseVersion: 3, isAccepted: true, comment: "Fine." })).rejects.toMatchObject({ code: "forbidden" });
    await reviewPostmortem(by(priya), { incidentId, baseVersion: 3, isAccepted: true, comment: "Fine." });
    await publishPostmortem(by(jonas), { incidentId, baseVersion: 4 });
    expect(await database.db.read.$count(updates, eq(updates.kind, "postmortem"))).toBe(1);
  });

  test("changed after its review asks for a new one", async () => {
    const { incidentId, baseVersion } = await reviewed(await resolved());
    await savePostmortem(by(jonas), { incidentId, baseVersion, body: `${body} And more.` });
    await expect(publishPostmortem(by(jonas), { incidentId, baseVersion: baseVersion + 1 })).rejects.toMatchObject({ code: "conflict" });
    expect((await getPostmortemWork(by(jonas), { incidentId })).draft).toMatchObject({ state: "draft", reviewedAt: null, reviewComment: "" });
  });

  test("sent back is a draft again, with the comment", async () => {
    const { incidentId } = await resolved();
    await savePostmortem(by(jonas), { incidentId, baseVersion: 0, body });
    await askReview(by(jonas), { incidentId, baseVersion: 1 });
    expect((await listDuties(by(mira))).filter((duty) => duty.kind === "review").map((duty) => duty.isTheirs)).toEqual([true]);
    await reviewPostmortem(by(mira), { incidentId, baseVersion: 2, isAccepted: false, comment: "Why did nobody notice?" });
    expect((await getPostmortemWork(by(jonas), { incidentId })).draft).toMatchObject({ state: "draft", reviewerName: mira.name, reviewComment: "Why did nobody notice?" });
  });

  test("needs nobody where the setting says so, unless a rule asks for approval of such posts", async () => {
    const [first, second] = [await resolved(), await resolved({ title: "Another" })];
    await savePublishingRules(by(priya), { isReviewNeeded: false, visibilities: [], impacts: [] });
    await savePostmortem(by(jonas), { incidentId: first.incidentId, baseVersion: 0, body });
    await publishPostmortem(by(jonas), { incidentId: first.incidentId, baseVersion: 1 });
    await savePublishingRules(by(priya), { isReviewNeeded: false, visibilities: ["public"], impacts: [] });
    await savePostmortem(by(jonas), { incidentId: second.incidentId, baseVersion: 0, body });
    await expect(publishPostmortem(by(jonas), { incidentId: second.incidentId, baseVersion: 1 })).rejects.toMatchObject({ code: "conflict" });
  });

  test("waits for the resolution", async () => {
    const open = await anIncident(by(jonas));
    await expect(publishPostmortem(by(jonas), await reviewed(open))).rejects.toMatchObject({ code: "conflict", sentence: expect.stringContaining("Resolve the incident first") });
  });

  test("of two people writing the second is told, and nothing is lost or published twice", async () => {
    const incident = await resolved();
    await savePostmortem(by(mira), { incidentId: incident.incidentId, baseVersion: 0, body: "First." });
    await expect(savePostmortem(by(jonas), { incidentId: incident.incidentId, baseVersion: 0, body })).rejects.toMatchObject({ code: "conflict" });
    const other = await reviewed(await resolved({ title: "Another" }));
    await publishPostmortem(by(jonas), other);
    await expect(publishPostmortem(by(jonas), other)).rejects.toMatchObject({ code: "conflict" });
    await expect(savePostmortem(by(jonas), { ...other, body: "Other words." })).rejects.toMatchObject({ code: "conflict" });
  });

  test("is edited on the timeline, and what it said stays readable", async () => {
    const incident = await resolved();
    const { updateId } = await publishPostmortem(by(jonas), await reviewed(incident));
    await editUpdate(by(mira), { updateId, baseRevision: 1, body: "Two certificates expired.", notes: [] });
    const [shown] = (await findIncidentView(asPublic(database.db), incident.code))?.updates ?? [];
    expect(shown).toMatchObject({ kind: "postmortem", body: "Two certificates expired.", earlier: [{ body }] });
  });

  test("is refused to who may not post, and nothing is left behind", async () => {
    const { incidentId } = await resolved();
    const asTom = by(tom);
    const item = { incidentId, title: "x", owner: "y" };
    for (const refused of [savePostmortem(asTom, { incidentId, baseVersion: 0, body }), askReview(asTom, { incidentId, baseVersion: 1 }), publishPostmortem(asTom, { incidentId, baseVersion: 1 }), saveActionItem(asTom, item), tickActionItem(asTom, { incidentId, itemId: "x", isDone: true }), removeActionItem(asTom, { incidentId, itemId: "x" })]) {
      await expect(refused).rejects.toMatchObject({ code: "forbidden" });
    }
    expect((await getPostmortemWork(asTom, { incidentId })).draft).toBeNull();
  });

  test("nobody outside reads its draft, its review or its items before it is published", async () => {
    const incident = await resolved();
    await saveActionItem(by(jonas), { incidentId: incident.incidentId, title: "Alert on expiry", owner: "Platform" });
    await reviewed(incident);
    for (const ctx of [asPublic(database.db), asMember(database.db, anna)]) {
      expect(JSON.stringify(await findIncidentView(ctx, incident.code))).not.toMatch(/expiry|certificate expired|Clear\./);
      await expect(getPostmortemWork(ctx, { incidentId: incident.incidentId })).rejects.toMatchObject({ code: "forbidden" });
    }
  });
});

describe("action items", () => {
  async function withItems() {
    const incident = await resolved();
    const add = (title: string, changes = {}) => saveActionItem(by(jonas), { incidentId: incident.incidentId, title, owner: "Platform", ...changes });
    const all = await add("Alert on expiry", { dueAt: testNow + 7 * DAY });
    await add("Talk to the vendor", { isInternal: true });
    await add("Call Acme", { customerId: acme.id });
    await add("Call Globex", { customerId: globex.id });
    await publishPostmortem(by(jonas, HOUR), await reviewed(incident));
    return { incident, itemId: all.itemId };
  }
  const titlesFor = async (ctx: ReturnType<typeof asPublic>, code: string) => (await findIncidentView(ctx, code))?.actionItems.map((item) => item.title);

  test("are read by those they are for, and by nobody else", async () => {
    const { incident } = await withItems();
    expect(await titlesFor(asPublic(database.db), incident.code)).toEqual(["Alert on expiry"]);
    expect(await titlesFor(asMember(database.db, anna), incident.code)).toEqual(["Alert on expiry", "Call Acme"]);
    expect(await titlesFor(asMember(database.db, carla), incident.code)).toEqual(["Alert on expiry", "Call Globex"]);
    expect(await titlesFor(by(tom), incident.code)).toEqual(["Alert on expiry", "Talk to the vendor", "Call Acme", "Call Globex"]);
    const read = JSON.stringify(await findIncidentView(asMember(database.db, carla), incident.code));
    expect(read).not.toContain(acme.id);
  });

  test("with a day are a promise from the moment readers see them, kept by ticking them off in time", async () => {
    const { incident, itemId } = await withItems();
    expect(await promisesOf("action")).toEqual([{ dueAt: testNow + 7 * DAY, isKept: null, settledAt: null }]);
    await tickActionItem(by(mira, 2 * DAY), { incidentId: incident.incidentId, itemId, isDone: true });
    expect(await promisesOf("action")).toMatchObject([{ isKept: true }]);
    expect((await findIncidentView(asPublic(database.db), incident.code))?.actionItems).toMatchObject([{ title: "Alert on expiry", doneAt: testNow + 2 * DAY }]);
    await tickActionItem(by(mira, 3 * DAY), { incidentId: incident.incidentId, itemId, isDone: false });
    expect(await promisesOf("action")).toMatchObject([{ isKept: null, settledAt: null }]);
  });

  test("put off before their day are a new promise; put off after it, the old one stays missed", async () => {
    const { incident, itemId } = await withItems();
    const put = (after: number, version: number, dueAt: number) => saveActionItem(by(jonas, after), { incidentId: incident.incidentId, itemId, baseVersion: version, title: "Alert on expiry", owner: "Platform", dueAt });
    await put(DAY, 1, testNow + 8 * DAY);
    expect(await promisesOf("action")).toMatchObject([{ dueAt: testNow + 8 * DAY, settledAt: null }]);
    await put(9 * DAY, 2, testNow + 12 * DAY);
    expect((await promisesOf("action")).map(({ dueAt, isKept }) => [dueAt, isKept])).toEqual([[testNow + 8 * DAY, false], [testNow + 12 * DAY, null]]);
  });

  test("for a customer that cannot see the incident are refused, and published ones are not taken away", async () => {
    const { incident, itemId } = await withItems();
    const own = await resolved({ visibility: "selected", customerIds: [acme.id] });
    await expect(saveActionItem(by(jonas), { incidentId: own.incidentId, title: "x", owner: "y", customerId: initech.id })).rejects.toMatchObject({ fields: { audience: expect.any(String) } });
    await expect(removeActionItem(by(jonas), { incidentId: incident.incidentId, itemId })).rejects.toMatchObject({ code: "conflict" });
    await expect(tickActionItem(by(jonas), { incidentId: own.incidentId, itemId, isDone: true })).rejects.toMatchObject({ code: "not_found" });
    expect(await database.db.read.$count(actionItems)).toBe(4);
  });

  test("name the customer they are for to staff", async () => {
    const { incident } = await withItems();
    expect((await getIncidentFacts(by(tom), incident.incidentId)).customerNames.get(acme.id)).toBe(acme.name);
  });
});
