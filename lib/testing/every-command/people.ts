import { eq } from "drizzle-orm";
import type { Db } from "#db/open";
import { sessions, staffMembers } from "#db/schema/access";
import type { Context } from "#lib/access/context";
import { memberPermissions } from "#lib/access/permissions";
import { HOUR } from "#lib/core/time";
import { saveSignIn } from "#lib/people/commands/customer-sign-in";
import { removeIdentityProvider, saveIdentityProvider } from "#lib/people/commands/identity-providers";
import { admitIdentity, type VouchedIdentity } from "#lib/people/commands/identities";
import { addMember, removeMember } from "#lib/people/commands/members";
import { endSession, revokeAllSessions, revokeSession, saveProfile, saveReminders, startSession } from "#lib/people/commands/sessions";
import { createSetupLink, finishSetup } from "#lib/people/commands/setup";
import { armRequest, openRequest, requestSignIn } from "#lib/people/commands/sign-in";
import { addStaff, changeStaffRole, removeStaff } from "#lib/people/commands/staff";
import { sendInvitation, sendSignInMail } from "#lib/people/jobs";
import { signInSecretsOf } from "#lib/people/tokens";
import { acme, anna, ben, carla, globex, jonas, mira, priya, testNow, tom } from "../cast.ts";
import { asMember, asPublic, asStaff } from "../contexts.ts";
import { counters as raise, type Scenario } from "./scenario.ts";
import { sessionIdOf, sessionTokenOf, type Stage } from "./stage.ts";

const asMira = ({ db }: Stage) => asStaff(db, mira);
const asPriya = ({ db }: Stage) => asStaff(db, priya);
const own = ({ db }: Stage, person = anna): Context => ({ ...asMember(db, person), permissions: new Set(memberPermissions.owner) });
const anyone = ({ db }: Stage) => asPublic(db);
const newcomer = { name: "Noor Haddad", email: "noor@acme.example" };
const provider = { issuer: "https://login.acme.example", clientId: "candor", clientSecret: "a secret" };
const noAdmin = (db: Db) => db.write((tx) => tx.update(staffMembers).set({ role: "manager" }).where(eq(staffMembers.personId, priya.id)));
const vouched = (changes: Partial<VouchedIdentity> = {}): VouchedIdentity => ({ providerId: "idp_globex", issuer: "https://login.globex.example", voucher: { kind: "customer", customerId: globex.id }, subject: "1", email: carla.email, isEmailVerified: true, name: carla.name, ...changes });
const browserHash = "a browser";
const ask = (stage: Stage) => requestSignIn(anyone(stage), { email: anna.email, browserHash, returnTo: "/", userAgent: "Firefox" });
const arm = ({ db }: Stage, requestId: string) => armRequest(db, { requestId, email: anna.email, now: testNow, isLink: true });

const bensDoors = [`${ben.id} at /c/acme`, `${ben.id} at /f/*/history.rss`];

const opens = "it only opens a door: whoever was let in before still is";
const onlyAsked = "nothing opens before the mail's owner says so";
const listed = "who is a member stands on no document; the customer's own settings are never kept";

