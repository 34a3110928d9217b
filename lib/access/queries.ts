import { and, eq, gt, isNull } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { memberships, people, refusedForms, sessions, staffMembers } from "#db/schema/access";
import { apiKeys } from "#db/schema/api";
import { customers } from "#db/schema/customers";
import { embedTokens } from "#db/schema/embeds";
import { statements, statementShares } from "#db/schema/reports";
import { feedTokens } from "#db/schema/subscriptions";
import { scopes, type MemberRole, type Scope, type StaffRole } from "./terms.ts";

export const sessionIdleMs = 7 * 86_400_000;

export interface SignedIn {
  sessionId: string;
  personId: string;
  name: string;
  email: string;
  timeZone: string | null;
  lastSeenAt: number;
  expiresAt: number;
  staffRole: StaffRole | null;
  memberships: { customerId: string; slug: string; customerName: string; role: MemberRole }[];
}

/** The person behind a session token, with every role as it is now; null once revoked, expired, idle too long or disabled. */
export async function findSignedIn(read: ReadDb, input: { tokenHash: string; now: number }): Promise<SignedIn | null> {
  const [row] = await read
    .select({
      sessionId: sessions.id,
      personId: people.id,
      name: people.name,
      email: people.email,
      timeZone: people.timeZone,
      lastSeenAt: sessions.lastSeenAt,
      expiresAt: sessions.expiresAt,
      staffRole: staffMembers.role,
      onlyCustomerId: sessions.onlyCustomerId,
    })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .leftJoin(staffMembers, eq(staffMembers.personId, people.id))
    .where(
      and(
        eq(sessions.tokenHash, input.tokenHash),
        gt(sessions.expiresAt, input.now),
        gt(sessions.lastSeenAt, input.now - sessionIdleMs),
        isNull(people.disabledAt),
      ),
    );
  if (!row) return null;
  const { onlyCustomerId, ...person } = row;
  const all = await listMemberships(read, row.personId);
  // Under a customer's own name nobody is more than its member.
  return onlyCustomerId === null ? { ...person, memberships: all } : { ...person, staffRole: null, memberships: all.filter(({ customerId }) => customerId === onlyCustomerId) };
}

async function listMemberships(read: ReadDb, personId: string): Promise<SignedIn["memberships"]> {
  return read
    .select({ customerId: customers.id, slug: customers.slug, customerName: customers.name, role: memberships.role })
    .from(memberships)
    .innerJoin(customers, eq(customers.id, memberships.customerId))
    .where(and(eq(memberships.personId, personId), isNull(customers.archivedAt)))
    .orderBy(customers.name);
}

export interface GateCustomer {
  id: string;
  slug: string;
  name: string;
  timeZone: string;
}

export async function findCustomerBySlug(read: ReadDb, slug: string): Promise<GateCustomer | null> {
  const [row] = await read
    .select({ id: customers.id, slug: customers.slug, name: customers.name, timeZone: customers.timeZone })
    .from(customers)
    .where(and(eq(customers.slug, slug), isNull(customers.archivedAt)));
  return row ?? null;
}

export interface GateFeed {
  id: string;
  lastUsedAt: number | null;
  customer: GateCustomer;
}

/** The private feed with this address, while it is not revoked and the person it was made for is still a member. */
export async function findFeed(read: ReadDb, tokenHash: string): Promise<GateFeed | null> {
  const [row] = await read
    .select({ id: feedTokens.id, lastUsedAt: feedTokens.lastUsedAt, customerId: customers.id, slug: customers.slug, name: customers.name, timeZone: customers.timeZone })
    .from(feedTokens)
    .innerJoin(people, eq(people.id, feedTokens.personId))
    .innerJoin(customers, eq(customers.id, feedTokens.customerId))
    .innerJoin(memberships, and(eq(memberships.personId, feedTokens.personId), eq(memberships.customerId, feedTokens.customerId)))
    .where(and(eq(feedTokens.tokenHash, tokenHash), isNull(feedTokens.revokedAt), isNull(people.disabledAt), isNull(customers.archivedAt)));
  if (!row) return null;
  const { id, lastUsedAt, customerId, ...customer } = row;
  return { id, lastUsedAt, customer: { id: customerId, ...customer } };
}

