import { decideApproval } from "#lib/incidents/commands/approvals";
import { removeActionItem, saveActionItem, tickActionItem } from "#lib/incidents/commands/action-items";
import { askReview, publishPostmortem, reviewPostmortem, savePostmortem } from "#lib/incidents/commands/postmortem";
import { askAgain, missPromise } from "#lib/incidents/commands/promises";
import { publishDraft } from "#lib/incidents/commands/publish-draft";
import { rehearseDraft } from "#lib/incidents/commands/publish";
import { askToPublish, prepareDraft } from "#lib/incidents/commands/prepare-draft";
import { saveDraft } from "#lib/incidents/commands/save-draft";
import { savePublishingRules } from "#lib/incidents/commands/publishing-rules";
import type { Posted } from "#lib/incidents/commands/post";
import { HOUR } from "#lib/core/time";
import { askForNews, remindAll, remindAuthor, tellApprovers, tellDecided, tellKept, tellReviewed, tellReviewers } from "#lib/reminders/jobs";
import { acme, jonas, mira, priya, testNow } from "../cast.ts";
import { asStaff } from "../contexts.ts";
import { anUpdate, someContent } from "../incidents.ts";
import { approvals, promises } from "#db/schema/incidents";
import { eq } from "drizzle-orm";
import { counters as raise, type Scenario } from "./scenario.ts";
import type { Stage } from "./stage.ts";

const by = ({ db }: Stage, person: typeof jonas = jonas, after = 0) => asStaff(db, person, testNow + after);
const staffOnly = "readers see nothing of it before it is published, and no page of the console is kept";
const ofMail = "staff are mailed, and nobody's page says so";

const asking = { isReviewNeeded: true, visibilities: ["public"], impacts: [] } as const;
const ruleFor = (stage: Stage) => savePublishingRules(by(stage, priya), { ...asking, visibilities: [...asking.visibilities], impacts: [] });

async function asked(stage: Stage): Promise<{ draftId: string; approvalId: string }> {
  await ruleFor(stage);
  const { draftId } = await publishDraft(by(stage), { content: someContent(), undoSeconds: 0 });
  const [row] = await stage.db.read.select({ id: approvals.id }).from(approvals).where(eq(approvals.draftId, draftId));
  return { draftId, approvalId: row?.id ?? "" };
}

/** A post-mortem that a second person has read. */
async function reviewed(stage: Stage, incidentId: string): Promise<number> {
  await savePostmortem(by(stage), { incidentId, baseVersion: 0, body: "A certificate expired." });
  await askReview(by(stage), { incidentId, baseVersion: 1 });
  await reviewPostmortem(by(stage, mira), { incidentId, baseVersion: 2, isAccepted: true, comment: "Clear." });
  return 3;
}

async function published(stage: Stage, to: Posted): Promise<string> {
  const item = await saveActionItem(by(stage), { incidentId: to.incidentId, title: "Alert on expiry", owner: "Platform", dueAt: testNow + 24 * HOUR });
  await publishPostmortem(by(stage), { incidentId: to.incidentId, baseVersion: await reviewed(stage, to.incidentId) });
  return item.itemId;
}

async function resolve(stage: Stage, to: Posted): Promise<void> {
  await anUpdate(by(stage), { incidentId: to.incidentId, baseVersion: to.version, state: "resolved", body: "It is over.", postmortemDueAt: testNow + HOUR });
}

async function promiseOf(stage: Stage): Promise<string> {
  await anUpdate(by(stage), { incidentId: stage.acmes.incidentId, baseVersion: stage.acmes.version, promiseDueAt: testNow + HOUR });
  const [row] = await stage.db.read.select({ id: promises.id }).from(promises).where(eq(promises.incidentId, stage.acmes.incidentId));
  return row?.id ?? "";
}

const job = ({ db }: Stage, after = 0) => ({ db, now: testNow + after });
const silent = ({ acmes }: Stage) => ({ incidentId: acmes.incidentId, updateId: acmes.updateId, saidAt: testNow - 3 * HOUR, hours: 3 });

const prepared = (stage: Stage) => prepareDraft(by(stage), { ...someContentForPrograms, preparedBy: "deploy-bot" });
const someContentForPrograms = { title: "Card payments fail", visibility: "public", state: "investigating", body: "About 1 in 8 is refused." } as const;