const sessionScenarios: readonly Scenario[] = [
  { command: "people.startSession", act: (stage) => () => startSession(anyone(stage), { personId: anna.id, method: "link", userAgent: "Firefox" }), raises: [], because: opens },
  {
    command: "people.startSession",
    when: "that sweeps out one that has expired",
    act: async (stage) => {
      const expired = { id: "ses_old", tokenHash: "old", personId: ben.id, createdAt: testNow - HOUR, lastSeenAt: testNow - HOUR, expiresAt: testNow - 1 };
      await stage.db.write((tx) => tx.insert(sessions).values(expired));
      return () => startSession(anyone(stage), { personId: anna.id, method: "link", userAgent: "Firefox" });
    },
    raises: [],
    because: "an expired session is refused by the clock",
  },
  { command: "people.endSession", act: (stage) => () => endSession(anyone(stage), { token: sessionTokenOf(anna) }), raises: [raise.access], shuts: [`${anna.id} at /c/acme`] },
  { command: "people.endSession", when: "of a token that opens nothing", act: (stage) => () => endSession(anyone(stage), { token: "unknown" }), raises: [], because: "nothing has ended" },
  { command: "people.revokeSession", act: (stage) => () => revokeSession(own(stage), { id: sessionIdOf(anna) }), raises: [raise.access], shuts: [`${anna.id} at /c/acme`] },
  { command: "people.revokeAllSessions", act: (stage) => () => revokeAllSessions(own(stage), {}), raises: [raise.access], shuts: [`${anna.id} at /c/acme`] },
  { command: "people.revokeAllSessions", when: "but one", act: (stage) => () => revokeAllSessions(own(stage), { exceptSessionId: sessionIdOf(anna) }), raises: [raise.access] },
  { command: "people.saveReminders", act: ({ db }) => () => saveReminders(asStaff(db, jonas), { hearsReminders: false }), raises: [raise.access], unneeded: [], because: "nobody reads it; facts about people count as facts about access" },
  { command: "people.saveProfile", when: "of an author", act: ({ db }) => () => saveProfile(asStaff(db, jonas), { name: "Jonas L.", timeZone: "Asia/Tokyo" }), raises: [raise.access, raise.staff] },
  { command: "people.requestSignIn", act: (stage) => () => ask(stage), raises: [], because: onlyAsked },
  {
    command: "people.armRequest",
    act: async (stage) => {
      const requestId = await ask(stage);
      return () => arm(stage, requestId);
    },
    raises: [],
    because: onlyAsked,
  },
  {
    command: "people.openRequest",
    act: async (stage) => {
      const requestId = await ask(stage);
      await arm(stage, requestId);
      return () => openRequest(anyone(stage), { requestId, browserHash, proof: { code: signInSecretsOf(requestId).code } });
    },
    raises: [],
    because: "the session that follows is started by its own command",
  },
  {
    command: "people.sendSignInMail",
    act: async (stage) => {
      const requestId = await ask(stage);
      return () => sendSignInMail({ db: stage.db, eventId: "evt_1", now: testNow }, { requestId, userAgent: "Firefox" });
    },
    raises: [],
    because: onlyAsked,
  },
  { command: "people.sendInvitation", act: ({ db }) => () => sendInvitation({ db, eventId: "evt_1", now: testNow }, { personId: ben.id, customerId: acme.id, invitedBy: anna.name }), raises: [], because: "a mail is queued; the membership was there before" },
];

const identityScenarios: readonly Scenario[] = [
  { command: "people.admitIdentity", when: "of somebody new", act: (stage) => () => admitIdentity(anyone(stage), vouched({ email: "noor@globex.example" })), raises: [raise.access, raise.globex, raise.staff], unneeded: [raise.globex], because: listed },
  { command: "people.admitIdentity", when: "of a member, for the first time", act: (stage) => () => admitIdentity(anyone(stage), vouched()), raises: [raise.access] },
  {
    command: "people.admitIdentity",
    when: "that is linked",
    act: async (stage) => {
      await admitIdentity(anyone(stage), vouched());
      return () => admitIdentity(anyone(stage), vouched());
    },
    raises: [],
    because: "nothing is written; the session that follows is started by its own command",
  },
  { command: "people.admitIdentity", when: "that is refused", act: (stage) => () => admitIdentity(anyone(stage), vouched({ isEmailVerified: false })), raises: [], because: "nothing is written" },
  { command: "people.saveSignIn", act: (stage) => () => saveSignIn(asMira(stage), { id: acme.id, version: 1, domains: ["acme.example", "acme.test"], ...provider }), raises: [raise.access, raise.acme, raise.staff], unneeded: [raise.acme], because: "domains stand on no document" },
  { command: "people.saveIdentityProvider", act: (stage) => () => saveIdentityProvider(asMira(stage), { customerId: acme.id, ...provider }), raises: [raise.access, raise.staff] },
  {
    command: "people.removeIdentityProvider",
    act: async (stage) => {
      await saveIdentityProvider(asMira(stage), { customerId: acme.id, ...provider });
      return () => removeIdentityProvider(asMira(stage), { customerId: acme.id });
    },
    raises: [raise.access, raise.staff],
  },
  { command: "people.removeIdentityProvider", when: "where there is none", act: (stage) => () => removeIdentityProvider(asMira(stage), { customerId: acme.id }), raises: [], because: "nothing is written" },
];

