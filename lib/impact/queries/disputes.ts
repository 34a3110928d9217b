import { and, asc, desc, eq, gte, isNull, type SQL } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { memberships, people } from "#db/schema/access";
import { customers } from "#db/schema/customers";
import { impactDisputes } from "#db/schema/impact";
import { incidents } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";

export interface ImpactDispute {
  id: string;
  customerId: string;
  customer: string;
  words: string;
  claimedFailed: number | null;
  measuredFailed: number | null;
  measuredTotal: number | null;
  raisedAt: number;
  raisedByName: string;
  answer: string | null;
  agreedFailed: number | null;
  answeredAt: number | null;
  answeredByName: string | null;
}

/** What was disputed about an incident, oldest first: a customer reads its own, staff all, anybody else nothing. */
export async function listImpactDisputes(ctx: Context, incidentId: string): Promise<ImpactDispute[]> {
  const { audience } = ctx;
  if (audience.kind === "public") return [];
  return loadDisputes(ctx.read, and(eq(impactDisputes.incidentId, incidentId), audience.kind === "customer" ? eq(impactDisputes.customerId, audience.customerId) : undefined));
}

async function loadDisputes(read: ReadDb, wanted: SQL | undefined): Promise<ImpactDispute[]> {
  const { id, customerId, words, claimedFailed, measuredFailed, measuredTotal, raisedAt, raisedByName, answer, agreedFailed, answeredAt, answeredByName } = impactDisputes;
  return read
    .select({ id, customerId, customer: customers.name, words, claimedFailed, measuredFailed, measuredTotal, raisedAt, raisedByName, answer, agreedFailed, answeredAt, answeredByName })
    .from(impactDisputes)
    .innerJoin(customers, eq(customers.id, customerId))
    .where(wanted)
    .orderBy(asc(raisedAt), asc(id))
    .limit(200);
}

export interface CustomerDispute {
  id: string;
  code: string;
  title: string;
  words: string;
  raisedAt: number;
  answeredAt: number | null;
}

/** What one customer disputed since then, the newest first, for staff. */
export async function listDisputesOf(ctx: Context, { customerId, since }: { customerId: string; since: number }): Promise<CustomerDispute[]> {
  requirePermission(ctx, "console.read");
  const { id, words, raisedAt, answeredAt } = impactDisputes;
  return ctx.read.select({ id, code: incidents.code, title: incidents.title, words, raisedAt, answeredAt }).from(impactDisputes).innerJoin(incidents, eq(incidents.id, impactDisputes.incidentId)).where(and(eq(impactDisputes.customerId, customerId), gte(raisedAt, since))).orderBy(desc(raisedAt), desc(id)).limit(50);
}

/** Disputes that nobody has answered, the oldest first. */
export async function listOpenDisputes(ctx: Context) {
  if (ctx.audience.kind !== "staff") return [];
  const { id, raisedAt, raisedByName } = impactDisputes;
  return ctx.read
    .select({ id, raisedAt, raisedByName, customer: customers.name, title: incidents.title, code: incidents.code })
    .from(impactDisputes)
    .innerJoin(customers, eq(customers.id, impactDisputes.customerId))
    .innerJoin(incidents, eq(incidents.id, impactDisputes.incidentId))
    .where(isNull(impactDisputes.answeredAt))
    .orderBy(asc(raisedAt), asc(id))
    .limit(50);
}

/** A dispute with whom a mail about it goes to; null where it is gone. For jobs only: nobody's audience is asked. */
export async function findDisputeToTell(read: ReadDb, disputeId: string) {
  const { id, words, claimedFailed, measuredFailed, raisedByName, answer, agreedFailed, answeredAt, answeredByName } = impactDisputes;
  const [row] = await read
    .select({ id, words, claimedFailed, measuredFailed, raisedByName, answer, agreedFailed, answeredAt, answeredByName, title: incidents.title, code: incidents.code, customerId: customers.id, customer: customers.name, slug: customers.slug, language: customers.language, raiserEmail: people.email, memberId: memberships.id })
    .from(impactDisputes)
    .innerJoin(incidents, eq(incidents.id, impactDisputes.incidentId))
    .innerJoin(customers, eq(customers.id, impactDisputes.customerId))
    .leftJoin(people, and(eq(people.id, impactDisputes.raisedBy), isNull(people.disabledAt)))
    .leftJoin(memberships, and(eq(memberships.personId, people.id), eq(memberships.customerId, customers.id)))
    .where(eq(id, disputeId));
  return row ? { ...row, isMember: row.memberId !== null } : null;
}
