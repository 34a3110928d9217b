import { z } from "zod";
import type { Db } from "#db/open";
import { mintContext, type Context } from "#lib/access/context";
import { HOUR } from "#lib/core/time";
import { sendPersonalMail } from "#lib/delivery/commands/personal";
import { askAgain, missPromise } from "#lib/incidents/commands/promises";
import { env } from "#lib/platform/env";
import { RetryLater } from "#lib/platform/retry";
import { leftWords } from "#lib/slo/rules/words";
import { budgetEvent, burnEvent, queueForTeam } from "./channels/team-webhook.ts";
import { findApproval, findBurn, findObjective, findDraftToTell, findOpenPromise, findPostmortemToTell, findSilent, listPosters, nameOf, type Teammate } from "./queries.ts";
import { approvalAsked, approvalDecided, budgetChanged, burnOpened, burnResolved, dueSoon, keptDraft, type Note, overdue, reviewAsked, reviewed, silence } from "./rules.ts";

interface Job {
  db: Db;
  now: number;
}

const OfPromise = z.object({ promiseId: z.string() });

/** `promise.due_soon`: four fifths of the time have passed, and whoever promised has not kept it yet. */
export async function remindAuthor({ db, now }: Job, payload: unknown): Promise<void> {
  const promise = await findOpenPromise(db.read, OfPromise.parse(payload).promiseId);
  if (!promise || now > promise.dueAt) return;
  const authors = (await listPosters(db.read)).filter((each) => each.id === promise.authorId);
  await tell({ db, now }, { key: `promise.due_soon:${promise.id}:${promise.dueAt}`, to: authors, note: (zone) => dueSoon(promise, { now, zone }) });
}

/** `promise.overdue`: it is missed from now on, whoever answers it later; whoever can answer it is told. */
export async function remindAll({ db, now }: Job, payload: unknown): Promise<void> {
  const { promiseId } = OfPromise.parse(payload);
  const promise = await findOpenPromise(db.read, promiseId);
  if (!promise) return;
  // The queue goes by the database's clock, which may be ahead of this one.
  if (now <= promise.dueAt) throw new RetryLater("The promise is not overdue by this clock yet.", promise.dueAt + 1 - now);
  if (await missPromise(asClock({ db, now }, "promise.overdue"), { promiseId })) await tell({ db, now }, { key: `promise.overdue:${promise.id}`, to: await listPosters(db.read), note: (zone) => overdue(promise, { zone }) });
}

const Silent = z.object({ incidentId: z.string(), updateId: z.string(), saidAt: z.number(), hours: z.number() });

/** `incident.silent`: an open incident of which nothing was said for hours. News stops it. */
export async function askForNews({ db, now }: Job, payload: unknown): Promise<void> {
  const { incidentId, updateId, saidAt, hours } = Silent.parse(payload);
  const incident = await findSilent(db.read, incidentId);
  if (!incident || incident.lastUpdateId !== updateId) return;
  await tell({ db, now }, { key: `incident.silent:${updateId}:${hours}`, to: await listPosters(db.read), note: (zone) => silence({ ...incident, saidAt }, { now, zone }) });
  await askAgain(asClock({ db, now }, "incident.silent"), { incidentId, updateId, saidAt, askedHours: Math.max(hours, Math.floor((now - saidAt) / HOUR)) });
}

const Kept = z.object({ draftId: z.string(), version: z.number(), failure: z.string() });

/** `draft.kept`: what had its time could not be published then. */
export async function tellKept({ db, now }: Job, payload: unknown): Promise<void> {
  const { draftId, version, failure } = Kept.parse(payload);
  const draft = await findDraftToTell(db.read, draftId);
  if (!draft || draft.version !== version) return;
  await tell({ db, now }, { key: `draft.kept:${draftId}:${version}`, to: await listPosters(db.read), note: () => keptDraft({ draftId, title: draft.content.title, authorName: draft.authorName, failure }) });
}

const OfApproval = z.object({ approvalId: z.string() });

/** `draft.approval_asked`: everybody who may agree, which its author may not. */
export async function tellApprovers({ db, now }: Job, payload: unknown): Promise<void> {
  const { approvalId } = OfApproval.parse(payload);
  const asked = await findApproval(db.read, approvalId);
  const draft = asked && (await findDraftToTell(db.read, asked.draftId));
  if (!draft || asked.decidedAt !== null || draft.version !== asked.draftVersion) return;
  const others = (await listPosters(db.read)).filter((each) => each.id !== draft.authorId);
  await tell({ db, now }, { key: `draft.approval_asked:${approvalId}`, to: others, note: (zone) => approvalAsked({ draftId: asked.draftId, title: draft.content.title, authorName: draft.authorName, publishAt: draft.publishAt }, { zone }) });
}

/** `draft.approval_decided`: its author hears what the second person said. */
export async function tellDecided({ db, now }: Job, payload: unknown): Promise<void> {
  const { approvalId } = OfApproval.parse(payload);
  const decided = await findApproval(db.read, approvalId);
  const draft = decided && (await findDraftToTell(db.read, decided.draftId));
  if (!draft || decided.isApproved === null) return;
  const facts = { draftId: decided.draftId, title: draft.content.title, decidedBy: decided.decidedBy ?? "Somebody", isApproved: decided.isApproved, comment: decided.comment };
  await tell({ db, now }, { key: `draft.approval_decided:${approvalId}`, to: await personsIn(db, [draft.authorId]), note: () => approvalDecided(facts) });
}

