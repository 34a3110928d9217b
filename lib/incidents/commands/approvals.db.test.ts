import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { auditEntries } from "#db/schema/audit";
import { people } from "#db/schema/access";
import { approvals, drafts, incidents, updates } from "#db/schema/incidents";
import { outbox } from "#db/schema/outbox";
import { asAudience } from "#lib/access/context";
import { HOUR } from "#lib/core/time";
import { findIncidentView } from "#lib/status/queries/incident";
import { acme, addCast, anna, cards, jonas, mira, payouts, priya, testNow, tom } from "#lib/testing/cast";
import { asMember, asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anIncident, anUpdate, someContent } from "#lib/testing/incidents";
import { publishDue } from "../jobs.ts";
import { listDuties } from "../queries/duties.ts";
import { wouldNeedApproval } from "../queries/publishing.ts";
import { decideApproval } from "./approvals.ts";
import { editUpdate } from "./edit-update.ts";
import { publishDraft, undoPublish } from "./publish-draft.ts";
import { rehearseDraft } from "./publish.ts";
import { savePublishingRules } from "./publishing-rules.ts";
import { saveDraft } from "./save-draft.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const by = (person: typeof jonas, after = 0) => asStaff(database.db, person, testNow + after);
const publicRule = () => savePublishingRules(by(priya), { isReviewNeeded: true, visibilities: ["public"], impacts: [] });
const countPosts = () => database.db.read.$count(updates);
const readDraft = async (id: string) => (await database.db.read.select().from(drafts).where(eq(drafts.id, id)))[0];
const dueEvents = async () => (await database.db.read.select().from(outbox).where(eq(outbox.kind, "draft.publish_due"))).map((event) => ({ payload: event.payload, dueAt: event.dueAt }));
async function runDue(now = testNow) {
  for (const { payload, dueAt } of await dueEvents()) if (dueAt <= now) await publishDue({ db: database.db, now }, payload);
}
const ask = async (changes = {}) => publishDraft(by(jonas), { content: someContent(changes), undoSeconds: 0 });

