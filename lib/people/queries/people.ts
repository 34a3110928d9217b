import { and, asc, count, desc, eq, gt, inArray, isNull } from "drizzle-orm";
import { isAhead } from "#db/keyset";
import type { ReadDb } from "#db/open";
import { invitations, memberships, people, sessions, staffMembers } from "#db/schema/access";
import { customers } from "#db/schema/customers";
import type { Context } from "#lib/access/context";
import { sessionIdleMs } from "#lib/access/queries";
import type { MemberRole, StaffRole } from "#lib/access/terms";
import { defaultLanguage, type Language } from "#lib/core/language";
import { decodeCursor, type Page, toPage } from "#lib/core/pages";
import { sha256 } from "#lib/platform/crypto";

export interface SessionRow {
  id: string;
  userAgent: string;
  method: string;
  createdAt: number;
  lastSeenAt: number;
}

/** The caller's own sessions that still count, the latest used first. */
export async function listOwnSessions(ctx: Context, personId: string): Promise<SessionRow[]> {
  return ctx.read
    .select({ id: sessions.id, userAgent: sessions.userAgent, method: sessions.method, createdAt: sessions.createdAt, lastSeenAt: sessions.lastSeenAt })
    .from(sessions)
    .where(and(eq(sessions.personId, personId), gt(sessions.expiresAt, ctx.now), gt(sessions.lastSeenAt, ctx.now - sessionIdleMs)))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id));
}

export interface StaffRow {
  id: string;
  name: string;
  email: string;
  role: StaffRole;
  addedAt: number;
  lastSeenAt: number | null;
}

export async function listStaff(ctx: Context): Promise<StaffRow[]> {
  const rows = await ctx.read
    .select({ id: people.id, name: people.name, email: people.email, role: staffMembers.role, addedAt: staffMembers.createdAt })
    .from(staffMembers)
    .innerJoin(people, eq(people.id, staffMembers.personId))
    .where(isNull(people.disabledAt))
    .orderBy(asc(people.name), asc(people.id));
  const seen = await lastSeenOf(ctx.read, rows.map((row) => row.id));
  return rows.map((row) => ({ ...row, lastSeenAt: seen.get(row.id) ?? null }));
}

export interface MemberRow {
  membershipId: string;
  personId: string;
  name: string;
  email: string;
  role: MemberRole;
  addedAt: number;
  lastSeenAt: number | null;
}

const membersAPage = 50;

/** The members of one customer in the order they joined; the caller's gate has proven that they may see them. */
export async function listMembers(ctx: Context, input: { customerId: string; cursor: string | null }): Promise<Page<MemberRow>> {
  const { customerId } = input;
  if (ctx.audience.kind === "customer" && ctx.audience.customerId !== customerId) return { rows: [], next: null };
  if (ctx.audience.kind === "public") return { rows: [], next: null };
  const found = await ctx.read
    .select({ membershipId: memberships.id, personId: people.id, name: people.name, email: people.email, role: memberships.role, addedAt: memberships.createdAt })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(and(eq(memberships.customerId, customerId), isNull(people.disabledAt), isAhead([memberships.createdAt, memberships.id], decodeCursor(input.cursor))))
    .orderBy(asc(memberships.createdAt), asc(memberships.id))
    .limit(membersAPage + 1);
  const page = toPage(found, membersAPage, (row) => ({ at: row.addedAt, id: row.membershipId }));
  // When somebody was last here is their own and the portal's business, not their colleagues'.
  const seen = ctx.audience.kind === "staff" ? await lastSeenOf(ctx.read, page.rows.map((row) => row.personId)) : new Map<string, number>();
  return { ...page, rows: page.rows.map((row) => ({ ...row, lastSeenAt: seen.get(row.personId) ?? null })) };
}

async function lastSeenOf(read: ReadDb, personIds: string[]): Promise<Map<string, number>> {
  if (personIds.length === 0) return new Map();
  const rows = await read.select({ personId: sessions.personId, lastSeenAt: sessions.lastSeenAt }).from(sessions).where(inArray(sessions.personId, personIds)).orderBy(asc(sessions.lastSeenAt));
  return new Map(rows.map((row) => [row.personId, row.lastSeenAt]));
}

/** Whether a set-up link can still be used. */
export async function isSetupOpen(read: ReadDb, input: { token: string; now: number }): Promise<boolean> {
  const [link] = await read
    .select({ id: invitations.id })
    .from(invitations)
    .where(and(eq(invitations.tokenHash, sha256(input.token)), eq(invitations.purpose, "setup"), isNull(invitations.usedAt), gt(invitations.expiresAt, input.now)));
  if (!link) return false;
  const [admins] = await read.select({ count: count() }).from(staffMembers).where(eq(staffMembers.role, "admin"));
  return (admins?.count ?? 0) === 0;
}

export interface Invitation {
  email: string;
  role: StaffRole | MemberRole;
  customerName: string | null;
  /** Of the customer's mails; the team's are English. */
  language: Language;
}

/** What somebody was invited to, as long as they still belong to it. */
export async function findInvitation(read: ReadDb, input: { personId: string; customerId: string | null }): Promise<Invitation | null> {
  if (input.customerId === null) {
    const [staff] = await read
      .select({ email: people.email, role: staffMembers.role })
      .from(staffMembers)
      .innerJoin(people, eq(people.id, staffMembers.personId))
      .where(and(eq(people.id, input.personId), isNull(people.disabledAt)));
    return staff ? { ...staff, customerName: null, language: defaultLanguage } : null;
  }
  const [member] = await read
    .select({ email: people.email, role: memberships.role, customerName: customers.name, language: customers.language })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .innerJoin(customers, eq(customers.id, memberships.customerId))
    .where(and(eq(people.id, input.personId), eq(memberships.customerId, input.customerId), isNull(people.disabledAt), isNull(customers.archivedAt)));
  return member ?? null;
}

/** Whether somebody of the team gets reminders; null for who is none of it. */
export async function findOwnReminders(ctx: Context): Promise<boolean | null> {
  const personId = ctx.actor.kind === "person" ? ctx.actor.personId : "";
  const [row] = await ctx.read.select({ hearsReminders: staffMembers.hearsReminders }).from(staffMembers).where(eq(staffMembers.personId, personId));
  return row?.hearsReminders ?? null;
}
