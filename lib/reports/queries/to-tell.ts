import { and, eq, isNull } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { customers } from "#db/schema/customers";
import { statements } from "#db/schema/reports";
import { StatementDocument } from "../rules/document.ts";

/** A released statement with whose it is; null where it is gone or its customer archived. For jobs only: nobody's audience is asked. */
export async function findStatementToTell(read: ReadDb, id: string): Promise<{ customerId: string; slug: string; document: StatementDocument } | null> {
  const [row] = await read
    .select({ customerId: statements.customerId, slug: customers.slug, document: statements.document })
    .from(statements)
    .innerJoin(customers, and(eq(customers.id, statements.customerId), isNull(customers.archivedAt)))
    .where(and(eq(statements.id, id), eq(statements.state, "released")));
  return row ? { ...row, document: StatementDocument.parse(JSON.parse(row.document)) } : null;
}
