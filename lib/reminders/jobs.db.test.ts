import { eq, isNull } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { deliveries } from "#db/schema/delivery";
import { promises } from "#db/schema/incidents";
import { outbox } from "#db/schema/outbox";
import { DAY, HOUR, MINUTE } from "#lib/core/time";
import { decideApproval } from "#lib/incidents/commands/approvals";
import { askReview, publishPostmortem, reviewPostmortem, savePostmortem } from "#lib/incidents/commands/postmortem";
import { publishDraft } from "#lib/incidents/commands/publish-draft";
import { savePublishingRules } from "#lib/incidents/commands/publishing-rules";
import { publishDue } from "#lib/incidents/jobs";
import { saveReminders } from "#lib/people/commands/sessions";
import { findIncidentView } from "#lib/status/queries/incident";
import { addCast, jonas, mira, priya, testNow, tom } from "#lib/testing/cast";
import { asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anIncident, anUpdate, someContent } from "#lib/testing/incidents";
import { askForNews, remindAll, remindAuthor, tellApprovers, tellDecided, tellKept, tellReviewed, tellReviewers } from "./jobs.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const by = (person: typeof jonas, after = 0) => asStaff(database.db, person, testNow + after);
type Job = (job: { db: typeof database.db; now: number }, payload: unknown) => Promise<void>;
const handlers: Record<string, Job> = {
  "promise.due_soon": remindAuthor,
  "promise.overdue": remindAll,
  "incident.silent": askForNews,
  "draft.kept": tellKept,
  "draft.approval_asked": tellApprovers,
  "draft.approval_decided": tellDecided,
  "postmortem.review_asked": tellReviewers,
  "postmortem.reviewed": tellReviewed,
  "draft.publish_due": publishDue,
};

/** Runs the clock up to an instant: each event at its time, twice, as after a death between the work and its record. */
async function runUntil(until: number): Promise<void> {
  for (;;) {
    const [next] = await database.db.read.select().from(outbox).where(isNull(outbox.doneAt)).orderBy(outbox.dueAt, outbox.id).limit(1);
    if (!next || next.dueAt > until) return;
    const run = handlers[next.kind];
    const now = Math.max(next.dueAt, testNow);
    await run?.({ db: database.db, now }, next.payload);
    await run?.({ db: database.db, now }, next.payload);
    await database.db.write((tx) => tx.update(outbox).set({ doneAt: now }).where(eq(outbox.id, next.id)));
  }
}

const mails = async () => (await database.db.read.select({ address: deliveries.address, message: deliveries.message, at: deliveries.createdAt }).from(deliveries).orderBy(deliveries.createdAt, deliveries.address)).map(({ address, message, at }) => ({ to: address, subject: message?.subject ?? "", text: message?.text ?? "", at }));
const told = async () => (await mails()).map(({ to, subject }) => `${to.split(".")[0]}: ${subject}`);

