import { and, asc, eq, inArray } from "drizzle-orm";
import { people } from "#db/schema/access";
import { customers } from "#db/schema/customers";
import { maintenanceReplies, maintenanceUpdates } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { listViewers } from "#lib/incidents/queries/for-change";
import type { Addressed } from "#lib/incidents/rules/audience";
import type { MaintenanceAnswer } from "../terms.ts";
import { getMaintenanceForChange, listAsked, type MaintenanceRow } from "./for-change.ts";

export interface CustomerAnswer {
  customerId: string;
  customer: string;
  /** Null while there is none. */
  answer: MaintenanceAnswer | null;
  person: string | null;
  comment: string;
  proposedFor: number | null;
  proposedUntil: number | null;
  repliedAt: number | null;
}

export interface MaintenanceFacts {
  row: MaintenanceRow;
  reach: Addressed;
  /** Which customers see it, by name. None is named where everybody does. */
  viewers: string[];
  /** By update: who wrote it, and whether anybody was told. */
  updates: Map<string, { author: string | null; isQuiet: boolean }>;
  /** Of each customer that is asked about the times as they are now; those that object first. */
  answers: CustomerAnswer[];
}

/** What only staff know of a maintenance. */
export async function getMaintenanceFacts(ctx: Context, key: string): Promise<MaintenanceFacts> {
  requirePermission(ctx, "console.read");
  const { row, reach } = await getMaintenanceForChange(ctx.read, key);
  const [viewers, updates, answers] = await Promise.all([row.visibility === "public" ? new Map<string, string>() : nameCustomers(ctx, await listViewers(ctx.read, reach)), listWriters(ctx, row.id), row.asksUntil === null ? [] : listAnswers(ctx, { row, reach })]);
  return { row, reach, viewers: [...viewers.values()], updates, answers };
}

async function nameCustomers(ctx: Context, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.read.select({ id: customers.id, name: customers.name }).from(customers).where(inArray(customers.id, ids)).orderBy(asc(customers.name));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function listWriters(ctx: Context, maintenanceId: string): Promise<MaintenanceFacts["updates"]> {
  const rows = await ctx.read
    .select({ id: maintenanceUpdates.id, isQuiet: maintenanceUpdates.isQuiet, author: people.name })
    .from(maintenanceUpdates)
    .leftJoin(people, eq(people.id, maintenanceUpdates.authorId))
    .where(eq(maintenanceUpdates.maintenanceId, maintenanceId));
  return new Map(rows.map(({ id, ...facts }) => [id, facts]));
}

const order: readonly (MaintenanceAnswer | null)[] = ["object", null, "accept"];

async function listAnswers(ctx: Context, { row, reach }: { row: MaintenanceRow; reach: Addressed }): Promise<CustomerAnswer[]> {
  const { customerId, answer, comment, proposedFor, proposedUntil, repliedAt } = maintenanceReplies;
  const replies = await ctx.read
    .select({ customerId, answer, comment, proposedFor, proposedUntil, repliedAt, person: people.name })
    .from(maintenanceReplies)
    .leftJoin(people, eq(people.id, maintenanceReplies.personId))
    .where(and(eq(maintenanceReplies.maintenanceId, row.id), eq(maintenanceReplies.sequence, row.sequence)));
  const asked = await nameCustomers(ctx, [...new Set([...(await listAsked(ctx.read, reach)), ...replies.map((reply) => reply.customerId)])]);
  const none = { answer: null, person: null, comment: "", proposedFor: null, proposedUntil: null, repliedAt: null };
  return [...asked]
    .map(([id, customer]) => ({ customer, ...(replies.find((reply) => reply.customerId === id) ?? { customerId: id, ...none }) }))
    .toSorted((a, b) => order.indexOf(a.answer) - order.indexOf(b.answer));
}
