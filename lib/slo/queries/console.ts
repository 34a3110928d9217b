import { and, asc, desc, eq, isNotNull, isNull } from "drizzle-orm";
import { customers } from "#db/schema/customers";
import { sliSeries, slis, sliSources } from "#db/schema/sli";
import { sloAlerts, slos } from "#db/schema/slo";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { completedPeriods } from "#lib/core/calendar";
import type { SloForm } from "../input.ts";
import type { Exported } from "../rules/export.ts";
import { definitionOf, versionAt, wayProblem } from "../rules/form.ts";
import type { PastFigure } from "../rules/view.ts";
import { loadSlos } from "./definitions.ts";
import { loadFigure } from "./figures.ts";

const atMost = 500;

/** Alerts that are open, and the last that were. */
export async function listBurnAlerts(ctx: Context, { sloId }: { sloId?: string } = {}) {
  requirePermission(ctx, "console.read");
  const { id, severity, sentence, openedAt, resolvedAt } = sloAlerts;
  const wanted = sloId === undefined ? isNull(resolvedAt) : eq(sloAlerts.sloId, sloId);
  return ctx.read.select({ id, sloId: sloAlerts.sloId, severity, sentence, openedAt, resolvedAt }).from(sloAlerts).where(wanted).orderBy(desc(openedAt), desc(id)).limit(50);
}

/** Where its customer reads an objective; null of one that is for all. */
export async function findCustomerPage(ctx: Context, { sloId }: { sloId: string }): Promise<string | null> {
  requirePermission(ctx, "console.read");
  const [row] = await ctx.read.select({ slug: customers.slug }).from(slos).innerJoin(customers, eq(customers.id, slos.customerId)).where(eq(slos.id, sloId));
  return row ? `/c/${row.slug}/slos/${sloId}` : null;
}

/** What an objective can be measured on. */
export async function listSliChoices(ctx: Context) {
  requirePermission(ctx, "console.read");
  return ctx.read.select({ id: slis.id, name: slis.name, customer: customers.name, zone: customers.timeZone }).from(slis).leftJoin(customers, eq(customers.id, slis.customerId)).where(isNull(slis.archivedAt)).orderBy(asc(customers.name), asc(slis.name), asc(slis.id)).limit(atMost);
}

/** An objective on one SLI that a Prometheus is asked for, as other tools are told of it; null for any other. */
export async function findExport(ctx: Context, id: string): Promise<Exported | null> {
  requirePermission(ctx, "console.read");
  const [slo] = await loadSlos(ctx.read, { audience: ctx.audience, ids: [id] });
  const definition = slo && versionAt(slo.versions, ctx.now)?.definition;
  if (!slo || !definition || definition.parts.length !== 1) return null;
  const [row] = await ctx.read
    .select({ query: sliSeries.query, key: slis.key, words: slis.definition, customer: customers.slug })
    .from(sliSeries).innerJoin(slis, eq(slis.id, sliSeries.sliId)).innerJoin(sliSources, eq(sliSources.id, sliSeries.sourceId)).leftJoin(customers, eq(customers.id, slis.customerId))
    .where(and(eq(slis.id, definition.parts[0]?.sliId ?? ""), isNotNull(sliSeries.query), eq(sliSources.kind, "prometheus"))).limit(1);
  const { total, good, bad } = row?.query ?? {};
  if (!row || total === undefined) return null;
  const fill = (text: string) => text.replaceAll("$customer", row.customer ?? "");
  return { name: slo.name, key: row.key, service: row.customer ?? "all", definition, words: row.words, query: { total: fill(total), ...(good === undefined ? {} : { good: fill(good) }), ...(bad === undefined ? {} : { bad: fill(bad) }) } };
}

/** What a definition would have come to: the window up to now and the last months, before it binds anybody. */
export async function tryDefinition(ctx: Context, form: SloForm): Promise<PastFigure[]> {
  requirePermission(ctx, "slos.manage");
  const [owner] = await ctx.read.select({ customerId: slis.customerId, zone: customers.timeZone }).from(slis).leftJoin(customers, eq(customers.id, slis.customerId)).where(and(eq(slis.id, form.slis[0] ?? ""), isNull(slis.archivedAt)));
  const zone = owner?.zone ?? "UTC";
  const definition = definitionOf(form, zone);
  if (!owner || wayProblem(definition) !== null) return [];
  const asked = { sloId: "", customerId: owner.customerId, definition, now: ctx.now };
  const now = await loadFigure(ctx.read, { ...asked, at: ctx.now });
  const past: PastFigure[] = [];
  for (const window of completedPeriods(ctx.now, 3, { unit: "month", zone })) past.push({ ...window, version: 0, isObserved: true, figure: await loadFigure(ctx.read, { ...asked, at: window.until, window }) });
  return [...past, { ...now.window, version: 0, isObserved: true, figure: now }];
}
