import { eq } from "drizzle-orm";
import type { Db } from "#db/open";
import { identityProviders, memberships, people, refusedForms, sessions, staffMembers } from "#db/schema/access";
import { apiKeys } from "#db/schema/api";
import { suppressions } from "#db/schema/delivery";
import { embedTokens } from "#db/schema/embeds";
import { endpoints, feedTokens, subscribers, subscriptions } from "#db/schema/subscriptions";
import { mintContext, type Context } from "#lib/access/context";
import { staffPermissions } from "#lib/access/permissions";
import { newId } from "#lib/core/ids";
import { randomToken, sha256 } from "#lib/platform/crypto";
import { sealAddress, sealSecrets } from "#lib/delivery/channels/sealed";
import { sealProviderSecret } from "#lib/people/tokens";
import { subscriberIdentity } from "#lib/subscriptions/rules";
import type { Canaries } from "./canaries.ts";
import type { Company } from "./company.ts";
import { actorRoles, type ActorRole } from "./oracle.ts";

export interface People {
  /** Session tokens by the actor's name, and its person's id. */
  sessions: Record<string, { token: string; id: string; personId: string }>;
  subscribers: Record<"A" | "B" | "public" | "pending", string>;
  /** Where the owner of B, and the subscriber of the public page, are told besides by mail. */
  endpoints: Record<"B" | "public", string>;
  feeds: Record<"A" | "B", { id: string; token: string }>;
  /** An address that gets nothing at the moment. */
  quarantined: string;
  embeds: Record<"A" | "B", { id: string; token: string; origin: string }>;
  /** An API key of the admin. */
  keyId: string;
  providers: Record<"A" | "B", string>;
  memberships: Record<string, string>;
  refusedForm: { id: string; browserToken: string };
  context(db: Db, as: { role: "responder" | "manager"; at: number }): Context;
}

interface Place {
  db: Db;
  canaries: Canaries;
  now: number;
  company: Company;
}

/** One person an actor, each with a session of its own; their subscriptions, feeds and their customers' own sign-in. */
export async function addPeople(place: Place): Promise<People> {
  const made: Pick<People, "sessions" | "memberships"> = { sessions: {}, memberships: {} };
  for (const actor of actorRoles.filter(({ staff, member }) => staff ?? member)) await addPerson(place, actor, made);
  const providers = { A: await addProvider(place, "A"), B: await addProvider(place, "B") };
  const subscribersOf = async (key: "A" | "B") => addSubscriber(place, { key, personId: made.sessions[`owner of ${key}`]?.personId ?? null, state: "active" });
  const subscribers = {
    A: await subscribersOf("A"),
    B: await subscribersOf("B"),
    public: await addSubscriber(place, { key: null, personId: null, state: "active" }),
    pending: await addSubscriber(place, { key: null, personId: null, state: "pending" }),
  };
  return {
    ...made,
    providers,
    subscribers,
    endpoints: { B: await addEndpoint(place, "B", subscribers.B), public: await addEndpoint(place, "public", subscribers.public) },
    feeds: { A: await addFeed(place, "A", made), B: await addFeed(place, "B", made) },
    quarantined: await addQuarantined(place),
    embeds: { A: await addEmbed(place, "A"), B: await addEmbed(place, "B") },
    keyId: await addKey(place, made.sessions["admin"]?.personId ?? ""),
    refusedForm: await addRefusedForm(place),
    context: (handle, { role, at }) => {
      const personId = made.sessions[role]?.personId ?? "";
      const permissions = staffPermissions[role];
      return mintContext({ db: handle, now: at, actor: { kind: "person", personId, name: role }, audience: { kind: "staff" }, permissions, requestId: "seed" });
    },
  };
}

async function addPerson({ db, canaries, company, now }: Place, actor: ActorRole, made: Pick<People, "sessions" | "memberships">): Promise<void> {
  const { name, staff, member } = actor;
  const own = `person:${name}`;
  const known = member ? [own, `${member.of}.owner`, "staff"] : [own, "staff"];
  const personId = `per_${canaries.make(`id of ${name}`, known)}`;
  const email = `${canaries.make(`address of ${name}`, known)}@people.example`;
  const token = canaries.make(`session token of ${name}`, []);
  const session = { id: `ses_${canaries.make(`session id of ${name}`, [own])}`, tokenHash: sha256(token) };
  canaries.watch(session.tokenHash.slice(0, 32), `session hash of ${name}`, []);
  const row = { createdAt: now, lastSeenAt: now, expiresAt: now + 86_400_000, userAgent: canaries.make(`browser of ${name}`, [own]), method: "link" };
  await db.write(async (tx) => {
    await tx.insert(people).values({ id: personId, email, name: `Person ${canaries.make(`name of ${name}`, known)}`, timeZone: "Europe/Berlin", emailVerifiedAt: now, createdAt: now });
    if (staff) await tx.insert(staffMembers).values({ personId, role: staff, createdAt: now });
    if (member) {
      const id = `mem_${canaries.make(`membership of ${name}`, known)}`;
      await tx.insert(memberships).values({ id, personId, customerId: company.customers[member.of].id, role: member.as, createdAt: now });
      made.memberships[name] = id;
    }
    await tx.insert(sessions).values({ ...session, personId, ...row });
  });
  made.sessions[name] = { token, id: session.id, personId };
}

async function addProvider({ db, canaries, company, now }: Place, key: "A" | "B"): Promise<string> {
  const id = newId("idp", now);
  const secret = canaries.make(`client secret of ${key}`, []);
  const words = (what: string) => canaries.make(`${what} of ${key}'s sign-in`, ["staff"]);
  await db.write((tx) => tx.insert(identityProviders).values({ id, customerId: company.customers[key].id, issuer: `https://${words("issuer")}.example`, clientId: words("client"), sealedSecret: sealProviderSecret(id, secret), createdAt: now }));
  return canaries.watch(id, `id of ${key}'s sign-in`, [key, "staff"]);
}

