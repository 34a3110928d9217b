import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { customers } from "#db/schema/customers";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import type { Audience } from "#lib/access/terms";
import { Failure } from "#lib/core/failure";
import type { Visibility } from "../terms.ts";
import { getIncidentForChange, listViewers } from "./for-change.ts";

export interface Viewers {
  /** Whoever opens the public page. */
  isPublic: boolean;
  /** By name. Of a public incident these are all of them. */
  customers: { id: string; name: string }[];
}

/** Who would see an incident of this audience; components an existing one has touched before count too. */
export async function previewAudience(ctx: Context, input: { visibility: Visibility; customerIds: readonly string[]; componentIds: readonly string[]; incidentId?: string | null }): Promise<Viewers> {
  requirePermission(ctx, "console.read");
  const earlier = input.incidentId ? (await getIncidentForChange(ctx.read, input.incidentId)).reach.componentIds : [];
  return nameViewers(ctx, { ...input, componentIds: [...new Set([...earlier, ...input.componentIds])] });
}

/** Who sees an incident now. */
export async function whoSees(ctx: Context, { incidentId }: { incidentId: string }): Promise<Viewers> {
  requirePermission(ctx, "console.read");
  return nameViewers(ctx, (await getIncidentForChange(ctx.read, incidentId)).reach);
}

/** The customers of an audience by name. */
export async function nameViewers(ctx: Context, reach: Parameters<typeof listViewers>[1]): Promise<Viewers> {
  const ids = await listViewers(ctx.read, reach);
  const named = await ctx.read
    .select({ id: customers.id, name: customers.name })
    .from(customers)
    .where(and(inArray(customers.id, ids), isNull(customers.archivedAt)))
    .orderBy(asc(customers.name));
  return { isPublic: reach.visibility === "public", customers: named };
}

export interface PreviewReader {
  audience: Audience;
  /** Null for the public. */
  customer: { id: string; slug: string; name: string } | null;
  timeZone: string;
}

/** Whom a preview is made for, as the composer names them: `public`, or `customer:<id>`. */
export async function getPreviewReader(ctx: Context, as: string): Promise<PreviewReader> {
  requirePermission(ctx, "console.read");
  if (as === "public") return { audience: { kind: "public" }, customer: null, timeZone: "UTC" };
  const { id, slug, name, timeZone } = customers;
  const [row] = await ctx.read.select({ id, slug, name, timeZone }).from(customers).where(eq(id, as.replace(/^customer:/, "")));
  if (!row) throw new Failure("not_found", "There is no such customer.");
  return { audience: { kind: "customer", customerId: row.id }, customer: { id: row.id, slug: row.slug, name: row.name }, timeZone: row.timeZone };
}
