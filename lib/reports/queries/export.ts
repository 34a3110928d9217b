import { and, asc, desc, eq } from "drizzle-orm";
import { customers } from "#db/schema/customers";
import { statements } from "#db/schema/reports";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { localDate } from "#lib/core/time";
import { readChain, readCsv, readEvidenceText, readPdf, readStatementFile } from "./files.ts";

export interface ExportedStatement {
  /** Customer and end of the period: what its files are called. */
  name: string;
  statement: string;
  evidence: string;
  csv: string;
  chain: string;
  pdf: Buffer;
}

/** The last released statement of every customer (or of one), file by file, one after the other. */
export async function* exportLatest(ctx: Context, { slug }: { slug?: string | undefined }): AsyncGenerator<ExportedStatement> {
  requirePermission(ctx, "console.read");
  const owners = await ctx.read.select({ id: customers.id, slug: customers.slug, zone: customers.timeZone }).from(customers).where(slug === undefined ? undefined : eq(customers.slug, slug)).orderBy(asc(customers.name), asc(customers.id));
  for (const owner of owners) {
    const [last] = await ctx.read.select({ id: statements.id, until: statements.until, number: statements.number }).from(statements).where(and(eq(statements.customerId, owner.id), eq(statements.state, "released"))).orderBy(desc(statements.until), desc(statements.number)).limit(1);
    if (!last) continue;
    const { read } = ctx;
    yield { name: `${owner.slug}-${localDate(last.until - 1, owner.zone)}-${last.number}`, statement: await readStatementFile(read, last.id), evidence: await readEvidenceText(read, last.id), csv: await readCsv(read, last.id), chain: await readChain(read, owner.id), pdf: await readPdf(read, last.id) };
  }
}