async function addSubscriber({ db, canaries, company, now }: Place, who: { key: "A" | "B" | null; personId: string | null; state: "active" | "pending" }): Promise<string> {
  const { key, personId, state } = who;
  const holder = `holder:${key ?? state}`;
  const id = `sub_${canaries.make(`id of a subscriber of ${key ?? "the public page"}`, [holder, "staff", ...(key ? [`person:owner of ${key}`] : [])])}`;
  const email = `${canaries.make(`address of a subscriber of ${key ?? "the public page"}`, [holder, "staff", ...(key ? [`person:owner of ${key}`] : [])])}@subscribers.example`;
  const customerId = key ? company.customers[key].id : null;
  await db.write(async (tx) => {
    await tx.insert(subscribers).values({ id, email, customerId, personId, state, timeZone: "UTC", createdAt: now, confirmedAt: state === "active" ? now : null, identity: subscriberIdentity(email, customerId) });
    await tx.insert(subscriptions).values({ id: newId("scr", now), subscriberId: id, scope: "everything", createdAt: now });
  });
  return id;
}

// Of the same person, or address, as the subscriber that is named.
async function addEndpoint({ db, canaries, now }: Place, key: "B" | "public", ownerId: string): Promise<string> {
  const known = key === "B" ? ["person:owner of B", "holder:B"] : ["holder:active"];
  const words = (what: string, readers = known) => canaries.make(`${what} of an endpoint of ${key}`, readers);
  const id = `sub_${words("id", [...known, "staff"])}`;
  await db.write(async (tx) => {
    const [owner] = await tx.select().from(subscribers).where(eq(subscribers.id, ownerId));
    if (!owner) throw new Error("There is no owner.");
    await tx.insert(subscribers).values({ ...owner, id, channel: "webhook", identity: id });
    await tx.insert(subscriptions).values({ id: newId("scr", now), subscriberId: id, scope: "everything", createdAt: now });
    const sealed = { sealedAddress: sealAddress(id, `https://hooks.example.com/${words("address", [])}`), sealedSecrets: sealSecrets(id, [`whsec_${words("secret", [])}`]) };
    await tx.insert(endpoints).values({ subscriberId: id, label: words("label"), shown: `hooks.example.com/…${words("mask", [...known, "staff"])}`, ...sealed, createdBy: owner.personId, createdAt: now });
  });
  return id;
}

async function addFeed({ db, canaries, company, now }: Place, key: "A" | "B", made: Pick<People, "sessions">): Promise<{ id: string; token: string }> {
  const personId = made.sessions[`owner of ${key}`]?.personId ?? "";
  const own = `person:owner of ${key}`;
  const token = `cft_${randomToken(20)}`;
  const id = `fed_${canaries.make(`id of ${key}'s feed`, [own])}`;
  await db.write((tx) => tx.insert(feedTokens).values({ id, tokenHash: sha256(token), lastFour: token.slice(-4), personId, customerId: company.customers[key].id, label: canaries.make(`label of ${key}'s feed`, [own]), createdAt: now }));
  return { id, token };
}

async function addKey({ db, canaries, now }: Place, personId: string): Promise<string> {
  const token = `cak_${randomToken()}`;
  const id = `key_${canaries.make("id of an API key", ["admin"])}`;
  canaries.watch(token, "API key", []);
  await db.write((tx) => tx.insert(apiKeys).values({ id, tokenHash: sha256(token), lastFour: token.slice(-4), name: canaries.make("name of an API key", ["admin"]), personId, scopes: ["incidents:read"], createdAt: now, expiresAt: now + 86_400_000 }));
  return id;
}

async function addQuarantined({ db, canaries, now }: Place): Promise<string> {
  const id = `sup_${canaries.make("id of an address held back", ["staff"])}`;
  const email = `${canaries.make("address held back", ["staff"])}@quarantine.example`;
  await db.write((tx) => tx.insert(suppressions).values({ id, email, kind: "hard_bounce", reason: canaries.make("why an address is held back", ["staff"]), createdAt: now }));
  return id;
}

/** Its origins are told to whoever holds its address, and to the customer's owners. */
async function addEmbed({ db, canaries, company, now }: Place, key: "A" | "B"): Promise<{ id: string; token: string; origin: string }> {
  const token = `cet_${randomToken(20)}`;
  const id = `emb_${canaries.make(`id of ${key}'s embed`, [`${key}.owner`])}`;
  const origin = `https://${canaries.make(`origin of ${key}'s embed`, [key])}.example`;
  const label = canaries.make(`label of ${key}'s embed`, [`${key}.owner`, "staff"]);
  await db.write((tx) => tx.insert(embedTokens).values({ id, tokenHash: sha256(token), lastFour: token.slice(-4), customerId: company.customers[key].id, label, origins: [origin], createdAt: now }));
  return { id, token, origin };
}

/** What somebody typed in another browser: its number alone must not show it. */
async function addRefusedForm({ db, canaries, now }: Place): Promise<{ id: string; browserToken: string }> {
  const id = newId("frm", now);
  const browserToken = randomToken(16);
  const typed = canaries.make("what another browser typed", []);
  await db.write((tx) => tx.insert(refusedForms).values({ id, browserHash: sha256(browserToken), values: { email: typed, name: typed, title: typed, body: typed }, sentence: typed, fields: { email: typed }, createdAt: now }));
  return { id, browserToken };
}
