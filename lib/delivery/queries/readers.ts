import { isNull } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { customers } from "#db/schema/customers";
import type { Audience } from "#lib/access/terms";

export interface MailCustomer {
  id: string;
  slug: string;
  name: string;
}

export async function listMailCustomers(read: ReadDb): Promise<Map<string, MailCustomer>> {
  const rows = await read.select({ id: customers.id, slug: customers.slug, name: customers.name }).from(customers).where(isNull(customers.archivedAt));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Null is the public. */
export function audienceOf(customerId: string | null): Audience {
  return customerId === null ? { kind: "public" } : { kind: "customer", customerId };
}
