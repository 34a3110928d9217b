import { and, eq, inArray, isNull } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { memberships, people } from "#db/schema/access";
import { components } from "#db/schema/catalog";
import { customerComponents, customers } from "#db/schema/customers";
import { suppressions } from "#db/schema/delivery";
import { subscribers, subscriptions } from "#db/schema/subscriptions";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import type { ImportPlan } from "#lib/customers/rules/import-file";
import { sha256 } from "#lib/platform/crypto";
import type { ImportMode } from "../input.ts";
import { keyOf, type KnownAudiences, type KnownSubscriber, namesIn, planSubscribers, type SubscriberValues } from "../rules/import-subscribers.ts";
import { kindsOfPost } from "../terms.ts";

export type SubscriberPlan = ImportPlan<SubscriberValues>;

/** What a file comes to now, and the seal of exactly that: applying demands the same one. Nothing is written. */
export async function previewSubscribers(ctx: Context, input: { mode: ImportMode; text: string }): Promise<{ plan: SubscriberPlan; seal: string }> {
  requirePermission(ctx, "subscribers.manage");
  const plan = await planSubscriberImport(ctx.read, input);
  return { plan, seal: sealOf(plan, input.mode) };
}

export async function planSubscriberImport(read: ReadDb, { mode, text }: { mode: ImportMode; text: string }): Promise<SubscriberPlan> {
  return planSubscribers(text, { known: await loadKnown(read, namesIn(text)), isConfirmed: mode === "confirmed" });
}

export function sealOf(plan: SubscriberPlan, mode: ImportMode): string {
  return sha256(JSON.stringify([mode, plan]));
}

async function loadKnown(read: ReadDb, { addresses, slugs }: { addresses: string[]; slugs: string[] }): Promise<KnownAudiences> {
  const shown = await read.select({ id: components.id, name: components.name, visibility: components.visibility }).from(components).where(isNull(components.archivedAt));
  return {
    customers: await loadCustomers(read, slugs),
    components: shown.map(({ id, name, visibility }) => ({ id, name, isPublic: visibility === "public" })),
    members: await loadMembers(read, addresses),
    subscribers: await loadSubscribers(read, addresses),
    suppressed: await loadSuppressed(read, addresses),
  };
}

async function loadCustomers(read: ReadDb, slugs: string[]): Promise<KnownAudiences["customers"]> {
  const found = [];
  for (const part of parts(slugs)) {
    const { id, slug, timeZone, language, archivedAt } = customers;
    const rows = await read.select({ id, slug, timeZone, language, archivedAt }).from(customers).where(inArray(slug, part));
    const used = rows.length === 0 ? [] : await read.select({ customerId: customerComponents.customerId, componentId: customerComponents.componentId }).from(customerComponents).where(inArray(customerComponents.customerId, rows.map((row) => row.id)));
    const of = Map.groupBy(used, (row) => row.customerId);
    found.push(...rows.map(({ archivedAt: archived, ...row }) => ({ ...row, isArchived: archived !== null, componentIds: (of.get(row.id) ?? []).map((each) => each.componentId) })));
  }
  return found;
}

async function loadMembers(read: ReadDb, addresses: string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const part of parts(addresses)) {
    const rows = await read.select({ email: people.email, customerId: memberships.customerId, personId: people.id }).from(people).innerJoin(memberships, eq(memberships.personId, people.id)).where(inArray(people.email, part));
    for (const row of rows) found.set(keyOf(row), row.personId);
  }
  return found;
}

async function loadSubscribers(read: ReadDb, addresses: string[]): Promise<KnownSubscriber[]> {
  const found: KnownSubscriber[] = [];
  for (const part of parts(addresses)) {
    const rows = await read.select().from(subscribers).where(and(inArray(subscribers.email, part), eq(subscribers.channel, "email")));
    const chosen = rows.length === 0 ? [] : await read.select({ subscriberId: subscriptions.subscriberId, componentId: subscriptions.componentId }).from(subscriptions).where(inArray(subscriptions.subscriberId, rows.map((row) => row.id)));
    const of = Map.groupBy(chosen, (row) => row.subscriberId);
    for (const { id, email, customerId, state, language, timeZone, isShared, ...row } of rows) {
      const on = { incidents: row.hearsIncidents, maintenance: row.hearsMaintenance, announcements: row.hearsAnnouncements, postmortems: row.hearsPostmortems, statements: row.hearsStatements };
      found.push({ id, email, customerId, state, language, timeZone, isShared, kinds: kindsOfPost.filter((kind) => on[kind]), componentIds: (of.get(id) ?? []).flatMap((each) => each.componentId ?? []) });
    }
  }
  return found;
}

async function loadSuppressed(read: ReadDb, addresses: string[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const part of parts(addresses)) {
    const rows = await read.select({ email: suppressions.email }).from(suppressions).where(and(inArray(suppressions.email, part), isNull(suppressions.healedAt)));
    for (const { email } of rows) found.add(email);
  }
  return found;
}

/** In parts that a statement can hold as parameters. */
export function parts<T>(list: readonly T[], size = 400): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));
}
