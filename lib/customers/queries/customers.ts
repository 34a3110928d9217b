import { and, asc, count, eq, gt, inArray, isNotNull, isNull, or, type SQL } from "drizzle-orm";
import { containsText } from "#db/dialect";
import { identityProviders, memberships } from "#db/schema/access";
import { customerComponents, customers, emailDomains, journeyComponents, journeys } from "#db/schema/customers";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { Failure } from "#lib/core/failure";
import type { CustomerTier, JourneyCriticality, Language } from "../terms.ts";

const pageSize = 50;

export interface CustomerItem {
  id: string;
  slug: string;
  name: string;
  tier: CustomerTier;
  timeZone: string;
  memberCount: number;
  componentCount: number;
}

/** By name; `search` is looked for in name and slug, `after` is the last customer of the page before. */
export async function listCustomers(ctx: Context, input: { search: string; after: string | null; isArchived?: boolean }): Promise<{ rows: CustomerItem[]; next: string | null }> {
  requirePermission(ctx, "console.read");
  const { id, slug, name, tier, timeZone } = customers;
  const found = input.search ? or(containsText(name, input.search), containsText(slug, input.search)) : undefined;
  const rows = await ctx.read
    .select({ id, slug, name, tier, timeZone })
    .from(customers)
    .where(and(input.isArchived ? isNotNull(customers.archivedAt) : isNull(customers.archivedAt), found, await isBehind(ctx, input.after)))
    .orderBy(asc(name), asc(id))
    .limit(pageSize + 1);
  const shown = rows.slice(0, pageSize);
  const ids = shown.map((row) => row.id);
  const [members, used] = [await countBy(ctx, memberships, ids), await countBy(ctx, customerComponents, ids)];
  return { rows: shown.map((row) => ({ ...row, memberCount: members.get(row.id) ?? 0, componentCount: used.get(row.id) ?? 0 })), next: rows.length > pageSize ? (shown.at(-1)?.id ?? null) : null };
}

// The name is looked up, so that both sides of the comparison are ordered by the same database.
async function isBehind(ctx: Context, after: string | null): Promise<SQL | undefined> {
  if (!after) return undefined;
  const [last] = await ctx.read.select({ name: customers.name }).from(customers).where(eq(customers.id, after));
  return last && or(gt(customers.name, last.name), and(eq(customers.name, last.name), gt(customers.id, after)));
}

async function countBy(ctx: Context, table: typeof memberships | typeof customerComponents, ids: string[]): Promise<Map<string, number>> {
  const rows = await ctx.read.select({ id: table.customerId, count: count() }).from(table).where(inArray(table.customerId, ids)).groupBy(table.customerId);
  return new Map(rows.map((row) => [row.id, row.count]));
}

export interface JourneyDetails {
  id: string;
  name: string;
  description: string;
  criticality: JourneyCriticality;
  componentIds: string[];
}

export interface CustomerDetails {
  id: string;
  slug: string;
  name: string;
  tier: CustomerTier;
  timeZone: string;
  language: Language;
  version: number;
  archivedAt: number | null;
  used: { componentId: string; ownName: string | null; position: number | null }[];
  journeys: JourneyDetails[];
  domains: string[];
  /** Without its secret, which is never shown again. */
  provider: { id: string; issuer: string; clientId: string } | null;
}

/** Everything staff know of a customer but its members. */
export async function getCustomer(ctx: Context, { id }: { id: string }): Promise<CustomerDetails> {
  requirePermission(ctx, "console.read");
  const [row] = await ctx.read.select().from(customers).where(eq(customers.id, id));
  if (!row) throw new Failure("not_found", "This customer does not exist.");
  const { createdAt: _, ...details } = row;
  const { componentId, ownName, position } = customerComponents;
  const used = await ctx.read.select({ componentId, ownName, position }).from(customerComponents).where(eq(customerComponents.customerId, id));
  const domains = await ctx.read.select({ domain: emailDomains.domain }).from(emailDomains).where(eq(emailDomains.customerId, id)).orderBy(asc(emailDomains.domain));
  const [provider] = await ctx.read.select({ id: identityProviders.id, issuer: identityProviders.issuer, clientId: identityProviders.clientId }).from(identityProviders).where(eq(identityProviders.customerId, id));
  return { ...details, used, journeys: await listJourneys(ctx, id), domains: domains.map((each) => each.domain), provider: provider ?? null };
}

async function listJourneys(ctx: Context, customerId: string): Promise<JourneyDetails[]> {
  const { id, name, description, criticality } = journeys;
  const rows = await ctx.read.select({ id, name, description, criticality }).from(journeys).where(eq(journeys.customerId, customerId)).orderBy(asc(journeys.position), asc(journeys.id));
  const on = await ctx.read.select().from(journeyComponents).where(inArray(journeyComponents.journeyId, rows.map((row) => row.id)));
  return rows.map((row) => ({ ...row, componentIds: on.filter((each) => each.journeyId === row.id).map((each) => each.componentId) }));
}
