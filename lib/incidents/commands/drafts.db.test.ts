import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { people, staffMembers } from "#db/schema/access";
import { drafts, incidents, promises, updates } from "#db/schema/incidents";
import { audienceRevisions } from "#db/schema/audit";
import { outbox } from "#db/schema/outbox";
import { acme, addCast, cards, globex, jonas, mira, testNow, tom } from "#lib/testing/cast";
import { asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anIncident, anUpdate, someContent } from "#lib/testing/incidents";
import { publishDue } from "../jobs.ts";
import { publishDraft, undoPublish } from "./publish-draft.ts";
import { discardDraft, saveDraft } from "./save-draft.ts";

const second = 1_000;
const minute = 60 * second;
const database = testDatabase();
beforeEach(() => addCast(database.db));

const asJonas = (after = 0) => asStaff(database.db, jonas, testNow + after);
const readDrafts = () => database.db.read.select().from(drafts);
const readUpdates = () => database.db.read.select().from(updates);
const eventOf = async (kind: string) => (await database.db.read.select().from(outbox).where(eq(outbox.kind, kind))).at(-1);
async function runDueAt(now: number) {
  await publishDue({ db: database.db, now }, (await eventOf("draft.publish_due"))?.payload);
}

describe("a draft", () => {
  test("keeps whatever was typed, publishable or not, and is replaced by its author's next save", async () => {
    const { draftId } = await saveDraft(asJonas(), { content: someContent({ title: "", occurredAt: "yesterday" }) });
    await saveDraft(asJonas(minute), { draftId, content: someContent({ title: "Better" }) });
    expect(await readDrafts()).toMatchObject([{ id: draftId, authorId: jonas.id, content: { title: "Better" }, version: 2, updatedAt: testNow + minute }]);
    expect(await readUpdates()).toEqual([]);
  });

  test("of one person is never overwritten by another: their save makes a draft of their own", async () => {
    const { draftId } = await saveDraft(asJonas(), { content: someContent({ body: "Jonas" }) });
    await saveDraft(asStaff(database.db, mira), { draftId, content: someContent({ body: "Mira" }) });
    expect((await readDrafts()).map((draft) => [draft.authorId, draft.content.body]).toSorted()).toEqual([[jonas.id, "Jonas"], [mira.id, "Mira"]]);
  });

  test("belongs to the incident that is named by its public code", async () => {
    const { incidentId, code } = await anIncident(asJonas());
    await saveDraft(asJonas(), { incidentId: code, baseVersion: 1, content: someContent() });
    expect(await readDrafts()).toMatchObject([{ incidentId, baseVersion: 1 }]);
  });

  test("can be discarded", async () => {
    const { draftId } = await saveDraft(asJonas(), { content: someContent() });
    await discardDraft(asJonas(), { draftId });
    expect(await readDrafts()).toEqual([]);
    await expect(discardDraft(asJonas(), { draftId })).rejects.toMatchObject({ code: "not_found" });
  });

  test("is refused to who may not post, and nothing is left behind", async () => {
    const { draftId } = await saveDraft(asJonas(), { content: someContent() });
    const asTom = asStaff(database.db, tom);
    for (const refused of [saveDraft(asTom, { content: someContent() }), discardDraft(asTom, { draftId }), publishDraft(asTom, { draftId, content: someContent(), undoSeconds: 0 }), undoPublish(asTom, { draftId })]) {
      await expect(refused).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await readDrafts()).toHaveLength(1);
    expect(await readUpdates()).toEqual([]);
  });
});

