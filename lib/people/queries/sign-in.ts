import { and, asc, eq, gt, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { identities, identityProviders, memberships, people, sessions, signInRequests, staffMembers } from "#db/schema/access";
import { customers, emailDomains } from "#db/schema/customers";
import { isDemoAddress } from "../rules.ts";

export interface OpenRequest {
  id: string;
  email: string;
  isThisBrowser: boolean;
}

/** A sign-in request that can still be used; the address is for the browser that typed it. */
export async function findOpenRequest(read: ReadDb, input: { requestId: string; browserHash: string | null; now: number }): Promise<OpenRequest | null> {
  const [row] = await read
    .select({ id: signInRequests.id, email: signInRequests.email, browserHash: signInRequests.browserHash })
    .from(signInRequests)
    .where(and(eq(signInRequests.id, input.requestId), isNull(signInRequests.usedAt), gt(signInRequests.expiresAt, input.now)));
  if (!row) return null;
  return { id: row.id, email: row.email, isThisBrowser: row.browserHash === input.browserHash };
}

/** What the worker needs to answer a request by mail, whether or not there is anybody. */
export async function findRequestToMail(read: ReadDb, input: { requestId: string; now: number }): Promise<{ email: string; createdAt: number } | null> {
  const [row] = await read
    .select({ email: signInRequests.email, createdAt: signInRequests.createdAt })
    .from(signInRequests)
    .where(and(eq(signInRequests.id, input.requestId), isNull(signInRequests.usedAt), gt(signInRequests.expiresAt, input.now)));
  return row ?? null;
}

export interface SignInPerson {
  id: string;
  name: string;
  email: string;
  timeZone: string | null;
  isStaff: boolean;
}

/** Whoever has this address and a role: a member of a customer that is not archived, or staff. */
export async function findPersonToSignIn(read: ReadDb, email: string): Promise<SignInPerson | null> {
  return findWithRole(read, eq(people.email, email));
}

/** A session that is still open, to be carried to another of the portal's names. */
export async function findOpenSession(read: ReadDb, input: { id: string; now: number }): Promise<{ personId: string; expiresAt: number } | null> {
  const [row] = await read.select({ personId: sessions.personId, expiresAt: sessions.expiresAt }).from(sessions).where(and(eq(sessions.id, input.id), gt(sessions.expiresAt, input.now)));
  return row ?? null;
}

export async function findPersonById(read: ReadDb, id: string): Promise<SignInPerson | null> {
  return findWithRole(read, eq(people.id, id));
}

async function findWithRole(read: ReadDb, which: ReturnType<typeof eq>): Promise<SignInPerson | null> {
  const [row] = await read
    .select({ id: people.id, name: people.name, email: people.email, timeZone: people.timeZone, staffRole: staffMembers.role })
    .from(people)
    .leftJoin(staffMembers, eq(staffMembers.personId, people.id))
    .leftJoin(memberships, eq(memberships.personId, people.id))
    .leftJoin(customers, and(eq(customers.id, memberships.customerId), isNull(customers.archivedAt)))
    .where(and(which, isNull(people.disabledAt), or(isNotNull(staffMembers.role), isNotNull(customers.id))))
    .limit(1);
  return row ? { id: row.id, name: row.name, email: row.email, timeZone: row.timeZone, isStaff: row.staffRole !== null } : null;
}

export interface CustomerProvider {
  id: string;
  customerId: string;
  customerName: string;
  issuer: string;
  clientId: string;
  sealedSecret: string;
}

const providerColumns = {
  id: identityProviders.id,
  customerId: identityProviders.customerId,
  customerName: customers.name,
  issuer: identityProviders.issuer,
  clientId: identityProviders.clientId,
  sealedSecret: identityProviders.sealedSecret,
};

export async function findProvider(read: ReadDb, id: string): Promise<CustomerProvider | null> {
  const [row] = await read
    .select(providerColumns)
    .from(identityProviders)
    .innerJoin(customers, and(eq(customers.id, identityProviders.customerId), isNull(customers.archivedAt)))
    .where(eq(identityProviders.id, id));
  return row ?? null;
}

/** The provider that signs in the addresses of a domain, if its customer has one. */
export async function findProviderOfDomain(read: ReadDb, domain: string): Promise<CustomerProvider | null> {
  const [row] = await read
    .select(providerColumns)
    .from(emailDomains)
    .innerJoin(identityProviders, eq(identityProviders.customerId, emailDomains.customerId))
    .innerJoin(customers, and(eq(customers.id, identityProviders.customerId), isNull(customers.archivedAt)))
    .where(eq(emailDomains.domain, domain));
  return row ?? null;
}

export async function findPersonByIdentity(read: ReadDb, input: { provider: string; issuer: string; subject: string }): Promise<{ id: string; name: string; email: string } | null> {
  const [row] = await read
    .select({ id: people.id, name: people.name, email: people.email })
    .from(identities)
    .innerJoin(people, eq(people.id, identities.personId))
    .where(and(eq(identities.provider, input.provider), eq(identities.issuer, input.issuer), eq(identities.subject, input.subject), isNull(people.disabledAt)));
  return row ?? null;
}

export interface CastMember {
  id: string;
  name: string;
  role: string;
  place: string;
}

/** The demo's cast, staff first. Offered as one-click sign-ins where `isDemoSignInOpen` says so, and nowhere else. */
export async function listCast(read: ReadDb, portalName: string): Promise<CastMember[]> {
  const rows = await read
    .select({ id: people.id, name: people.name, email: people.email, staffRole: staffMembers.role, memberRole: memberships.role, customerName: customers.name })
    .from(people)
    .leftJoin(staffMembers, eq(staffMembers.personId, people.id))
    .leftJoin(memberships, eq(memberships.personId, people.id))
    .leftJoin(customers, eq(customers.id, memberships.customerId))
    .where(and(isNull(people.disabledAt), or(isNotNull(staffMembers.role), isNotNull(memberships.role))))
    .orderBy(sql`case when ${staffMembers.role} is null then 1 else 0 end`, asc(customers.name), asc(people.name))
    .limit(40);
  return rows.filter((row) => isDemoAddress(row.email)).map(({ id, name, staffRole, memberRole, customerName }) => ({ id, name, role: staffRole ?? memberRole ?? "", place: staffRole ? portalName : (customerName ?? "") }));
}
