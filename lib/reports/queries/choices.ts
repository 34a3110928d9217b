import { and, asc, eq, isNull, or } from "drizzle-orm";
import { customers } from "#db/schema/customers";
import { slos } from "#db/schema/slo";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";

interface Choice {
  value: string;
  label: string;
}

/** Customers that a statement can be made for. */
export async function listCustomerChoices(ctx: Context): Promise<Choice[]> {
  requirePermission(ctx, "console.read");
  return ctx.read.select({ value: customers.id, label: customers.name }).from(customers).where(isNull(customers.archivedAt)).orderBy(asc(customers.name), asc(customers.id)).limit(1_000);
}

/** Objectives that a customer's contract can go by: its own, and those for all. */
export async function listContractObjectives(ctx: Context, { customerId }: { customerId: string }): Promise<Choice[]> {
  requirePermission(ctx, "customers.manage");
  return ctx.read.select({ value: slos.id, label: slos.name }).from(slos).where(and(isNull(slos.archivedAt), or(eq(slos.customerId, customerId), isNull(slos.customerId)))).orderBy(asc(slos.name), asc(slos.id)).limit(500);
}
