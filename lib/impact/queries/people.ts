import { and, asc, inArray, isNull, eq } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { people, staffMembers } from "#db/schema/access";
import { staffPermissions } from "#lib/access/permissions";
import { staffRoles } from "#lib/access/terms";

const answering = staffRoles.filter((role) => staffPermissions[role].includes("incidents.edit"));

/** Everybody of the team who may answer a dispute: whoever is there deals with it. */
export async function listAnswerers(read: ReadDb): Promise<{ id: string; email: string }[]> {
  return read.select({ id: people.id, email: people.email }).from(staffMembers).innerJoin(people, eq(people.id, staffMembers.personId)).where(and(inArray(staffMembers.role, answering), isNull(people.disabledAt))).orderBy(asc(people.id));
}