const preparedScenarios: readonly Scenario[] = [
  { command: "incidents.prepareDraft", act: (stage) => () => prepared(stage), raises: [], because: staffOnly },
  {
    command: "incidents.askToPublish",
    act: async (stage) => {
      const { draftId } = await prepared(stage);
      return () => askToPublish(by(stage), { draftId });
    },
    raises: [],
    because: staffOnly,
  },
];

const postmortemScenarios: readonly Scenario[] = [
  { command: "incidents.savePostmortem", act: (stage) => () => savePostmortem(by(stage), { incidentId: stage.resolved.incidentId, baseVersion: 0, body: "A certificate expired." }), raises: [raise.staff] },
  {
    command: "incidents.askReview",
    act: async (stage) => {
      await savePostmortem(by(stage), { incidentId: stage.resolved.incidentId, baseVersion: 0, body: "A certificate expired." });
      return () => askReview(by(stage), { incidentId: stage.resolved.incidentId, baseVersion: 1 });
    },
    raises: [raise.staff],
  },
  {
    command: "incidents.reviewPostmortem",
    act: async (stage) => {
      await savePostmortem(by(stage), { incidentId: stage.resolved.incidentId, baseVersion: 0, body: "A certificate expired." });
      await askReview(by(stage), { incidentId: stage.resolved.incidentId, baseVersion: 1 });
      return () => reviewPostmortem(by(stage, mira), { incidentId: stage.resolved.incidentId, baseVersion: 2, isAccepted: false, comment: "Say why nobody noticed." });
    },
    raises: [raise.staff],
  },
  {
    command: "incidents.publishPostmortem",
    when: "for everybody",
    act: async (stage) => {
      const baseVersion = await reviewed(stage, stage.resolved.incidentId);
      return () => publishPostmortem(by(stage), { incidentId: stage.resolved.incidentId, baseVersion });
    },
    raises: [raise.everybody],
  },
  {
    command: "incidents.publishPostmortem",
    when: "for Acme alone",
    act: async (stage) => {
      await resolve(stage, stage.acmes);
      const baseVersion = await reviewed(stage, stage.acmes.incidentId);
      return () => publishPostmortem(by(stage), { incidentId: stage.acmes.incidentId, baseVersion });
    },
    raises: [raise.acme, raise.staff],
  },
  { command: "incidents.saveActionItem", when: "before the post-mortem", act: (stage) => () => saveActionItem(by(stage), { incidentId: stage.resolved.incidentId, title: "Alert", owner: "Platform" }), raises: [raise.staff] },
  {
    command: "incidents.saveActionItem",
    when: "for everybody, after it",
    act: async (stage) => {
      await published(stage, stage.resolved);
      return () => saveActionItem(by(stage), { incidentId: stage.resolved.incidentId, title: "Renew by itself", owner: "Platform" });
    },
    raises: [raise.everybody],
  },
  {
    command: "incidents.saveActionItem",
    when: "for Acme alone, after it",
    act: async (stage) => {
      await published(stage, stage.resolved);
      return () => saveActionItem(by(stage), { incidentId: stage.resolved.incidentId, title: "Call Acme", owner: "Mira", customerId: acme.id });
    },
    raises: [raise.acme, raise.staff],
  },
  {
    command: "incidents.saveActionItem",
    when: "for staff, after it",
    act: async (stage) => {
      await published(stage, stage.resolved);
      return () => saveActionItem(by(stage), { incidentId: stage.resolved.incidentId, title: "Talk to the vendor", owner: "Mira", isInternal: true });
    },
    raises: [raise.staff],
  },
  {
    command: "incidents.tickActionItem",
    act: async (stage) => {
      const itemId = await published(stage, stage.resolved);
      return () => tickActionItem(by(stage), { incidentId: stage.resolved.incidentId, itemId, isDone: true });
    },
    raises: [raise.everybody],
  },
  {
    command: "incidents.removeActionItem",
    act: async (stage) => {
      const { itemId } = await saveActionItem(by(stage), { incidentId: stage.resolved.incidentId, title: "Alert", owner: "Platform" });
      return () => removeActionItem(by(stage), { incidentId: stage.resolved.incidentId, itemId });
    },
    raises: [raise.staff],
  },
];

