import { and, desc, eq, gt, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import { customers } from "#db/schema/customers";
import { statements, statementShares } from "#db/schema/reports";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { StatementDocument } from "../rules/document.ts";
import type { statementKinds, StatementState } from "../terms.ts";

export interface StatementRow {
  id: string;
  customerId: string;
  customer: string;
  slug: string;
  zone: string;
  kind: (typeof statementKinds)[number];
  from: number;
  until: number;
  state: StatementState;
  number: number | null;
  amendsId: string | null;
  madeAt: number;
  releasedAt: number | null;
  releaseDueAt: number | null;
  creditConfirmedAt: number | null;
}

const pageSize = 40;
const columns = {
  id: statements.id, customerId: statements.customerId, customer: customers.name, slug: customers.slug, zone: customers.timeZone, kind: statements.kind, from: statements.from, until: statements.until, state: statements.state,
  number: statements.number, amendsId: statements.amendsId, madeAt: statements.madeAt, releasedAt: statements.releasedAt, releaseDueAt: statements.releaseDueAt, creditConfirmedAt: statements.creditConfirmedAt,
};

/** What an audience may see: a customer its own that are released, staff all, anybody else none. */
function visibleStatements({ audience }: Context): SQL {
  switch (audience.kind) {
    case "staff": return sql`1 = 1`;
    case "public": return sql`1 = 0`;
    case "customer": return and(eq(statements.customerId, audience.customerId), eq(statements.state, "released")) ?? sql`1 = 0`;
  }
}

/** A customer's released statements, the latest period first. */
export async function listStatements(ctx: Context, { before }: { before?: { until: number; id: string } | null } = {}): Promise<StatementRow[]> {
  const place = before ? or(lt(statements.until, before.until), and(eq(statements.until, before.until), lt(statements.id, before.id))) : undefined;
  return ctx.read.select(columns).from(statements).innerJoin(customers, eq(customers.id, statements.customerId)).where(and(visibleStatements(ctx), place)).orderBy(desc(statements.until), desc(statements.id)).limit(pageSize);
}

/** Statements of all customers in one state, the latest period first. */
export async function listAllStatements(ctx: Context, { state }: { state: StatementState }): Promise<StatementRow[]> {
  requirePermission(ctx, "console.read");
  return ctx.read.select(columns).from(statements).innerJoin(customers, eq(customers.id, statements.customerId)).where(eq(statements.state, state)).orderBy(desc(statements.until), desc(statements.id)).limit(200);
}

/** A customer's latest statements as staff see them, drafts among them. */
export async function listOwnStatements(ctx: Context, { customerId, limit }: { customerId: string; limit: number }): Promise<StatementRow[]> {
  requirePermission(ctx, "console.read");
  const own = (state: StatementState) => ctx.read.select(columns).from(statements).innerJoin(customers, eq(customers.id, statements.customerId)).where(and(eq(statements.customerId, customerId), eq(statements.state, state))).orderBy(desc(statements.until), desc(statements.id)).limit(limit);
  return [...(await own("draft")), ...(await own("released"))].toSorted((a, b) => b.until - a.until).slice(0, limit);
}

export interface StatementView extends StatementRow {
  document: StatementDocument;
  comment: string;
  reason: string;
  version: number;
  documentHash: string | null;
  keyId: string | null;
  releasedByName: string | null;
  creditConfirmedByName: string | null;
  /** The amendments of it that the audience may see. */
  amendedBy: { id: string; number: number | null }[];
}

/** One statement with its document; null where the audience may not see it. */
export async function findStatement(ctx: Context, id: string): Promise<StatementView | null> {
  const { document, comment, reason, version, documentHash, keyId, releasedByName, creditConfirmedByName } = statements;
  const [row] = await ctx.read.select({ ...columns, document, comment, reason, version, documentHash, keyId, releasedByName, creditConfirmedByName }).from(statements).innerJoin(customers, eq(customers.id, statements.customerId)).where(and(eq(statements.id, id), visibleStatements(ctx)));
  if (!row) return null;
  const amendedBy = await ctx.read.select({ id: statements.id, number: statements.number }).from(statements).where(and(eq(statements.customerId, row.customerId), eq(statements.amendsId, id), visibleStatements(ctx)));
  return { ...row, document: StatementDocument.parse(JSON.parse(row.document)), amendedBy };
}

/** Whether an audience may have a statement's files; they are read by id then. */
export async function canReadStatement(ctx: Context, id: string): Promise<boolean> {
  return (await ctx.read.select({ id: statements.id }).from(statements).where(and(eq(statements.id, id), eq(statements.state, "released"), visibleStatements(ctx)))).length > 0;
}

export interface Share {
  id: string;
  label: string;
  lastFour: string;
  createdAt: number;
  createdByName: string;
  expiresAt: number;
}

/** Links to a statement that still open, for its customer. */
export async function listShares(ctx: Context, statementId: string): Promise<Share[]> {
  if (ctx.audience.kind !== "customer") return [];
  const { id, label, lastFour, createdAt, createdByName, expiresAt } = statementShares;
  return ctx.read.select({ id, label, lastFour, createdAt, createdByName, expiresAt }).from(statementShares).where(and(eq(statementShares.statementId, statementId), eq(statementShares.customerId, ctx.audience.customerId), isNull(statementShares.revokedAt), gt(expiresAt, ctx.now))).orderBy(desc(createdAt)).limit(50);
}
