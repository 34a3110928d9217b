import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { people, staffMembers } from "#db/schema/access";
import { actionItems, approvals, drafts, incidents, postmortems, promises, updates } from "#db/schema/incidents";
import { customers } from "#db/schema/customers";
import { sloAlerts, slos } from "#db/schema/slo";
import { staffPermissions } from "#lib/access/permissions";
import { staffRoles } from "#lib/access/terms";

export interface Teammate {
  id: string;
  name: string;
  email: string;
  timeZone: string;
  hearsReminders: boolean;
}

const posting = staffRoles.filter((role) => staffPermissions[role].includes("incidents.post"));

/** Everybody who may post: who is told when something waits. */
export async function listPosters(read: ReadDb): Promise<Teammate[]> {
  const { id, name, email, timeZone, disabledAt } = people;
  const rows = await read
    .select({ id, name, email, timeZone, hearsReminders: staffMembers.hearsReminders })
    .from(staffMembers)
    .innerJoin(people, eq(id, staffMembers.personId))
    .where(and(inArray(staffMembers.role, posting), isNull(disabledAt)))
    .orderBy(id);
  return rows.map((row) => ({ ...row, timeZone: row.timeZone ?? "UTC" }));
}

export async function findOpenPromise(read: ReadDb, promiseId: string) {
  const [row] = await read
    .select({ id: promises.id, kind: promises.kind, dueAt: promises.dueAt, item: actionItems.title, title: incidents.title, code: incidents.code, authorId: updates.authorId })
    .from(promises)
    .innerJoin(incidents, eq(incidents.id, promises.incidentId))
    .innerJoin(updates, eq(updates.id, promises.updateId))
    .leftJoin(actionItems, eq(actionItems.id, promises.actionItemId))
    .where(and(eq(promises.id, promiseId), isNull(promises.settledAt)));
  return row;
}

/** An open incident, and the update that is its last news. */
export async function findSilent(read: ReadDb, incidentId: string) {
  const { title, code, resolvedAt } = incidents;
  const [incident] = await read.select({ title, code }).from(incidents).where(and(eq(incidents.id, incidentId), isNull(resolvedAt)));
  if (!incident) return null;
  const [last] = await read.select({ id: updates.id }).from(updates).where(and(eq(updates.incidentId, incidentId), eq(updates.kind, "update"))).orderBy(desc(updates.recordedAt), desc(updates.id)).limit(1);
  const [promised] = await read.select({ dueAt: promises.dueAt }).from(promises).where(and(eq(promises.incidentId, incidentId), eq(promises.kind, "next_update"), isNull(promises.settledAt))).orderBy(promises.dueAt).limit(1);
  return { ...incident, lastUpdateId: last?.id ?? null, dueAt: promised?.dueAt ?? null };
}

export async function findDraftToTell(read: ReadDb, draftId: string) {
  const { content, authorId, version, publishAt } = drafts;
  const [row] = await read.select({ content, authorId, version, publishAt, authorName: people.name }).from(drafts).innerJoin(people, eq(people.id, authorId)).where(eq(drafts.id, draftId));
  return row;
}

export async function findApproval(read: ReadDb, approvalId: string) {
  const [row] = await read
    .select({ draftId: approvals.draftId, draftVersion: approvals.draftVersion, decidedAt: approvals.decidedAt, isApproved: approvals.isApproved, comment: approvals.comment, decidedBy: people.name })
    .from(approvals)
    .leftJoin(people, eq(people.id, approvals.decidedBy))
    .where(eq(approvals.id, approvalId));
  return row;
}

export async function findPostmortemToTell(read: ReadDb, postmortemId: string) {
  const { state, version, authorId, reviewedBy, reviewComment } = postmortems;
  const [row] = await read.select({ state, version, authorId, reviewedBy, reviewComment, title: incidents.title, code: incidents.code }).from(postmortems).innerJoin(incidents, eq(incidents.id, postmortems.incidentId)).where(eq(postmortems.id, postmortemId));
  return row;
}

export async function nameOf(read: ReadDb, personId: string | null): Promise<string> {
  const [person] = personId === null ? [] : await read.select({ name: people.name }).from(people).where(eq(people.id, personId));
  return person?.name ?? "Somebody";
}

export async function findBurn(read: ReadDb, alertId: string) {
  const { id, severity, sentence, openedAt, resolvedAt, sloId } = sloAlerts;
  const [row] = await read.select({ alertId: id, sloId, severity, sentence, openedAt, resolvedAt, name: slos.name, customer: customers.name }).from(sloAlerts).innerJoin(slos, eq(slos.id, sloId)).leftJoin(customers, eq(customers.id, slos.customerId)).where(eq(id, alertId));
  return row;
}

export async function findObjective(read: ReadDb, sloId: string) {
  const [row] = await read.select({ sloId: slos.id, name: slos.name, customer: customers.name }).from(slos).leftJoin(customers, eq(customers.id, slos.customerId)).where(and(eq(slos.id, sloId), isNull(slos.archivedAt)));
  return row;
}