describe("where a rule asks for a second person", () => {
  test("publishing becomes asking: nothing is shown, and it stands among what waits for others", async () => {
    await publicRule();
    const asked = await ask();
    expect(asked).toMatchObject({ isPending: true, waitsFor: "approval", publishAt: null });
    expect(await countPosts()).toBe(0);
    expect((await listDuties(by(mira))).map(({ kind, isTheirs }) => [kind, isTheirs])).toEqual([["approval", true]]);
    expect((await listDuties(by(jonas))).map(({ kind, isTheirs }) => [kind, isTheirs])).toEqual([["approval", false]]);
    expect((await database.db.read.select().from(outbox)).map((event) => event.kind)).toEqual(["draft.approval_asked"]);
  });

  test("a second person's word publishes it, as its author's", async () => {
    await publicRule();
    const { draftId } = await ask();
    await decideApproval(by(mira), { draftId, draftVersion: 2, isApproved: true });
    await runDue();
    expect(await database.db.read.select({ authorId: updates.authorId }).from(updates)).toEqual([{ authorId: jonas.id }]);
    expect(await readDraft(draftId)).toMatchObject({ failure: null, publishedAs: expect.any(String) });
  });

  test("its author cannot be the second person, nor somebody who may not post", async () => {
    await publicRule();
    const { draftId } = await ask();
    await expect(decideApproval(by(jonas), { draftId, draftVersion: 2, isApproved: true })).rejects.toMatchObject({ code: "forbidden" });
    await expect(decideApproval(by(tom), { draftId, draftVersion: 2, isApproved: true })).rejects.toMatchObject({ code: "forbidden" });
    expect(await database.db.read.select({ decidedBy: approvals.decidedBy }).from(approvals)).toEqual([{ decidedBy: null }]);
  });

  test("refusing needs a reason and sends it back to its author", async () => {
    await publicRule();
    const { draftId } = await ask();
    await expect(decideApproval(by(mira), { draftId, draftVersion: 2, isApproved: false })).rejects.toMatchObject({ fields: { comment: expect.any(String) } });
    await decideApproval(by(mira), { draftId, draftVersion: 2, isApproved: false, comment: "Say since when." });
    await runDue();
    expect(await readDraft(draftId)).toMatchObject({ failure: "Not approved: Say since when.", publishAt: null });
    expect(await countPosts()).toBe(0);
    await expect(decideApproval(by(mira), { draftId, draftVersion: 3, isApproved: true })).rejects.toMatchObject({ code: "conflict" });
  });

  test("the word holds for what was seen: a change after asking, or after agreeing, asks anew", async () => {
    await publicRule();
    const { draftId } = await ask({ scheduledFor: "2026-11-02T16:00" });
    await decideApproval(by(mira), { draftId, draftVersion: 2, isApproved: true });
    await saveDraft(by(jonas), { draftId, content: someContent({ body: "Something nobody has read." }) });
    await expect(decideApproval(by(mira), { draftId, draftVersion: 2, isApproved: true })).rejects.toMatchObject({ code: "conflict" });
    await runDue(testNow + 3 * HOUR);
    expect(await countPosts()).toBe(0);
    expect(await publishDraft(by(jonas), { draftId, content: someContent({ body: "Something nobody has read." }), undoSeconds: 0 })).toMatchObject({ waitsFor: "approval" });
    expect(await countPosts()).toBe(0);
  });

  test("agreed before its time it is published at its time; not agreed by then it is kept and says so", async () => {
    await publicRule();
    const first = await ask({ scheduledFor: "2026-11-02T16:00" });
    const second = await ask({ title: "Another", scheduledFor: "2026-11-02T16:00" });
    await decideApproval(by(mira), { draftId: first.draftId, draftVersion: 2, isApproved: true });
    await runDue(testNow + HOUR);
    expect(await countPosts()).toBe(0);
    await runDue(testNow + 2 * HOUR);
    expect(await countPosts()).toBe(1);
    expect(await readDraft(second.draftId)).toMatchObject({ publishAt: null, failure: expect.stringContaining("A second person has to approve this") });
  });

  test("no command that shows readers something goes around it", async () => {
    const { incidentId, updateId } = await anIncident(by(jonas));
    const internal = await anIncident(by(jonas), { visibility: "internal" });
    const resolved = await anIncident(by(jonas), { title: "Over" });
    await publicRule();
    const before = await countPosts();
    const attempts = [
      anIncident(by(mira)),
      anUpdate(by(mira), { incidentId, baseVersion: 1 }),
      anUpdate(by(mira), { incidentId: internal.incidentId, baseVersion: 1, visibility: "public" }),
      anUpdate(by(priya), { incidentId: resolved.incidentId, baseVersion: 1, state: "resolved" }),
      editUpdate(by(mira), { updateId, baseRevision: 1, body: "Something else.", notes: [] }),
      editUpdate(by(mira), { updateId, baseRevision: 1, body: "Something else.", notes: [], emergencyReason: "I am no admin." }),
    ];
    for (const attempt of await Promise.allSettled(attempts)) expect(attempt).toMatchObject({ status: "rejected", reason: { code: "conflict" } });
    const forged = { to: "a rehearsal" };
    await expect(anIncident(by(mira), { consent: forged } as object)).rejects.toMatchObject({ code: "conflict" });
    expect(await countPosts()).toBe(before);
  });

  test("an admin alone may publish in an emergency, and why is kept for good", async () => {
    await publicRule();
    await expect(publishDraft(by(mira), { content: someContent(), undoSeconds: 0, emergencyReason: "I am in a hurry" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(publishDraft(by(priya), { content: someContent(), undoSeconds: 0, emergencyReason: "x" })).rejects.toMatchObject({ fields: { emergencyReason: expect.any(String) } });
    expect(await countPosts()).toBe(0);
    await publishDraft(by(priya), { content: someContent(), undoSeconds: 5, emergencyReason: "Nobody else is awake." });
    await runDue(testNow + 5_000);
    expect(await countPosts()).toBe(1);
    const [entry] = await database.db.read.select().from(auditEntries).where(eq(auditEntries.action, "draft.published_in_emergency"));
    expect(entry).toMatchObject({ actorId: priya.id, after: { reason: "Nobody else is awake." } });
  });

  test("an admin may correct words alone, and why is kept with the edit", async () => {
    const { updateId } = await anIncident(by(jonas));
    await publicRule();
    await editUpdate(by(priya), { updateId, baseRevision: 1, body: "Something else.", notes: [], emergencyReason: "It named a customer." });
    const [entry] = await database.db.read.select().from(auditEntries).where(eq(auditEntries.action, "incident.update_edited"));
    expect(entry).toMatchObject({ after: { emergencyReason: "It named a customer." } });
  });

  test("how bad it is counts with everything the incident has said, and staff-only posts need nobody", async () => {
    const { incidentId } = await anIncident(by(jonas), { visibility: "selected", customerIds: [acme.id], components: [{ componentId: cards.id, state: "major_outage" }] });
    await savePublishingRules(by(priya), { isReviewNeeded: false, visibilities: [], impacts: ["critical"] });
    await expect(anUpdate(by(mira), { incidentId, baseVersion: 1 })).rejects.toMatchObject({ code: "conflict" });
    await anIncident(by(mira), { components: [{ componentId: payouts.id, state: "partial_outage" }] });
    await anIncident(by(mira), { visibility: "internal", components: [{ componentId: payouts.id, state: "major_outage" }] });
    expect(await wouldNeedApproval(by(mira), { visibility: "selected", components: {}, incidentId })).toBe(true);
    expect(await wouldNeedApproval(by(mira), { visibility: "public", components: { [payouts.id]: "partial_outage" }, incidentId: null })).toBe(false);
  });

  test("before agreeing, a second person reads it as any reader would, and nothing of that stays", async () => {
    await publicRule();
    const { draftId } = await ask({ notes: { [acme.id]: "Use your terminals." } });
    const read = (audience: Parameters<typeof asAudience>[1]) => rehearseDraft(by(mira), { draftId, look: async ({ code }) => (await findIncidentView(asAudience(by(mira), audience), code))?.updates.map(({ body, notes }) => [body, notes.length]) });
    expect(await read({ kind: "public" })).toEqual([[someContent().body, 0]]);
    expect(await read({ kind: "customer", customerId: acme.id })).toEqual([[someContent().body, 1]]);
    expect([await countPosts(), (await readDraft(draftId))?.publishedAs]).toEqual([0, null]);
  });

  test("who reads pages learns nothing of a draft that waits", async () => {
    await publicRule();
    await ask();
    expect(await database.db.read.$count(incidents)).toBe(0);
    await expect(listDuties(asMember(database.db, anna))).rejects.toMatchObject({ code: "forbidden" });
    await expect(listDuties(asPublic(database.db))).rejects.toMatchObject({ code: "forbidden" });
  });

  test("the rules are changed by admins only", async () => {
    await expect(savePublishingRules(by(mira), { isReviewNeeded: false, visibilities: [], impacts: [] })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("a post with a time of its own", () => {
  const plan = (changes = {}) => publishDraft(by(jonas), { content: someContent({ scheduledFor: "2026-11-02T16:00", promise: "30", ...changes }), undoSeconds: 10 });

  test("is published then, on its author's clock, and promises from then on", async () => {
    expect(await plan()).toMatchObject({ waitsFor: "time", publishAt: testNow + 2 * HOUR });
    await runDue(testNow + 2 * HOUR - 1);
    expect(await countPosts()).toBe(0);
    await runDue(testNow + 2 * HOUR);
    expect(await database.db.read.select({ recordedAt: updates.recordedAt, occurredAt: updates.occurredAt }).from(updates)).toEqual([{ recordedAt: testNow + 2 * HOUR, occurredAt: testNow + 2 * HOUR }]);
  });

  test("can be changed and taken back until then", async () => {
    const { draftId } = await plan();
    await publishDraft(by(jonas), { draftId, content: someContent({ title: "Later still", scheduledFor: "2026-11-02T17:00" }), undoSeconds: 10 });
    await runDue(testNow + 2 * HOUR);
    expect(await countPosts()).toBe(0);
    await undoPublish(by(mira), { draftId });
    await runDue(testNow + 3 * HOUR);
    expect(await countPosts()).toBe(0);
    expect(await readDraft(draftId)).toMatchObject({ publishAt: null, isScheduled: false, failure: null });
  });

  test("is kept with the reason when the incident went on meanwhile, and staff are told", async () => {
    const { incidentId } = await anIncident(by(jonas));
    const { draftId } = await publishDraft(by(jonas), { incidentId, baseVersion: 1, content: someContent({ scheduledFor: "2026-11-02T16:00" }), undoSeconds: 0 });
    await anUpdate(by(mira), { incidentId, baseVersion: 1 });
    await runDue(testNow + 2 * HOUR);
    await runDue(testNow + 2 * HOUR);
    expect(await readDraft(draftId)).toMatchObject({ publishAt: null, failure: expect.stringContaining("Mira Okafor posted") });
    expect(await database.db.read.$count(outbox, eq(outbox.kind, "draft.kept"))).toBe(1);
  });

  test("goes by the role its author has then", async () => {
    const { draftId } = await plan();
    await database.db.write((tx) => tx.update(people).set({ disabledAt: testNow }).where(eq(people.id, jonas.id)));
    await runDue(testNow + 2 * HOUR);
    expect([await countPosts(), (await readDraft(draftId))?.failure]).toEqual([0, expect.stringContaining("role")]);
  });

  test.each([
    ["a time that has passed", { scheduledFor: "2026-11-02T13:00" }],
    ["a time no clock has", { scheduledFor: "tomorrow" }],
    ["a time in years", { scheduledFor: "2030-01-01T10:00" }],
    ["a time to come and an earlier one", { occurredAt: "2026-11-02T12:00" }],
  ])("is refused with %s", async (_, changes) => {
    await expect(plan(changes)).rejects.toMatchObject({ code: "invalid", fields: { scheduledFor: expect.any(String) } });
    expect(await database.db.read.$count(drafts)).toBe(0);
  });
});

describe("variables of a post", () => {
  test("are filled when it is published, and never reach a reader unfilled", async () => {
    const { draftId } = await publishDraft(by(jonas), { content: someContent({ body: "{{component}}: next news {{next_update}}, now {{now}}.", promise: "30", scheduledFor: "2026-11-02T16:00", notes: { [acme.id]: "{{customer}}: {{component}}" } }), undoSeconds: 0 });
    await runDue(testNow + 2 * HOUR);
    expect((await readDraft(draftId))?.failure).toBeNull();
    const view = async (ctx: ReturnType<typeof asPublic>) => (await findIncidentView(ctx, (await database.db.read.select({ code: incidents.code }).from(incidents))[0]?.code ?? ""))?.updates[0];
    expect((await view(asPublic(database.db)))?.body).toBe("Card processing: next news 16:30 CET (15:30 UTC), now 16:00 CET (15:00 UTC).");
    expect((await view(asMember(database.db, anna)))?.notes[0]?.body).toBe("Acme Retail: Checkout EU");
  });

  test("a component that only its users know of is not named to all", async () => {
    const content = someContent({ body: "{{component}} is slow.", components: { cmp_acme_gateway: "degraded_performance" } });
    await expect(publishDraft(by(jonas), { content, undoSeconds: 0 })).rejects.toMatchObject({ fields: { body: expect.stringContaining("{{component}} stands for nothing here") } });
    expect(await countPosts()).toBe(0);
  });
});
