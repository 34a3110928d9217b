import type { Db } from "#db/open";
import { mintContext, type Context } from "#lib/access/context";
import { memberPermissions, staffPermissions } from "#lib/access/permissions";
import { testNow, type MemberPerson, type StaffPerson } from "./cast.ts";

/** A member of staff in the console. */
export function asStaff(db: Db, person: StaffPerson, now: number = testNow): Context {
  return mintContext({ ...common(db, now), actor: actorOf(person), audience: { kind: "staff" }, permissions: staffPermissions[person.staffRole] });
}

/** A member on the pages of their own customer. */
export function asMember(db: Db, person: MemberPerson, now: number = testNow): Context {
  return mintContext({ ...common(db, now), actor: actorOf(person), audience: { kind: "customer", customerId: person.customerId }, permissions: memberPermissions[person.memberRole] });
}

export function asPublic(db: Db, now: number = testNow): Context {
  return mintContext({ ...common(db, now), actor: { kind: "anonymous" }, audience: { kind: "public" }, permissions: [] });
}

function actorOf({ id, name }: { id: string; name: string }) {
  return { kind: "person", personId: id, name } as const;
}

function common(db: Db, now: number) {
  return { db, now, requestId: "req_test" };
}
