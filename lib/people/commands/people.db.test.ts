import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { memberships, people, sessions, staffMembers } from "#db/schema/access";
import { auditEntries } from "#db/schema/audit";
import { emailDomains } from "#db/schema/customers";
import { outbox } from "#db/schema/outbox";
import { findSignedIn, sessionIdleMs } from "#lib/access/queries";
import { touchSession } from "#lib/access/commands";
import { sha256 } from "#lib/platform/crypto";
import { acme, addCast, anna, ben, carla, globex, jonas, mira, priya, testNow, tom } from "#lib/testing/cast";
import { asMember, asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { listMembers, listOwnSessions } from "../queries/people.ts";
import { sessionLifeMs, setupLinkLifeMs } from "../rules.ts";
import { addMember, removeMember } from "./members.ts";
import { endSession, revokeAllSessions, revokeSession, saveProfile, startSession } from "./sessions.ts";
import { createSetupLink, finishSetup } from "./setup.ts";
import { addStaff, changeStaffRole, removeStaff } from "./staff.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const signIn = async (personId: string, at = testNow) => (await startSession(asPublic(database.db, at), { personId, method: "Link by email", userAgent: "Firefox" })).token;
const who = (token: string, at = testNow) => findSignedIn(database.db.read, { tokenHash: sha256(token), now: at });
const actions = async () => (await database.db.read.select({ action: auditEntries.action }).from(auditEntries)).map(({ action }) => action);
const events = async () => (await database.db.read.select({ kind: outbox.kind, payload: outbox.payload }).from(outbox));
const own = (person: typeof anna, at = testNow) => ({ ...asMember(database.db, person, at), permissions: new Set(["own.manage" as const]) });

describe("a session", () => {
  it("is kept as a hash, and recorded", async () => {
    const token = await signIn(anna.id);
    expect(JSON.stringify(await database.db.read.select().from(sessions))).not.toContain(token);
    expect(await who(token)).toMatchObject({ personId: anna.id, memberships: [{ slug: "acme", role: "owner" }] });
    expect(await actions()).toEqual(["session.started"]);
  });

  it("ends thirty days after it began, however busy", async () => {
    const token = await signIn(anna.id);
    const last = testNow + sessionLifeMs - 1;
    await touchSession(database.db, { sessionId: (await who(token))?.sessionId ?? "", now: last });
    expect(await who(token, last)).not.toBeNull();
    expect(await who(token, last + 1)).toBeNull();
  });

  it("ends after seven days without use", async () => {
    const token = await signIn(anna.id);
    expect(await who(token, testNow + sessionIdleMs - 1)).not.toBeNull();
    expect(await who(token, testNow + sessionIdleMs)).toBeNull();
  });

  it("notes its use at most every five minutes", async () => {
    const token = await signIn(anna.id);
    const sessionId = (await who(token))?.sessionId ?? "";
    await touchSession(database.db, { sessionId, now: testNow + 299_000 });
    expect((await who(token))?.lastSeenAt).toBe(testNow);
    await touchSession(database.db, { sessionId, now: testNow + 301_000 });
    expect((await who(token))?.lastSeenAt).toBe(testNow + 301_000);
  });

  it("is out at once when it is signed out, revoked, or everything is", async () => {
    const [here, there, elsewhere] = [await signIn(anna.id), await signIn(anna.id), await signIn(anna.id)];
    await endSession(asPublic(database.db), { token: here });
    expect(await who(here)).toBeNull();
    await revokeSession(own(anna), { id: (await who(there))?.sessionId ?? "" });
    expect(await who(there)).toBeNull();
    expect(await revokeAllSessions(own(anna), {})).toBe(1);
    expect(await who(elsewhere)).toBeNull();
  });

  it("of somebody else cannot be revoked, nor is it listed", async () => {
    const token = await signIn(carla.id);
    await expect(revokeSession(own(anna), { id: (await who(token))?.sessionId ?? "" })).rejects.toMatchObject({ code: "not_found" });
    await revokeAllSessions(own(anna), {});
    expect(await who(token)).not.toBeNull();
    expect(await listOwnSessions(own(anna), anna.id)).toEqual([]);
  });

  it("of somebody disabled opens nothing", async () => {
    const token = await signIn(anna.id);
    await database.db.write((tx) => tx.update(people).set({ disabledAt: testNow }).where(eq(people.id, anna.id)));
    expect(await who(token)).toBeNull();
  });
});

it("a profile is the person's own to change", async () => {
  await saveProfile(own(anna), { name: "Anna K.", timeZone: "Asia/Tokyo" });
  expect(await database.db.read.select({ id: people.id, name: people.name }).from(people).where(eq(people.timeZone, "Asia/Tokyo"))).toEqual([{ id: anna.id, name: "Anna K." }]);
  await expect(saveProfile(asPublic(database.db), { name: "X", timeZone: null })).rejects.toMatchObject({ code: "forbidden" });
});

describe("the team", () => {
  const newcomer = { name: "Noor Haddad", email: "noor@northlight.example", role: "responder" as const };

  it("grows by an admin's word, recorded, with an invitation", async () => {
    const personId = await addStaff(asStaff(database.db, priya), newcomer);
    expect(await database.db.read.select().from(staffMembers).where(eq(staffMembers.personId, personId))).toMatchObject([{ role: "responder" }]);
    expect(await actions()).toEqual(["staff.added"]);
    expect(await events()).toEqual([{ kind: "person.invited", payload: { personId, customerId: null, invitedBy: priya.name } }]);
  });

  it("takes in a member of a customer without touching who they are there", async () => {
    expect(await addStaff(asStaff(database.db, priya), { ...newcomer, email: anna.email })).toBe(anna.id);
    expect(await who(await signIn(anna.id))).toMatchObject({ name: anna.name, staffRole: "responder", memberships: [{ slug: "acme" }] });
  });

  it.each([mira, jonas, tom])("is not $name's to change", async (person) => {
    const ctx = asStaff(database.db, person);
    await expect(addStaff(ctx, newcomer)).rejects.toMatchObject({ code: "forbidden" });
    await expect(changeStaffRole(ctx, { id: tom.id, role: "admin" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(removeStaff(ctx, { id: tom.id })).rejects.toMatchObject({ code: "forbidden" });
    expect([await actions(), await events()]).toEqual([[], []]);
  });

  it("refuses an address twice", async () => {
    await expect(addStaff(asStaff(database.db, priya), { ...newcomer, email: mira.email })).rejects.toMatchObject({ code: "conflict", fields: { email: expect.any(String) } });
    expect(await actions()).toEqual([]);
  });

  it("gives a new role from the next request on", async () => {
    const token = await signIn(tom.id);
    await changeStaffRole(asStaff(database.db, priya), { id: tom.id, role: "manager" });
    expect(await who(token)).toMatchObject({ staffRole: "manager" });
  });

  it("lets somebody go at once, sessions included", async () => {
    const token = await signIn(jonas.id);
    await removeStaff(asStaff(database.db, priya), { id: jonas.id });
    expect(await who(token)).toBeNull();
    expect(await database.db.read.select().from(sessions)).toEqual([]);
  });

  it("always keeps an admin, also when two leave at the same moment", async () => {
    await expect(removeStaff(asStaff(database.db, priya), { id: priya.id })).rejects.toThrow(/last admin/);
    await expect(changeStaffRole(asStaff(database.db, priya), { id: priya.id, role: "viewer" })).rejects.toThrow(/last admin/);
    await changeStaffRole(asStaff(database.db, priya), { id: mira.id, role: "admin" });
    const outcomes = await Promise.allSettled([removeStaff(asStaff(database.db, priya), { id: priya.id }), removeStaff(asStaff(database.db, priya), { id: mira.id })]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await database.db.read.select().from(staffMembers).where(eq(staffMembers.role, "admin"))).toHaveLength(1);
  });
});

describe("the members of a customer", () => {
  const newcomer = { customerId: acme.id, name: "Nils Vogt", email: "nils@acme.example", role: "viewer" as const };
  beforeEach(() => database.db.write(async (tx) => void (await tx.insert(emailDomains).values([{ customerId: acme.id, domain: "acme.example" }, { customerId: globex.id, domain: "globex.example" }]))));

  it("are added by its owner and by staff, recorded, with an invitation", async () => {
    await addMember(asMember(database.db, anna), newcomer);
    await addMember(asStaff(database.db, mira), { ...newcomer, email: "consultant@elsewhere.example" });
    expect(await actions()).toEqual(["member.added", "member.added"]);
    expect((await events()).map(({ kind, payload }) => [kind, payload["customerId"]])).toEqual([["person.invited", acme.id], ["person.invited", acme.id]]);
    expect((await listMembers(asMember(database.db, anna), { customerId: acme.id, cursor: null })).rows).toHaveLength(4);
  });

  it("are nobody else's to change", async () => {
    for (const ctx of [asMember(database.db, ben), asStaff(database.db, jonas), asPublic(database.db)]) {
      await expect(addMember(ctx, newcomer)).rejects.toMatchObject({ code: "forbidden" });
      await expect(removeMember(ctx, { customerId: acme.id, membershipId: `mem_${ben.id}` })).rejects.toMatchObject({ code: "forbidden" });
    }
    const stranger = asMember(database.db, carla);
    await expect(addMember(stranger, newcomer)).rejects.toMatchObject({ code: "not_found" });
    await expect(removeMember(stranger, { customerId: acme.id, membershipId: `mem_${ben.id}` })).rejects.toMatchObject({ code: "not_found" });
    await expect(removeMember(stranger, { customerId: globex.id, membershipId: `mem_${ben.id}` })).rejects.toMatchObject({ code: "not_found" });
    expect(await listMembers(stranger, { customerId: acme.id, cursor: null })).toEqual({ rows: [], next: null });
    expect(await actions()).toEqual([]);
  });

  it("an owner learns nothing about addresses outside the customer's own domains", async () => {
    const said = (email: string) => addMember(asMember(database.db, anna), { ...newcomer, email }).then(() => "added", (failure: Error) => failure.message);
    expect(await said(carla.email)).toBe(await said("nobody@globex.example"));
    expect(await said(mira.email)).toBe(await said("nobody@anywhere.example"));
    expect(await actions()).toEqual([]);
  });

  it("who are removed are out at once", async () => {
    const token = await signIn(ben.id);
    await removeMember(asMember(database.db, anna), { customerId: acme.id, membershipId: `mem_${ben.id}` });
    expect(await who(token)).toBeNull();
  });

  it("who belong elsewhere too stay signed in there, and only there", async () => {
    await addMember(asStaff(database.db, mira), { ...newcomer, customerId: globex.id, email: ben.email });
    const token = await signIn(ben.id);
    await removeMember(asMember(database.db, anna), { customerId: acme.id, membershipId: `mem_${ben.id}` });
    expect((await who(token))?.memberships.map(({ slug }) => slug)).toEqual(["globex"]);
  });

  it("keep an owner, unless staff say otherwise", async () => {
    const last = { customerId: acme.id, membershipId: `mem_${anna.id}` };
    await expect(removeMember(asMember(database.db, anna), last)).rejects.toThrow(/last owner/);
    await removeMember(asStaff(database.db, mira), last);
    expect(await database.db.read.select().from(memberships).where(and(eq(memberships.customerId, acme.id), eq(memberships.role, "owner")))).toEqual([]);
  });
});

describe("the set-up link", () => {
  const first = { name: "Ada First", email: "ada@northlight.example" };
  const tokenOf = (link: string | null) => link?.split("/").at(-1) ?? "";
  const empty = () => database.db.write((tx) => tx.delete(people));

  it("does not exist once there is an admin", async () => expect(await createSetupLink(database.db, testNow)).toBeNull());

  it("makes the first admin, once", async () => {
    await empty();
    const token = tokenOf(await createSetupLink(database.db, testNow));
    const personId = await finishSetup(asPublic(database.db), { token, ...first });
    expect(await who(await signIn(personId))).toMatchObject({ name: first.name, staffRole: "admin" });
    await expect(finishSetup(asPublic(database.db), { token, ...first, email: "eve@northlight.example" })).rejects.toMatchObject({ code: "gone" });
  });

  it("is worthless when an admin came about otherwise", async () => {
    await empty();
    const token = tokenOf(await createSetupLink(database.db, testNow));
    await addStaff(asStaff(database.db, priya), { ...first, role: "admin" });
    await expect(finishSetup(asPublic(database.db), { token, name: "Eve", email: "eve@northlight.example" })).rejects.toMatchObject({ code: "gone" });
  });

  it("lasts a day, and gives way to a newer one", async () => {
    await empty();
    const old = tokenOf(await createSetupLink(database.db, testNow));
    const token = tokenOf(await createSetupLink(database.db, testNow));
    await expect(finishSetup(asPublic(database.db), { token: old, ...first })).rejects.toMatchObject({ code: "gone" });
    await expect(finishSetup(asPublic(database.db, testNow + setupLinkLifeMs), { token, ...first })).rejects.toMatchObject({ code: "gone" });
    await expect(finishSetup(asPublic(database.db), { token: "guessed", ...first })).rejects.toMatchObject({ code: "gone" });
  });
});
