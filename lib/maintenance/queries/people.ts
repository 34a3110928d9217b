import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { memberships, people, staffMembers } from "#db/schema/access";
import { customers } from "#db/schema/customers";
import { maintenanceReplies } from "#db/schema/maintenance";
import { staffPermissions } from "#lib/access/permissions";
import { staffRoles } from "#lib/access/terms";
import type { Language } from "#lib/core/language";

export interface Addressee {
  id: string;
  email: string;
  timeZone: string;
}

/** Everybody of the team who may change planned work: whoever is there deals with it. */
export async function listPlanners(read: ReadDb): Promise<Addressee[]> {
  const roles = staffRoles.filter((role) => staffPermissions[role].includes("maintenance.post"));
  const rows = await read
    .select({ id: people.id, email: people.email, timeZone: people.timeZone })
    .from(staffMembers)
    .innerJoin(people, eq(people.id, staffMembers.personId))
    .where(and(inArray(staffMembers.role, roles), isNull(people.disabledAt)))
    .orderBy(asc(people.id));
  return rows.map((row) => ({ ...row, timeZone: row.timeZone ?? "UTC" }));
}

export interface Decider extends Addressee {
  customerId: string;
  slug: string;
  customerName: string;
  language: Language;
}

/** Who decides for these customers: their owners, and where there is none their members. Customers that have answered these times are left out. */
export async function listDeciders(read: ReadDb, input: { customerIds: readonly string[]; maintenanceId: string; sequence: number }): Promise<Decider[]> {
  const replied = await read
    .select({ customerId: maintenanceReplies.customerId })
    .from(maintenanceReplies)
    .where(and(eq(maintenanceReplies.maintenanceId, input.maintenanceId), eq(maintenanceReplies.sequence, input.sequence)));
  const waiting = input.customerIds.filter((id) => !replied.some((each) => each.customerId === id));
  const members = await read
    .select({ id: people.id, email: people.email, timeZone: people.timeZone, customerZone: customers.timeZone, role: memberships.role, customerId: customers.id, slug: customers.slug, customerName: customers.name, language: customers.language })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .innerJoin(customers, eq(customers.id, memberships.customerId))
    .where(and(inArray(memberships.customerId, waiting), isNull(people.disabledAt), isNull(customers.archivedAt)))
    .orderBy(asc(memberships.customerId), asc(people.id));
  return [...Map.groupBy(members, (member) => member.customerId).values()].flatMap((of) => {
    const owners = of.filter(({ role }) => role === "owner");
    return (owners.length > 0 ? owners : of).map(({ id, email, customerId, slug, customerName, customerZone, timeZone, language }) => ({ id, email, customerId, slug, customerName, language, timeZone: timeZone ?? customerZone }));
  });
}

export interface StoredReply {
  maintenanceId: string;
  customerName: string;
  personName: string | null;
  comment: string;
  proposedFor: number | null;
  proposedUntil: number | null;
  sequence: number;
  repliedAt: number;
  answer: string;
}

export async function findReply(read: ReadDb, replyId: string): Promise<StoredReply | null> {
  const { maintenanceId, comment, proposedFor, proposedUntil, sequence, repliedAt, answer } = maintenanceReplies;
  const [reply] = await read
    .select({ maintenanceId, comment, proposedFor, proposedUntil, sequence, repliedAt, answer, customerName: customers.name, personName: people.name })
    .from(maintenanceReplies)
    .innerJoin(customers, eq(customers.id, maintenanceReplies.customerId))
    .leftJoin(people, eq(people.id, maintenanceReplies.personId))
    .where(eq(maintenanceReplies.id, replyId));
  return reply ?? null;
}
