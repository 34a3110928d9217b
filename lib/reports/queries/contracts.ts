import { eq } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { contracts } from "#db/schema/reports";
import type { Context } from "#lib/access/context";
import { Terms } from "../rules/shapes.ts";

/** What is agreed on with a customer now; null where nothing is. */
export async function findContract(read: ReadDb, customerId: string): Promise<Terms | null> {
  const [row] = await read.select({ terms: contracts.terms }).from(contracts).where(eq(contracts.customerId, customerId));
  return row ? Terms.parse(row.terms) : null;
}

export interface ContractView {
  terms: Terms;
  version: number;
  savedAt: number;
  savedByName: string;
}

/** A contract as its customer, or staff, read it; nobody else. */
export async function findContractView(ctx: Context, { customerId }: { customerId: string }): Promise<ContractView | null> {
  const { audience } = ctx;
  const isTheirs = audience.kind === "staff" || (audience.kind === "customer" && audience.customerId === customerId);
  if (!isTheirs) return null;
  const { terms, version, savedAt, savedByName } = contracts;
  const [row] = await ctx.read.select({ terms, version, savedAt, savedByName }).from(contracts).where(eq(contracts.customerId, customerId));
  return row ? { ...row, terms: Terms.parse(row.terms) } : null;
}