const ReviewAsked = z.object({ postmortemId: z.string(), version: z.number(), askedBy: z.string() });

/** `postmortem.review_asked`: everybody who may read it for the first time. */
export async function tellReviewers({ db, now }: Job, payload: unknown): Promise<void> {
  const { postmortemId, version, askedBy } = ReviewAsked.parse(payload);
  const postmortem = await findPostmortemToTell(db.read, postmortemId);
  if (postmortem?.state !== "in_review" || postmortem.version !== version) return;
  const others = (await listPosters(db.read)).filter((each) => each.id !== postmortem.authorId && each.id !== askedBy);
  const authorName = await nameOf(db.read, askedBy);
  await tell({ db, now }, { key: `postmortem.review_asked:${postmortemId}:${version}`, to: others, note: () => reviewAsked({ ...postmortem, authorName }) });
}

const Reviewed = z.object({ postmortemId: z.string(), version: z.number(), isAccepted: z.boolean() });

/** `postmortem.reviewed`: whoever began it hears that it can be published, or what should be different. */
export async function tellReviewed({ db, now }: Job, payload: unknown): Promise<void> {
  const { postmortemId, version, isAccepted } = Reviewed.parse(payload);
  const postmortem = await findPostmortemToTell(db.read, postmortemId);
  if (!postmortem || postmortem.authorId === null || (postmortem.version !== version && postmortem.state !== "published")) return;
  const facts = { ...postmortem, reviewerName: await nameOf(db.read, postmortem.reviewedBy), comment: postmortem.reviewComment, isAccepted };
  await tell({ db, now }, { key: `postmortem.reviewed:${postmortemId}:${version}`, to: await personsIn(db, [postmortem.authorId]), note: () => reviewed(facts) });
}

const OfAlert = z.object({ alertId: z.string() });

/** `slo.alert_opened`: whoever may post hears of a burn, unless it was over before this ran. */
export async function tellBurn({ db, now }: Job, payload: unknown): Promise<void> {
  const { alertId } = OfAlert.parse(payload);
  const burn = await findBurn(db.read, alertId);
  if (!burn || burn.resolvedAt !== null) return;
  await queueForTeam(db, { event: burnEvent("slo.alert_opened", burn), now });
  await tell({ db, now }, { key: `slo.alert_opened:${alertId}`, to: await listPosters(db.read), note: (zone) => burnOpened(burn, { zone }) });
}

/** `slo.alert_resolved`: and that it is over. */
export async function tellBurnOver({ db, now }: Job, payload: unknown): Promise<void> {
  const { alertId } = OfAlert.parse(payload);
  const burn = await findBurn(db.read, alertId);
  if (!burn || burn.resolvedAt === null) return;
  await queueForTeam(db, { event: burnEvent("slo.alert_resolved", burn), now });
  await tell({ db, now }, { key: `slo.alert_resolved:${alertId}`, to: await listPosters(db.read), note: (zone) => burnResolved(burn, { zone }) });
}

const OfState = z.object({ sloId: z.string(), state: z.string(), leftPpm: z.number(), at: z.number() });

/** `slo.state_changed`: a budget is at risk, used up or well again. */
export async function tellBudget({ db, now }: Job, payload: unknown): Promise<void> {
  const { sloId, state, leftPpm, at } = OfState.parse(payload);
  const objective = await findObjective(db.read, sloId);
  if (!objective) return;
  await queueForTeam(db, { event: budgetEvent({ ...objective, state, leftPpm, at }), now });
  await tell({ db, now }, { key: `slo.state_changed:${sloId}:${at}`, to: await listPosters(db.read), note: () => budgetChanged({ ...objective, state, left: leftWords(leftPpm) }) });
}

async function personsIn(db: Db, ids: readonly string[]): Promise<Teammate[]> {
  return (await listPosters(db.read)).filter((each) => ids.includes(each.id));
}

interface Telling {
  /** What is told, once to each. */
  key: string;
  to: readonly Teammate[];
  note: (zone: string) => Note;
}

async function tell({ db, now }: Job, { key, to, note }: Telling): Promise<void> {
  for (const person of to) {
    const { isReminder, action, ...words } = note(person.timeZone);
    if (isReminder && !person.hearsReminders) continue;
    const reason = isReminder ? `You get this because you may post on ${env.PORTAL_NAME}. Switch reminders off at ${env.APP_URL}/account.` : `You get this because you belong to the team of ${env.PORTAL_NAME}.`;
    const props = { portalName: env.PORTAL_NAME, ...words, action: { label: action.label, url: `${env.APP_URL}${action.path}` }, reason };
    await sendPersonalMail(db, { template: "staff-note", props, address: person.email, dedupeKey: `${key}:${person.id}`, now });
  }
}

function asClock({ db, now }: Job, job: string): Context {
  return mintContext({ db, now, actor: { kind: "system", job }, audience: { kind: "staff" }, permissions: [], requestId: `job:${job}` });
}
