import { and, eq, inArray, isNull } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { components } from "#db/schema/catalog";
import { customers } from "#db/schema/customers";
import type { Context } from "#lib/access/context";
import { describeLastChange } from "#lib/audit/queries";
import { Failure } from "#lib/core/failure";

export type CustomerRow = typeof customers.$inferSelect;

/** A customer that is not archived. */
export async function getCustomerRow(read: ReadDb, id: string): Promise<CustomerRow> {
  const [row] = await read.select().from(customers).where(and(eq(customers.id, id), isNull(customers.archivedAt)));
  if (!row) throw new Failure("not_found", "This customer does not exist, or is archived.");
  return row;
}

/** A customer as it was when its form was made; else whoever comes second is told who was first. Names, components, journeys and sign-in share one version. */
export async function getUnchanged(read: ReadDb, ctx: Context, seen: { id: string; version: number }): Promise<CustomerRow> {
  const row = await getCustomerRow(read, seen.id);
  if (row.version === seen.version) return row;
  const sentence = `${await describeLastChange(read, ctx, row.id)} while you were writing. Nothing you typed is lost: compare it with what is saved now, then save again.`;
  throw new Failure("conflict", sentence, { version: sentence });
}

export async function refuseUnknownComponents(read: ReadDb, ids: string[]): Promise<void> {
  const known = await read.select({ id: components.id }).from(components).where(and(inArray(components.id, ids), isNull(components.archivedAt)));
  if (known.length < ids.length) throw new Failure("conflict", "A component chosen here was archived meanwhile. It is not in the list any more; save again.");
}
