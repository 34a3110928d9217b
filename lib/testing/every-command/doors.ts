import { gt } from "drizzle-orm";
import type { Db } from "#db/open";
import { identityProviders, memberships, people, sessions, staffMembers } from "#db/schema/access";
import { customers, emailDomains } from "#db/schema/customers";
import { embedTokens } from "#db/schema/embeds";
import { feedTokens } from "#db/schema/subscriptions";
import { sessionCookie } from "#lib/access/cookies";
import { listRevisions } from "#lib/audit/queries";
import { accessCounter } from "#lib/audit/record";
import { documentAddress, type DocumentAddress } from "#lib/serving/addresses";
import { type Reader, Readers } from "#lib/serving/readers";
import { acme, globex, initech, testNow, umbrella } from "../cast.ts";
import { embed, feedOwners, feedTokenOf, sessionTokenOf, signedIn } from "./stage.ts";

interface Door {
  name: string;
  address: DocumentAddress;
  cookieHeader: string | undefined;
}

const doors: readonly Door[] = [
  ...signedIn.flatMap((person) => [acme, globex, initech, umbrella].map(({ slug }) => doorTo(`/c/${slug}`, person))),
  ...feedOwners.map((person) => doorTo(`/f/${feedTokenOf(person)}/history.rss`, person)),
  doorTo(`/embed/c/${embed.token}`, { id: "anybody" }),
];

/** Whom the gates let in where, by door; and a memory of that, as the server keeps it. */
export async function tryDoors(db: Db): Promise<{ let: Map<string, Reader | null>; readers: Readers }> {
  const readers = new Readers(() => testNow);
  const access = await accessOf(db);
  const found = new Map<string, Reader | null>();
  for (const { name, address, cookieHeader } of doors) found.set(name, await readers.ask(address, { cookieHeader, access, requestId: "req_doors" }));
  return { let: found, readers };
}

/** Whom a memory would let in without asking, by door. */
export async function remembered(db: Db, readers: Readers): Promise<Map<string, Reader | null>> {
  const access = await accessOf(db);
  return new Map(doors.map(({ name, address, cookieHeader }) => [name, readers.find(address, cookieHeader, access)]));
}

/** Every row that decides who may read what; the notes of last use are left out, and sessions that have expired. */
export async function listKeys(db: Db): Promise<string[]> {
  const { id, slug, archivedAt } = customers;
  const of = { session: sessions.id, person: sessions.personId, expiresAt: sessions.expiresAt };
  const feed = { feed: feedTokens.id, person: feedTokens.personId, customer: feedTokens.customerId, revokedAt: feedTokens.revokedAt };
  const rows = [
    await db.read.select(of).from(sessions).where(gt(sessions.expiresAt, testNow)),
    await db.read.select({ staff: staffMembers.personId, role: staffMembers.role }).from(staffMembers),
    await db.read.select({ member: memberships.personId, customer: memberships.customerId, role: memberships.role }).from(memberships),
    await db.read.select({ person: people.id, disabledAt: people.disabledAt }).from(people),
    await db.read.select({ customer: id, slug, archivedAt }).from(customers),
    await db.read.select({ domain: emailDomains.domain, customer: emailDomains.customerId }).from(emailDomains),
    await db.read.select({ provider: identityProviders.id, customer: identityProviders.customerId, issuer: identityProviders.issuer }).from(identityProviders),
    await db.read.select(feed).from(feedTokens),
    await db.read.select({ embed: embedTokens.id, customer: embedTokens.customerId, origins: embedTokens.origins, revokedAt: embedTokens.revokedAt }).from(embedTokens),
  ];
  return rows.flat().map((row) => JSON.stringify(row));
}

function doorTo(path: string, person: { id: string }): Door {
  const address = documentAddress(path);
  if (!address) throw new Error(`${path} is no document.`);
  return { name: `${person.id} at ${address.key}`, address, cookieHeader: address.kind === "feed" || address.kind === "embed" ? undefined : `${sessionCookie}=${sessionTokenOf(person)}` };
}

async function accessOf(db: Db): Promise<number> {
  return (await listRevisions(db.read)).get(accessCounter) ?? 0;
}
