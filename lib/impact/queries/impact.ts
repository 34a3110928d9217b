import { and, eq, gt, inArray, isNull } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { customers } from "#db/schema/customers";
import { incidents } from "#db/schema/incidents";
import { slis } from "#db/schema/sli";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { Failure } from "#lib/core/failure";
import { MINUTE } from "#lib/core/time";
import { getIncidentForChange, listViewers } from "#lib/incidents/queries/for-change";
import { visibleIncidents } from "#lib/incidents/queries/visible";
import { firstMinuteKept } from "#lib/sli/queries/kept";
import { measureImpact } from "../rules/measure.ts";
import { type Asked, spanOf } from "../rules/span.ts";
import type { IncidentImpact } from "../terms.ts";
import { loadBudgets } from "./budgets.ts";
import { listCounted, loadFinest } from "./seen.ts";

type Timed = Pick<typeof incidents.$inferSelect, "id" | "code" | "title" | "startedAt" | "resolvedAt" | "endedAs">;

/** What an incident did to one customer by its own counts. `not_found` where the customer may not see the incident, or the caller is another one. */
export async function getIncidentImpact(ctx: Context, { incidentId, customerId }: { incidentId: string; customerId: string }): Promise<IncidentImpact> {
  const isTheirs = ctx.audience.kind === "staff" || (ctx.audience.kind === "customer" && ctx.audience.customerId === customerId);
  const incident = isTheirs ? await findVisible(ctx.read, { incidentId, customerId }) : null;
  if (!incident) throw new Failure("not_found", "There is nothing here.");
  const [customer] = await ctx.read.select({ zone: customers.timeZone }).from(customers).where(eq(customers.id, customerId));
  const counted = await listCounted(ctx.read, [customerId]);
  const asked = await loadFinest(ctx.read, { counted, zone: customer?.zone ?? "UTC", ...askedOf(ctx, incident) });
  const measured = measureImpact([...asked.slis.values()], asked);
  const isMeasured = measured.confidence !== "none";
  const budgets = isMeasured ? await loadBudgets(ctx, { customerId, isOpen: incident.resolvedAt === null, span: asked.span }) : [];
  const measurement = isMeasured ? "measured" : counted.length > 0 || (await isAnybodyCounted(ctx.read)) ? "unmeasured" : "off";
  const { id, code, title } = incident;
  return { incidentId: id, code, title, customerId, ...asked.span, isOpen: incident.resolvedAt === null, madeAt: ctx.now, measurement, slotMs: asked.slotMs, ...measured, budgets };
}

export interface CustomerImpact {
  customerId: string;
  slug: string;
  name: string;
  impact: Omit<IncidentImpact, "budgets">;
}

/** Every customer that sees an incident and is counted, those it hit hardest first; with how many are not counted. */
export async function listCustomerImpacts(ctx: Context, incidentKey: string): Promise<{ measured: CustomerImpact[]; unmeasured: number }> {
  requirePermission(ctx, "console.read");
  const { row, reach } = await getIncidentForChange(ctx.read, incidentKey);
  const viewers = await listViewers(ctx.read, reach);
  const counted = await listCounted(ctx.read, viewers);
  const ids = [...new Set(counted.map(({ customerId }) => customerId))];
  if (ids.length === 0) return { measured: [], unmeasured: viewers.length };
  const named = await ctx.read.select({ id: customers.id, slug: customers.slug, name: customers.name, zone: customers.timeZone }).from(customers).where(inArray(customers.id, ids));
  const measured: CustomerImpact[] = [];
  // Customers of one zone share their reads.
  for (const [zone, group] of Map.groupBy(named, (each) => each.zone)) {
    const own = Map.groupBy(counted.filter(({ customerId }) => group.some(({ id }) => id === customerId)), ({ customerId }) => customerId);
    const asked = await loadFinest(ctx.read, { counted: [...own.values()].flat(), zone, ...askedOf(ctx, row) });
    for (const { id, slug, name } of group) {
      const result = measureImpact((own.get(id) ?? []).flatMap(({ sliId }) => asked.slis.get(sliId) ?? []), asked);
      if (result.confidence === "none") continue;
      measured.push({ customerId: id, slug, name, impact: { incidentId: row.id, code: row.code, title: row.title, customerId: id, ...asked.span, isOpen: row.resolvedAt === null, madeAt: ctx.now, measurement: "measured", slotMs: asked.slotMs, ...result } });
    }
  }
  return { measured: measured.toSorted((a, b) => b.impact.failed - a.impact.failed || a.name.localeCompare(b.name)), unmeasured: viewers.length - measured.length };
}

/** Of a false alarm there is no time in which anything could have failed. */
export async function findVisible(read: ReadDb, { incidentId, customerId }: { incidentId: string; customerId: string }): Promise<Timed | null> {
  const { id, code, title, startedAt, resolvedAt, endedAs } = incidents;
  const [row] = await read.select({ id, code, title, startedAt, resolvedAt, endedAs }).from(incidents).where(and(eq(id, incidentId), visibleIncidents(read, { kind: "customer", customerId })));
  return row ?? null;
}

function askedOf(ctx: Context, { startedAt, resolvedAt }: Pick<Timed, "startedAt" | "resolvedAt">): Asked {
  return spanOf({ startedAt, endedAt: resolvedAt ?? Math.floor(ctx.now / MINUTE) * MINUTE, minutesFrom: firstMinuteKept(ctx.now) * MINUTE });
}

/** Every id is greater than nothing: asked like this, rows without a customer are left out by the index. */
async function isAnybodyCounted(read: ReadDb): Promise<boolean> {
  return (await read.select({ id: slis.id }).from(slis).where(and(gt(slis.customerId, ""), isNull(slis.archivedAt))).limit(1)).length > 0;
}