export const peopleScenarios: readonly Scenario[] = [
  {
    command: "people.createSetupLink",
    act: async ({ db }) => {
      await noAdmin(db);
      return () => createSetupLink(db, testNow);
    },
    raises: [],
    because: "the link opens nothing before it is used",
  },
  {
    command: "people.finishSetup",
    act: async (stage) => {
      await noAdmin(stage.db);
      const token = (await createSetupLink(stage.db, testNow))?.split("/").at(-1) ?? "";
      return () => finishSetup(anyone(stage), { token, name: tom.name, email: tom.email });
    },
    raises: [raise.access, raise.staff],
  },
  { command: "people.addStaff", act: (stage) => () => addStaff(asPriya(stage), { ...newcomer, role: "viewer" }), raises: [raise.access, raise.staff] },
  { command: "people.changeStaffRole", act: (stage) => () => changeStaffRole(asPriya(stage), { id: mira.id, role: "viewer" }), raises: [raise.access, raise.staff] },
  { command: "people.changeStaffRole", when: "to the one it is", act: (stage) => () => changeStaffRole(asPriya(stage), { id: mira.id, role: "manager" }), raises: [], because: "nothing is written" },
  { command: "people.removeStaff", act: (stage) => () => removeStaff(asPriya(stage), { id: mira.id }), raises: [raise.access, raise.staff], shuts: ["acme", "globex", "initech", "umbrella"].map((slug) => `${mira.id} at /c/${slug}`) },
  {
    command: "people.removeStaff",
    when: "of somebody who is a member too",
    act: async (stage) => {
      await addMember(asMira(stage), { customerId: acme.id, name: mira.name, email: mira.email, role: "viewer" });
      return () => removeStaff(asPriya(stage), { id: mira.id });
    },
    raises: [raise.access, raise.staff],
    shuts: ["globex", "initech", "umbrella"].map((slug) => `${mira.id} at /c/${slug}`),
  },
  { command: "people.addMember", when: "by staff", act: (stage) => () => addMember(asMira(stage), { ...newcomer, customerId: acme.id, role: "viewer" }), raises: [raise.access, raise.acme, raise.staff], unneeded: [raise.acme], because: listed },
  { command: "people.addMember", when: "by an owner", act: (stage) => () => addMember(own(stage), { ...newcomer, customerId: acme.id, role: "viewer" }), raises: [raise.access, raise.acme, raise.staff], unneeded: [raise.acme], because: listed },
  { command: "people.removeMember", act: (stage) => () => removeMember(own(stage), { customerId: acme.id, membershipId: `mem_${ben.id}` }), raises: [raise.access, raise.acme, raise.staff], shuts: bensDoors, unneeded: [raise.acme], because: listed },
  {
    command: "people.removeMember",
    when: "of somebody who is another customer's too",
    act: async (stage) => {
      await addMember(asMira(stage), { customerId: globex.id, name: ben.name, email: ben.email, role: "viewer" });
      return () => removeMember(asMira(stage), { customerId: acme.id, membershipId: `mem_${ben.id}` });
    },
    raises: [raise.access, raise.acme, raise.staff],
    shuts: bensDoors,
    unneeded: [raise.acme],
    because: listed,
  },
  ...sessionScenarios,
  ...identityScenarios,
];