describe("a promised update", () => {
  const promised = () => anIncident(by(jonas), { promiseDueAt: testNow + 30 * MINUTE });

  test("reminds its author at four fifths of the time, and nobody else", async () => {
    await promised();
    await runUntil(testNow + 24 * MINUTE - 1);
    expect(await told()).toEqual([]);
    await runUntil(testNow + 29 * MINUTE);
    const [mail] = await mails();
    expect(await told()).toEqual(["jonas: Due 14:30 CET (13:30 UTC): next update of Card payments fail for some shoppers"]);
    expect(mail?.text).toContain("That is in 6 min.");
  });

  test("is missed by the clock the moment it is overdue, whoever answers it later, and everybody who may post is told once", async () => {
    const { incidentId, code } = await promised();
    await runUntil(testNow + 31 * MINUTE);
    expect((await told()).slice(1)).toEqual(["jonas", "mira", "priya"].map((name) => `${name}: Overdue: next update of Card payments fail for some shoppers`));
    expect(await database.db.read.select({ missedAt: promises.missedAt, settledAt: promises.settledAt }).from(promises)).toEqual([{ missedAt: testNow + 30 * MINUTE + 1, settledAt: null }]);
    expect((await findIncidentView(asPublic(database.db, testNow + 40 * MINUTE), code))?.updates[0]?.promises).toMatchObject([{ kind: "next_update", isMissed: true, settledAt: null }]);
    await anUpdate(by(mira, 45 * MINUTE), { incidentId, baseVersion: 1 });
    expect(await database.db.read.select({ isKept: promises.isKept }).from(promises)).toEqual([{ isKept: false }]);
    expect((await findIncidentView(asPublic(database.db, testNow + DAY), code))?.updates.map((update) => update.promises.map((each) => each.isMissed))).toEqual([[], [true]]);
  });

  test("kept in time reminds nobody and is shown as kept", async () => {
    const { incidentId, code } = await promised();
    await anUpdate(by(jonas, 10 * MINUTE), { incidentId, baseVersion: 1, state: "resolved" });
    await runUntil(testNow + 2 * HOUR);
    expect(await told()).toEqual([]);
    expect((await findIncidentView(asPublic(database.db, testNow + DAY), code))?.updates[1]?.promises).toMatchObject([{ isMissed: false, settledAt: testNow + 10 * MINUTE }]);
  });

  test("is not missed by a clock that is behind the queue's: the job comes again", async () => {
    await promised();
    const [event] = await database.db.read.select().from(outbox).where(eq(outbox.kind, "promise.overdue"));
    await expect(remindAll({ db: database.db, now: testNow + 30 * MINUTE }, event?.payload)).rejects.toMatchObject({ delayMs: 1 });
    expect(await database.db.read.select({ missedAt: promises.missedAt }).from(promises)).toEqual([{ missedAt: null }]);
  });

  test("reminds nobody who has switched it off, and is missed all the same", async () => {
    await saveReminders(by(mira), { hearsReminders: false });
    await promised();
    await runUntil(testNow + HOUR);
    expect((await told()).map((line) => line.split(":")[0])).toEqual(["jonas", "jonas", "priya"]);
    await expect(saveReminders(asPublic(database.db), { hearsReminders: true })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("an open incident without news", () => {
  test("asks for them at 3, 6, 12 and 24 hours, once each, then no more", async () => {
    await anIncident(by(jonas));
    await runUntil(testNow + 10 * DAY);
    const toJonas = (await mails()).filter((mail) => mail.to === jonas.email);
    expect(toJonas.map(({ at, subject }) => [(at - testNow) / HOUR, subject])).toEqual([3, 6, 12, 24].map((hours) => [hours, `No news for ${hours} h: Card payments fail for some shoppers`]));
    expect((await mails()).filter((mail) => mail.to === tom.email)).toEqual([]);
  });

  test("is left alone after news until those are old, and for good once it is resolved", async () => {
    const { incidentId } = await anIncident(by(jonas));
    const { version } = await anUpdate(by(jonas, 2 * HOUR), { incidentId, baseVersion: 1 });
    await runUntil(testNow + 4 * HOUR);
    expect(await told()).toEqual([]);
    await runUntil(testNow + 5 * HOUR);
    expect(await told()).toHaveLength(3);
    await anUpdate(by(jonas, 5 * HOUR), { incidentId, baseVersion: version, state: "resolved" });
    await runUntil(testNow + 10 * DAY);
    expect(await told()).toHaveLength(3);
  });

  test("after an outage of the worker gets one mail, not one for each hour that was missed", async () => {
    await anIncident(by(jonas));
    const [event] = await database.db.read.select().from(outbox).where(eq(outbox.kind, "incident.silent"));
    await askForNews({ db: database.db, now: testNow + 13 * HOUR }, event?.payload);
    expect((await told())[0]).toBe("jonas: No news for 13 h: Card payments fail for some shoppers");
    expect((await database.db.read.select().from(outbox).where(eq(outbox.kind, "incident.silent"))).map((each) => each.payload["hours"])).toEqual([3, 24]);
  });
});

describe("what a resolution promised", () => {
  test("the post-mortem is missed by the clock and kept by publishing it in time", async () => {
    const { incidentId, version } = await anIncident(by(jonas));
    await anUpdate(by(jonas), { incidentId, baseVersion: version, state: "resolved", postmortemDueAt: testNow + 5 * DAY });
    await runUntil(testNow + 4 * DAY + HOUR);
    expect(await told()).toEqual([expect.stringMatching(/^jonas: Due .*: post-mortem of Card payments/)]);
    await runUntil(testNow + 6 * DAY);
    expect((await told()).at(-1)).toBe("priya: Overdue: post-mortem of Card payments fail for some shoppers");
    await savePostmortem(by(jonas, 7 * DAY), { incidentId, baseVersion: 0, body: "It expired." });
    await askReview(by(jonas, 7 * DAY), { incidentId, baseVersion: 1 });
    await reviewPostmortem(by(mira, 7 * DAY), { incidentId, baseVersion: 2, isAccepted: true, comment: "Good." });
    await publishPostmortem(by(jonas, 7 * DAY), { incidentId, baseVersion: 3 });
    expect(await database.db.read.select({ isKept: promises.isKept }).from(promises)).toEqual([{ isKept: false }]);
  });

  test("a promise for the time that has passed is refused", async () => {
    const { incidentId, version } = await anIncident(by(jonas));
    await expect(anUpdate(by(jonas), { incidentId, baseVersion: version, state: "resolved", postmortemDueAt: testNow })).rejects.toMatchObject({ fields: { postmortemAt: expect.any(String) } });
  });
});

describe("a word that is asked for", () => {
  test("approval: all but the author are asked, the author hears the answer", async () => {
    await savePublishingRules(by(priya), { isReviewNeeded: true, visibilities: ["public"], impacts: [] });
    const { draftId } = await publishDraft(by(jonas), { content: someContent(), undoSeconds: 0 });
    await runUntil(testNow);
    expect(await told()).toEqual(["mira", "priya"].map((name) => `${name}: Approval asked: Card payments fail for some shoppers`));
    await decideApproval(by(mira, MINUTE), { draftId, draftVersion: 2, isApproved: false, comment: "Since when?" });
    await runUntil(testNow + MINUTE);
    const last = (await mails()).at(-1);
    expect([last?.to, last?.subject, last?.text.includes("Since when?")]).toEqual([jonas.email, "Not approved: Card payments fail for some shoppers", true]);
  });

  test("nobody is asked for what was taken back meanwhile", async () => {
    await savePublishingRules(by(priya), { isReviewNeeded: true, visibilities: ["public"], impacts: [] });
    const { draftId } = await publishDraft(by(jonas), { content: someContent(), undoSeconds: 0 });
    await publishDraft(by(jonas), { draftId, content: someContent({ visibility: "internal" }), undoSeconds: 0 });
    await runUntil(testNow);
    expect(await told()).toEqual([]);
  });

  test("review: those who did not write it are asked, its author hears what was said", async () => {
    const { incidentId } = await anIncident(by(jonas), { state: "resolved" });
    await savePostmortem(by(jonas), { incidentId, baseVersion: 0, body: "It expired." });
    await askReview(by(jonas), { incidentId, baseVersion: 1 });
    await runUntil(testNow);
    expect((await told()).map((line) => line.split(":")[0])).toEqual(["mira", "priya"]);
    await reviewPostmortem(by(mira, MINUTE), { incidentId, baseVersion: 2, isAccepted: false, comment: "Who noticed?" });
    await runUntil(testNow + MINUTE);
    expect((await told()).at(-1)).toBe("jonas: Sent back: post-mortem of Card payments fail for some shoppers");
    expect((await mails()).at(-1)?.text).toContain("Who noticed?");
  });

  test("a planned post that could not be published is told to all who may post", async () => {
    const { incidentId } = await anIncident(by(jonas));
    await publishDraft(by(jonas), { incidentId, baseVersion: 1, content: someContent({ scheduledFor: "2026-11-02T16:00" }), undoSeconds: 0 });
    await anUpdate(by(mira, HOUR), { incidentId, baseVersion: 1 });
    await runUntil(testNow + 2 * HOUR);
    expect((await told()).filter((line) => line.includes("Not published"))).toEqual(["jonas", "mira", "priya"].map((name) => `${name}: Not published: Card payments fail for some shoppers`));
  });
});