describe("publishing with a time to undo", () => {
  test("shows and sends nothing before that time is over, then publishes once", async () => {
    const publication = await publishDraft(asJonas(), { content: someContent({ promise: "30" }), undoSeconds: 10 });
    expect(publication).toMatchObject({ isPending: true, publishAt: testNow + 10 * second });
    expect(await database.db.read.select().from(incidents)).toEqual([]);
    expect(await database.db.read.select().from(audienceRevisions)).toEqual([]);
    expect(await eventOf("incident.update_posted")).toBeUndefined();
    expect(await eventOf("draft.publish_due")).toMatchObject({ dueAt: testNow + 10 * second, payload: { draftId: publication.draftId } });
    await runDueAt(testNow + 10 * second);
    await runDueAt(testNow + 11 * second);
    const [update, ...more] = await readUpdates();
    expect(more).toEqual([]);
    expect(update).toMatchObject({ authorId: jonas.id, recordedAt: testNow + 10 * second });
    expect(await readDrafts()).toMatchObject([{ publishedAs: update?.id, publishAt: null }]);
    expect(await database.db.read.select().from(promises)).toMatchObject([{ dueAt: testNow + 10 * second + 30 * minute }]);
  });

  test("undone in time, nothing is ever published, also when it is published anew and the old event comes late", async () => {
    const { draftId } = await publishDraft(asJonas(), { content: someContent(), undoSeconds: 10 });
    const first = (await eventOf("draft.publish_due"))?.payload;
    await undoPublish(asJonas(9 * second), { draftId });
    await runDueAt(testNow + 10 * second);
    expect(await readUpdates()).toEqual([]);
    await publishDraft(asJonas(20 * second), { draftId, content: someContent(), undoSeconds: 10 });
    await publishDue({ db: database.db, now: testNow + 21 * second }, first);
    expect(await readUpdates()).toEqual([]);
  });

  test("cannot be undone once it is out", async () => {
    const { draftId } = await publishDraft(asJonas(), { content: someContent(), undoSeconds: 0 });
    await expect(undoPublish(asJonas(second), { draftId })).rejects.toMatchObject({ code: "conflict", sentence: expect.stringContaining("Too late") });
  });

  test("says at once what would be refused later, and keeps nothing of it", async () => {
    await expect(publishDraft(asJonas(), { content: someContent({ visibility: "selected", customers: [acme.id], notes: { [globex.id]: "Psst" } }), undoSeconds: 10 })).rejects.toMatchObject({ fields: { [`note:${globex.id}`]: expect.any(String) } });
    await expect(publishDraft(asJonas(), { content: someContent({ state: "broken" }), undoSeconds: 10 })).rejects.toMatchObject({ fields: { state: expect.any(String) } });
    await expect(publishDraft(asJonas(), { content: someContent({ components: { [cards.id]: "on fire" } }), undoSeconds: 10 })).rejects.toMatchObject({ fields: { [`component:${cards.id}`]: expect.any(String) } });
    await expect(publishDraft(asJonas(), { content: someContent({ occurredAt: "soon" }), undoSeconds: 10 })).rejects.toMatchObject({ fields: { occurredAt: expect.any(String) } });
    expect(await readDrafts()).toEqual([]);
    expect(await eventOf("draft.publish_due")).toBeUndefined();
  });

  test("keeps the draft and says who was first where somebody else posted meanwhile", async () => {
    const { incidentId } = await anIncident(asJonas());
    await publishDraft(asJonas(minute), { incidentId, baseVersion: 1, content: someContent({ state: "identified", body: "Mine" }), undoSeconds: 10 });
    await anUpdate(asStaff(database.db, mira, testNow + minute + second), { incidentId, baseVersion: 1 });
    await runDueAt(testNow + minute + 10 * second);
    expect(await readUpdates()).toHaveLength(2);
    expect(await readDrafts()).toMatchObject([{ content: { body: "Mine" }, publishAt: null, publishedAs: null, failure: expect.stringContaining("Mira Okafor posted “Identified”") }]);
  });

  test.each([
    ["lost the role", () => database.db.write(async (tx) => void (await tx.update(staffMembers).set({ role: "viewer" }).where(eq(staffMembers.personId, jonas.id))))],
    ["left the team", () => database.db.write(async (tx) => void (await tx.delete(staffMembers).where(eq(staffMembers.personId, jonas.id))))],
    ["was disabled", () => database.db.write(async (tx) => void (await tx.update(people).set({ disabledAt: testNow }).where(eq(people.id, jonas.id))))],
  ])("is not published for an author who %s meanwhile", async (_, change) => {
    await publishDraft(asJonas(), { content: someContent(), undoSeconds: 10 });
    await change();
    await runDueAt(testNow + 10 * second);
    expect(await readUpdates()).toEqual([]);
    expect(await readDrafts()).toMatchObject([{ failure: expect.stringContaining("Your role does not allow this") }]);
  });

  test("a draft on its way out can neither be changed nor discarded", async () => {
    const { draftId } = await publishDraft(asJonas(), { content: someContent(), undoSeconds: 10 });
    await expect(saveDraft(asJonas(second), { draftId, content: someContent() })).rejects.toMatchObject({ code: "conflict" });
    await expect(discardDraft(asJonas(second), { draftId })).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("publishing at once", () => {
  test("reads times on the author's clock", async () => {
    await publishDraft(asJonas(), { content: someContent({ occurredAt: "2026-11-02T13:45", promise: "at", promiseAt: "14:30" }), undoSeconds: 0 });
    expect(await readUpdates()).toMatchObject([{ occurredAt: testNow - 15 * minute, recordedAt: testNow }]);
    expect(await database.db.read.select().from(promises)).toMatchObject([{ dueAt: testNow + 30 * minute }]);
  });

  test("a bare time that has passed today is tomorrow's", async () => {
    await publishDraft(asJonas(), { content: someContent({ promise: "at", promiseAt: "09:00" }), undoSeconds: 0 });
    expect(await database.db.read.select().from(promises)).toMatchObject([{ dueAt: Date.UTC(2026, 10, 3, 8) }]);
  });

  test("goes to the incident named by its public code, and a conflict leaves no draft behind", async () => {
    const { code } = await anIncident(asJonas());
    expect(await publishDraft(asJonas(minute), { incidentId: code, baseVersion: 1, content: someContent({ state: "resolved" }), undoSeconds: 0 })).toMatchObject({ isPending: false, code, version: 2 });
    await expect(publishDraft(asJonas(minute), { incidentId: code, baseVersion: 1, content: someContent(), undoSeconds: 0 })).rejects.toMatchObject({ code: "conflict" });
    expect(await readDrafts()).toHaveLength(1);
  });
});
