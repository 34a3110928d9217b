import { and, asc, count, eq, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { inByteOrder, startsWith } from "#db/dialect";
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

interface ListInput {
  search: string;
  /** The last customer of the page before. */
  after: string | null;
  isArchived?: boolean;
}

/** By name. With `search` those whose name begins with it, and on the first page whoever has it for a slug. */
export async function listCustomers(ctx: Context, { search, after, isArchived = false }: ListInput): Promise<{ rows: CustomerItem[]; next: string | null }> {
  requirePermission(ctx, "console.read");
  const wanted = search.toLowerCase();
  const isListed = isArchived ? isNotNull(customers.archivedAt) : isNull(customers.archivedAt);
  const bySlug = wanted !== "" && after === null ? await select(ctx, and(isListed, eq(customers.slug, wanted))) : [];
  const named = await select(ctx, and(isListed, wanted === "" ? undefined : startsWith(folded, wanted), await isBehind(ctx, after)));
  const found = named.slice(0, pageSize);
  const shown = [...bySlug.filter((row) => !found.some((each) => each.id === row.id)), ...found];
  const ids = shown.map((row) => row.id);
  const [members, used] = [await countBy(ctx, memberships, ids), await countBy(ctx, customerComponents, ids)];
  return { rows: shown.map((row) => ({ ...row, memberCount: members.get(row.id) ?? 0, componentCount: used.get(row.id) ?? 0 })), next: named.length > pageSize ? (found.at(-1)?.id ?? null) : null };
}

// Written as in the indexes customers_current and customers_archived.
const folded = sql`lower(${customers.name})`;

async function select(ctx: Context, where: SQL | undefined) {
  const { id, slug, name, tier, timeZone } = customers;
  return ctx.read.select({ id, slug, name, tier, timeZone }).from(customers).where(where).orderBy(inByteOrder(folded), asc(id)).limit(pageSize + 1);
}

// The name is looked up and folded there, so that both sides of the comparison are made by the same database.
async function isBehind(ctx: Context, after: string | null): Promise<SQL | undefined> {
  if (!after) return undefined;
  const [last] = await ctx.read.select({ name: sql<string>`${folded}` }).from(customers).where(eq(customers.id, after));
  return last && sql`(${inByteOrder(folded)}, ${customers.id}) > (${last.name}, ${after})`;
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