const approvalScenarios: readonly Scenario[] = [
  { command: "incidents.savePublishingRules", act: (stage) => () => ruleFor(stage), raises: [], because: "it says how staff work, which no reader sees" },
  {
    command: "incidents.publishDraft",
    when: "that needs a second person",
    act: async (stage) => {
      await ruleFor(stage);
      return () => publishDraft(by(stage), { content: someContent(), undoSeconds: 0 });
    },
    raises: [],
    because: staffOnly,
  },
  {
    command: "incidents.publishDraft",
    when: "by an admin alone",
    act: async (stage) => {
      await ruleFor(stage);
      return () => publishDraft(by(stage, priya), { content: someContent(), undoSeconds: 0, emergencyReason: "Nobody else is awake." });
    },
    raises: [raise.everybody],
  },
  { command: "incidents.publishDraft", when: "at its time", act: (stage) => () => publishDraft(by(stage), { content: someContent({ scheduledFor: "2026-11-03T09:00" }), undoSeconds: 0 }), raises: [], because: staffOnly },
  {
    command: "incidents.decideApproval",
    act: async (stage) => {
      const { draftId } = await asked(stage);
      return () => decideApproval(by(stage, mira), { draftId, draftVersion: 2, isApproved: true });
    },
    raises: [],
    because: "the worker publishes it a moment later, as its author",
  },
  {
    command: "incidents.rehearseDraft",
    act: async (stage) => {
      const { draftId } = await saveDraft(by(stage), { content: someContent() });
      return () => rehearseDraft(by(stage, mira), { draftId, look: async () => undefined });
    },
    raises: [],
    because: "everything is taken back, the counters too",
  },
];

const clockScenarios: readonly Scenario[] = [
  {
    command: "incidents.missPromise",
    act: async (stage) => {
      const promiseId = await promiseOf(stage);
      return () => missPromise(by(stage, jonas, 2 * HOUR), { promiseId });
    },
    raises: [raise.staff],
  },
  { command: "incidents.askAgain", act: (stage) => () => askAgain(by(stage), { ...silent(stage), askedHours: 3 }), raises: [], because: ofMail },
  {
    command: "reminders.remindAuthor",
    act: async (stage) => {
      const promiseId = await promiseOf(stage);
      return () => remindAuthor(job(stage), { promiseId });
    },
    raises: [],
    because: ofMail,
  },
  {
    command: "reminders.remindAll",
    act: async (stage) => {
      const promiseId = await promiseOf(stage);
      return () => remindAll(job(stage, 2 * HOUR), { promiseId });
    },
    raises: [raise.staff],
  },
  { command: "reminders.askForNews", act: (stage) => () => askForNews(job(stage), silent(stage)), raises: [], because: ofMail },
  {
    command: "reminders.tellKept",
    act: async (stage) => {
      const { draftId } = await saveDraft(by(stage), { content: someContent() });
      return () => tellKept(job(stage), { draftId, version: 1, failure: "Somebody posted meanwhile." });
    },
    raises: [],
    because: ofMail,
  },
  {
    command: "reminders.tellApprovers",
    act: async (stage) => {
      const { approvalId } = await asked(stage);
      return () => tellApprovers(job(stage), { approvalId });
    },
    raises: [],
    because: ofMail,
  },
  {
    command: "reminders.tellDecided",
    act: async (stage) => {
      const { approvalId, draftId } = await asked(stage);
      await decideApproval(by(stage, mira), { draftId, draftVersion: 2, isApproved: false, comment: "Not yet." });
      return () => tellDecided(job(stage), { approvalId });
    },
    raises: [],
    because: ofMail,
  },
  { command: "reminders.tellReviewers", act: (stage) => () => tellReviewers(job(stage), { postmortemId: "none", version: 1, askedBy: jonas.id }), raises: [], because: ofMail },
  { command: "reminders.tellReviewed", act: (stage) => () => tellReviewed(job(stage), { postmortemId: "none", version: 1, isAccepted: true }), raises: [], because: ofMail },
];

export const timelineScenarios: readonly Scenario[] = [...preparedScenarios, ...postmortemScenarios, ...approvalScenarios, ...clockScenarios];
