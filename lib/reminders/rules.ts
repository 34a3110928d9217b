import { formatDuration, formatInstant, HOUR } from "../core/time.ts";
import type { PromiseKind } from "../incidents/terms.ts";

/** A note to one of the team, before its address. */
export interface Note {
  subject: string;
  lines: string[];
  action: { label: string; path: string };
  isReminder: boolean;
}

interface Story {
  title: string;
  code: string;
}

export interface PromiseFacts extends Story {
  kind: PromiseKind;
  dueAt: number;
  /** What will be done, of an action item. */
  item: string | null;
}

const open = (code: string) => ({ label: "Open the incident", path: `/admin/incidents/${code}` });
const named: Record<PromiseKind, string> = { next_update: "next update", postmortem: "post-mortem", action: "action item" };

function whatOf({ kind, item }: PromiseFacts): string {
  return item === null ? `the ${named[kind]}` : `“${item}”`;
}

export function dueSoon(promise: PromiseFacts, { now, zone }: { now: number; zone: string }): Note {
  const due = formatInstant(promise.dueAt, zone, "timeUtc");
  return {
    subject: `Due ${promise.kind === "next_update" ? due : formatInstant(promise.dueAt, zone, "full")}: ${named[promise.kind]} of ${promise.title}`,
    lines: [`You promised ${whatOf(promise)} of “${promise.title}” by ${formatInstant(promise.dueAt, zone, "full")}. That is in ${formatDuration(Math.max(0, promise.dueAt - now))}.`],
    action: open(promise.code),
    isReminder: true,
  };
}

export function overdue(promise: PromiseFacts, { zone }: { zone: string }): Note {
  return {
    subject: `Overdue: ${named[promise.kind]} of ${promise.title}`,
    lines: [`Readers were promised ${whatOf(promise)} of “${promise.title}” by ${formatInstant(promise.dueAt, zone, "full")}. It has not come, and counts as missed.`, promise.kind === "next_update" ? "Post an update, even if there is nothing new: say so, and when you speak next." : "Whoever reads the incident sees that it is late."],
    action: open(promise.code),
    isReminder: true,
  };
}

export function silence({ title, code, saidAt, dueAt }: Story & { saidAt: number; dueAt: number | null }, { now, zone }: { now: number; zone: string }): Note {
  const hours = Math.floor((now - saidAt) / HOUR);
  const next = dueAt === null ? "No next update is promised." : `The next update is promised for ${formatInstant(dueAt, zone, "full")}.`;
  return { subject: `No news for ${hours} h: ${title}`, lines: [`The last update of “${title}” was posted ${formatInstant(saidAt, zone, "full")}, and the incident is open. ${next}`, "If it is over, resolve it. If it is not, say how things stand."], action: open(code), isReminder: true };
}

interface DraftFacts {
  draftId: string;
  title: string;
}

const openDraft = (draftId: string) => ({ label: "Open the draft", path: `/admin/drafts/${draftId}` });

export function keptDraft({ draftId, title, authorName, failure }: DraftFacts & { authorName: string; failure: string }): Note {
  return { subject: `Not published: ${title}`, lines: [`A post that ${authorName} had planned could not be published. Nothing was shown and nothing was sent.`, failure], action: openDraft(draftId), isReminder: false };
}

export function approvalAsked({ draftId, title, authorName, publishAt }: DraftFacts & { authorName: string; publishAt: number | null }, { zone }: { zone: string }): Note {
  const when = publishAt === null ? "It is published as soon as a second person agrees." : `It is planned for ${formatInstant(publishAt, zone, "full")} and needs a second person before then.`;
  return { subject: `Approval asked: ${title}`, lines: [`${authorName} asks for approval of a post. ${when}`], action: { label: "Read and decide", path: `/admin/drafts/${draftId}` }, isReminder: false };
}

export function approvalDecided({ draftId, title, decidedBy, isApproved, comment }: DraftFacts & { decidedBy: string; isApproved: boolean; comment: string }): Note {
  const said = comment === "" ? [] : [comment];
  return { subject: `${isApproved ? "Approved" : "Not approved"}: ${title}`, lines: [isApproved ? `${decidedBy} approved your post.` : `${decidedBy} did not approve your post. It stays a draft.`, ...said], action: openDraft(draftId), isReminder: false };
}

const openPostmortem = (code: string) => ({ label: "Read the post-mortem", path: `/admin/incidents/${code}#postmortem` });

export function reviewAsked({ title, code, authorName }: Story & { authorName: string }): Note {
  return { subject: `Review asked: post-mortem of ${title}`, lines: [`${authorName} asks a second person to read the post-mortem of “${title}” before it is published.`], action: openPostmortem(code), isReminder: false };
}

export function reviewed({ title, code, reviewerName, isAccepted, comment }: Story & { reviewerName: string; isAccepted: boolean; comment: string }): Note {
  return { subject: `${isAccepted ? "Reviewed" : "Sent back"}: post-mortem of ${title}`, lines: [isAccepted ? `${reviewerName} has read it. It can be published.` : `${reviewerName} asks for changes before it is published.`, comment].filter(Boolean), action: openPostmortem(code), isReminder: false };
}

export interface BurnFacts {
  sloId: string;
  customer: string | null;
  name: string;
  sentence: string;
  severity: "page" | "ticket";
  openedAt: number;
  resolvedAt: number | null;
}

const openObjective = (id: string) => ({ label: "Open the objective", path: `/admin/slos/${id}` });
const whose = ({ customer, name }: { customer: string | null; name: string }) => (customer === null ? name : `${customer}: ${name}`);

export function burnOpened(burn: BurnFacts, { zone }: { zone: string }): Note {
  return { subject: `${burn.severity === "page" ? "Burning" : "Burns"}: ${whose(burn)}`, lines: [burn.sentence, `Seen at ${formatInstant(burn.openedAt, zone, "full")}. When it is over you hear that as well.`], action: openObjective(burn.sloId), isReminder: true };
}

export function burnResolved(burn: BurnFacts, { zone }: { zone: string }): Note {
  const lasted = burn.resolvedAt === null ? "" : ` It lasted ${formatDuration(burn.resolvedAt - burn.openedAt)}.`;
  return { subject: `No longer burning: ${whose(burn)}`, lines: [`“${burn.name}” burns no more than it can keep${burn.resolvedAt === null ? "" : ` since ${formatInstant(burn.resolvedAt, zone, "full")}`}.${lasted}`], action: openObjective(burn.sloId), isReminder: true };
}

export function budgetChanged({ sloId, customer, name, state, left }: { sloId: string; customer: string | null; name: string; state: string; left: string }): Note {
  const words: Record<string, string> = { at_risk: "is nearly used up", exhausted: "is used up", healthy: "has recovered" };
  return { subject: `Budget ${words[state] ?? "changed"}: ${whose({ customer, name })}`, lines: [`The budget of “${name}” ${words[state] ?? "changed"}: ${left} of it is left.`], action: openObjective(sloId), isReminder: true };
}
