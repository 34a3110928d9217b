import { and, asc, eq, isNull, or } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { customers } from "#db/schema/customers";
import { senders } from "#db/schema/hosts";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { Failure } from "#lib/core/failure";
import type { SenderFinding } from "../terms.ts";

export interface SenderDetails {
  id: string;
  customerId: string | null;
  /** Null: mails about the public page. */
  customerName: string | null;
  /** As MAIL_FROM is written. */
  sender: string;
  selector: string;
  isReady: boolean;
  finding: SenderFinding | null;
  checkedAt: number | null;
}

const { id, customerId, sender, selector, isReady, finding, checkedAt } = senders;
const columns = { id, customerId, customerName: customers.name, sender, selector, isReady, finding, checkedAt };
const atMost = 500;

export async function listSenders(ctx: Context): Promise<SenderDetails[]> {
  requirePermission(ctx, "customers.manage");
  return ctx.read.select(columns).from(senders).leftJoin(customers, eq(customers.id, customerId)).orderBy(asc(customers.name)).limit(atMost);
}

export async function getSender(ctx: Context, input: { id: string }): Promise<SenderDetails> {
  requirePermission(ctx, "customers.manage");
  const [row] = await ctx.read.select(columns).from(senders).leftJoin(customers, eq(customers.id, customerId)).where(eq(id, input.id));
  if (!row) throw new Failure("not_found", "There is no such sender.");
  return row;
}

/** Whom mails come from, by customer and "" for the public page, where that is not MAIL_FROM. For the mails' makers only. */
export async function loadReadySenders(read: ReadDb): Promise<ReadonlyMap<string, string>> {
  const isUsed = and(eq(isReady, true), or(isNull(customerId), isNull(customers.archivedAt)));
  const rows = await read.select({ customerId, sender }).from(senders).leftJoin(customers, eq(customers.id, customerId)).where(isUsed);
  return new Map(rows.map((row) => [row.customerId ?? "", row.sender]));
}