export interface GateEmbed extends GateFeed {
  origins: readonly string[];
}

/** A customer's embed with this address, while it is not revoked. It stays when its maker leaves: it stands in the customer's own portal. */
export async function findEmbed(read: ReadDb, tokenHash: string): Promise<GateEmbed | null> {
  const [row] = await read
    .select({ id: embedTokens.id, lastUsedAt: embedTokens.lastUsedAt, origins: embedTokens.origins, customerId: customers.id, slug: customers.slug, name: customers.name, timeZone: customers.timeZone })
    .from(embedTokens)
    .innerJoin(customers, eq(customers.id, embedTokens.customerId))
    .where(and(eq(embedTokens.tokenHash, tokenHash), isNull(embedTokens.revokedAt), isNull(customers.archivedAt)));
  if (!row) return null;
  const { id, lastUsedAt, origins, customerId, ...customer } = row;
  return { id, lastUsedAt, origins, customer: { id: customerId, ...customer } };
}

/** The statement that a link opens, with whose it is; null once it is over or revoked, and for what was never one. */
export async function findShare(read: ReadDb, { tokenHash, now }: { tokenHash: string; now: number }): Promise<{ statementId: string; customer: GateCustomer } | null> {
  const [row] = await read
    .select({ statementId: statements.id, customerId: customers.id, slug: customers.slug, name: customers.name, timeZone: customers.timeZone })
    .from(statementShares)
    .innerJoin(statements, and(eq(statements.id, statementShares.statementId), eq(statements.state, "released")))
    .innerJoin(customers, eq(customers.id, statementShares.customerId))
    .where(and(eq(statementShares.tokenHash, tokenHash), isNull(statementShares.revokedAt), gt(statementShares.expiresAt, now), isNull(customers.archivedAt)));
  if (!row) return null;
  const { statementId, customerId, ...customer } = row;
  return { statementId, customer: { id: customerId, ...customer } };
}

export interface GateKey {
  id: string;
  name: string;
  scopes: readonly Scope[];
  lastUsedAt: number | null;
  personId: string;
  personName: string;
  /** Of its maker, as it is now. */
  role: StaffRole | null;
}

/** The key behind a token, while it is neither revoked nor expired and its maker has not left. */
export async function findKey(read: ReadDb, input: { tokenHash: string; now: number }): Promise<GateKey | null> {
  const [row] = await read
    .select({ id: apiKeys.id, name: apiKeys.name, scopes: apiKeys.scopes, lastUsedAt: apiKeys.lastUsedAt, personId: people.id, personName: people.name, role: staffMembers.role })
    .from(apiKeys)
    .innerJoin(people, eq(people.id, apiKeys.personId))
    .leftJoin(staffMembers, eq(staffMembers.personId, people.id))
    .where(and(eq(apiKeys.tokenHash, input.tokenHash), isNull(apiKeys.revokedAt), gt(apiKeys.expiresAt, input.now), isNull(people.disabledAt)));
  return row ? { ...row, scopes: scopes.filter((scope) => row.scopes.includes(scope)) } : null;
}

export interface FormState {
  values: Record<string, string | string[]>;
  sentence: string | null;
  fields: Record<string, string>;
}

/** How long a refused form is kept. */
export const refusedFormLifeMs = 3_600_000;

/** What this browser typed into a form that was refused within the last hour. */
export async function findRefusedForm(read: ReadDb, input: { id: string; browserHash: string; now: number }): Promise<FormState | null> {
  const [row] = await read
    .select({ values: refusedForms.values, sentence: refusedForms.sentence, fields: refusedForms.fields })
    .from(refusedForms)
    .where(and(eq(refusedForms.id, input.id), eq(refusedForms.browserHash, input.browserHash), gt(refusedForms.createdAt, input.now - refusedFormLifeMs)));
  return row ?? null;
}
