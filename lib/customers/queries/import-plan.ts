import { inArray } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { memberships, people } from "#db/schema/access";
import { customers, emailDomains } from "#db/schema/customers";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { sha256 } from "#lib/platform/crypto";
import type { ImportKind } from "../input.ts";
import { type CustomerValues, type KnownCustomer, planCustomers } from "../rules/import-customers.ts";
import type { ImportPlan } from "../rules/import-file.ts";
import { addressesIn, type KnownPeople, type MemberValues, planMembers } from "../rules/import-members.ts";

export type Planned = { kind: "customers"; plan: ImportPlan<CustomerValues> } | { kind: "members"; plan: ImportPlan<MemberValues> };

/** What a file comes to now, and the seal of exactly that: applying demands the same one. Nothing is written. */
export async function previewImport(ctx: Context, input: { kind: ImportKind; text: string }): Promise<Planned & { seal: string }> {
  requirePermission(ctx, "customers.import");
  const planned = await planImport(ctx.read, input);
  return { ...planned, seal: sealOf(planned) };
}

export async function planImport(read: ReadDb, { kind, text }: { kind: ImportKind; text: string }): Promise<Planned> {
  switch (kind) {
    case "customers":
      return { kind, plan: planCustomers(text, await loadCustomers(read)) };
    case "members":
      return { kind, plan: planMembers(text, await loadPeople(read, text)) };
  }
}

export function sealOf({ kind, plan }: Planned): string {
  return sha256(JSON.stringify([kind, plan]));
}

async function loadCustomers(read: ReadDb): Promise<KnownCustomer[]> {
  const rows = await read.select().from(customers);
  const domains = Map.groupBy(await read.select().from(emailDomains).orderBy(emailDomains.domain), (row) => row.customerId);
  return rows.map(({ archivedAt, ...row }) => ({ ...row, isArchived: archivedAt !== null, domains: (domains.get(row.id) ?? []).map((each) => each.domain) }));
}

async function loadPeople(read: ReadDb, text: string): Promise<KnownPeople> {
  const rows = await read.select({ id: customers.id, slug: customers.slug, name: customers.name, archivedAt: customers.archivedAt }).from(customers);
  const found = [];
  for (const part of parts(addressesIn(text))) found.push(...(await read.select({ id: people.id, email: people.email, name: people.name, disabledAt: people.disabledAt }).from(people).where(inArray(people.email, part))));
  const held = [];
  for (const part of parts(found.map((person) => person.id))) held.push(...(await read.select({ personId: memberships.personId, customerId: memberships.customerId, role: memberships.role }).from(memberships).where(inArray(memberships.personId, part))));
  const byPerson = Map.groupBy(held, (membership) => membership.personId);
  return {
    customers: rows.map(({ archivedAt, ...row }) => ({ ...row, isArchived: archivedAt !== null })),
    people: found.map(({ disabledAt, ...person }) => ({ ...person, isDisabled: disabledAt !== null, memberships: byPerson.get(person.id) ?? [] })),
  };
}

/** In parts that a statement can hold as parameters. */
export function parts<T>(list: readonly T[], size = 500): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));
}
