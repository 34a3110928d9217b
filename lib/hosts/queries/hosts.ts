import { and, asc, eq, isNull, or, type SQL } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { customers } from "#db/schema/customers";
import { hosts } from "#db/schema/hosts";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { Failure } from "#lib/core/failure";
import { challengeOf } from "../rules/names.ts";
import type { DnsFinding, HostPlace, HostState } from "../terms.ts";

export interface HostItem {
  id: string;
  host: string;
  customerId: string | null;
  /** Null: the public page. */
  customerName: string | null;
  state: HostState;
  checkedAt: number | null;
  verifiedAt: number | null;
  lostAt: number | null;
}

export interface HostDetails extends HostItem {
  challenge: { name: string; value: string };
  finding: DnsFinding | null;
}

const { id, host, customerId, state, checkedAt, verifiedAt, lostAt, finding, challenge } = hosts;
const listed = { id, host, customerId, customerName: customers.name, state, checkedAt, verifiedAt, lostAt };
const atMost = 500;

export async function listHosts(ctx: Context): Promise<HostItem[]> {
  requirePermission(ctx, "customers.manage");
  return ctx.read.select(listed).from(hosts).leftJoin(customers, eq(customers.id, customerId)).orderBy(asc(host)).limit(atMost);
}

export async function getHost(ctx: Context, input: { id: string }): Promise<HostDetails> {
  requirePermission(ctx, "customers.manage");
  const [row] = await ctx.read.select({ ...listed, finding, challenge }).from(hosts).leftJoin(customers, eq(customers.id, customerId)).where(eq(id, input.id));
  if (!row) throw new Failure("not_found", "There is no such name.");
  return { ...row, challenge: challengeOf(row) };
}

/** Every name that is shown something, for the server in front. Archived customers have none. */
export async function loadPlaces(read: ReadDb): Promise<HostPlace[]> {
  return placesWhere(read, undefined);
}

export async function findPlace(read: ReadDb, name: string): Promise<HostPlace | null> {
  return (await placesWhere(read, eq(host, name)))[0] ?? null;
}

async function placesWhere(read: ReadDb, which: SQL | undefined): Promise<HostPlace[]> {
  const isShown = and(eq(state, "verified"), or(isNull(customerId), isNull(customers.archivedAt)), which);
  const rows = await read.select({ host, customerId, slug: customers.slug, name: customers.name }).from(hosts).leftJoin(customers, eq(customers.id, customerId)).where(isShown);
  return rows.map((row) => ({ host: row.host, customer: row.customerId === null ? null : { id: row.customerId, slug: row.slug ?? "", name: row.name ?? "" } }));
}
