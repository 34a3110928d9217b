import { and, eq, gt, gte, isNull, ne } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { customers } from "#db/schema/customers";
import { incidentComponents, incidentCustomers, incidents, updates } from "#db/schema/incidents";
import type { PostScope } from "./concerned.ts";

export interface PostedUpdate {
  updateId: string;
  incidentId: string;
  code: string;
  occurredAt: number;
  recordedAt: number;
  scope: PostScope;
  /** Updates that this one overtakes: recorded before it, of nothing later. A late account of what happened earlier overtakes no news. */
  olderIds: string[];
}

export async function findPostedUpdate(read: ReadDb, updateId: string): Promise<PostedUpdate | null> {
  const [row] = await read
    .select({ updateId: updates.id, incidentId: incidents.id, code: incidents.code, occurredAt: updates.occurredAt, recordedAt: updates.recordedAt, visibility: incidents.visibility })
    .from(updates)
    .innerJoin(incidents, eq(incidents.id, updates.incidentId))
    .where(eq(updates.id, updateId));
  if (!row) return null;
  const { visibility, ...update } = row;
  const { occurredAt } = update;
  const named = await read.select({ id: incidentCustomers.customerId }).from(incidentCustomers).where(eq(incidentCustomers.incidentId, row.incidentId));
  const touched = await read.select({ id: incidentComponents.componentId }).from(incidentComponents).where(eq(incidentComponents.incidentId, row.incidentId));
  const others = await read.select({ id: updates.id, occurredAt: updates.occurredAt, recordedAt: updates.recordedAt }).from(updates).where(and(eq(updates.incidentId, row.incidentId), ne(updates.id, updateId)));
  return {
    ...update,
    scope: { visibility, selectedIds: named.map((each) => each.id), componentIds: touched.map((each) => each.id), incidentId: row.incidentId },
    olderIds: others.filter((other) => other.occurredAt <= occurredAt && (other.recordedAt < row.recordedAt || (other.recordedAt === row.recordedAt && other.id < updateId))).map((other) => other.id),
  };
}

/** Whether an update that overtakes this one has been posted meanwhile. */
export async function isOvertaken(read: ReadDb, { incidentId, occurredAt, recordedAt }: PostedUpdate): Promise<boolean> {
  const overtakes = and(eq(updates.incidentId, incidentId), gte(updates.occurredAt, occurredAt), gt(updates.recordedAt, recordedAt));
  return (await read.select({ id: updates.id }).from(updates).where(overtakes).limit(1)).length > 0;
}

export interface MailCustomer {
  id: string;
  slug: string;
  name: string;
}

export async function listMailCustomers(read: ReadDb): Promise<Map<string, MailCustomer>> {
  const rows = await read.select({ id: customers.id, slug: customers.slug, name: customers.name }).from(customers).where(isNull(customers.archivedAt));
  return new Map(rows.map((row) => [row.id, row]));
}
