import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { customerComponents, customers } from "#db/schema/customers";
import { asAudience, type Context } from "#lib/access/context";
import type { Audience } from "#lib/access/terms";
import { lastDays } from "#lib/core/time";
import { previewAudience, whoSees } from "#lib/incidents/queries/audience";
import { getIncidentForChange } from "#lib/incidents/queries/for-change";
import type { Piece } from "#lib/incidents/rules/corrections";
import { BAR_DAYS } from "../rules/compose.ts";
import { worstLine } from "../rules/days.ts";
import { formatUptime, uptimePpm } from "../rules/uptime.ts";
import { loadImpactsOn } from "./impacts.ts";
import { loadKnownComponents, loadZone } from "./scope.ts";

const customersAtMost = 6;

export interface CorrectionPreview {
  /** Uptime of the component over 90 days, now and with the correction, as each reads it. */
  figures: { who: string; before: string; after: string }[];
  /** Customers with the same component that are not listed. */
  more: number;
  /** Who will see the incident for the first time, by name. */
  newViewers: string[];
}

interface Proposal {
  incidentId: string;
  componentId: string;
  /** The component's line in this incident as it would read. */
  line: readonly Piece[];
}

/** What a correction of an impact would change, for whom. Nothing is written. */
export async function previewCorrection(ctx: Context, proposal: Proposal): Promise<CorrectionPreview> {
  const { row, reach } = await getIncidentForChange(ctx.read, proposal.incidentId);
  const [before, after] = [await whoSees(ctx, { incidentId: row.id }), await previewAudience(ctx, { ...reach, componentIds: [...reach.componentIds, proposal.componentId] })];
  const users = await listUsers(ctx, { componentId: proposal.componentId, customerIds: after.customers.map((each) => each.id) });
  const readers: { who: string; audience: Audience }[] = [
    { who: "Staff, every incident counted", audience: { kind: "staff" } },
    ...(after.isPublic ? [{ who: "Public page", audience: { kind: "public" } as const }] : []),
    ...users.slice(0, customersAtMost).map(({ id, name }) => ({ who: name, audience: { kind: "customer" as const, customerId: id } })),
  ];
  const figures = [];
  for (const { who, audience } of readers) {
    const figure = await compare(audience.kind === "staff" ? ctx : asAudience(ctx, audience), proposal);
    if (figure) figures.push({ who, ...figure });
  }
  const seen = new Set(before.customers.map((each) => each.id));
  return { figures, more: Math.max(0, users.length - customersAtMost), newViewers: after.customers.filter((each) => !seen.has(each.id)).map((each) => each.name) };
}

async function listUsers(ctx: Context, { componentId, customerIds }: { componentId: string; customerIds: string[] }): Promise<{ id: string; name: string }[]> {
  return ctx.read
    .select({ id: customers.id, name: customers.name })
    .from(customerComponents)
    .innerJoin(customers, eq(customers.id, customerComponents.customerId))
    .where(and(eq(customerComponents.componentId, componentId), inArray(customers.id, customerIds), isNull(customers.archivedAt)))
    .orderBy(asc(customers.name));
}

/** Null where the audience has no figure of this component. */
async function compare(ctx: Context, { incidentId, componentId, line }: Proposal): Promise<{ before: string; after: string } | null> {
  const [known, zone] = [await loadKnownComponents(ctx), await loadZone(ctx)];
  const component = known.get(componentId);
  const [first] = lastDays(ctx.now, BAR_DAYS, zone);
  if (!component?.showsHistory || !first) return null;
  const window = { from: Math.max(first.from, component.startedAt), until: ctx.now };
  const impacts = await loadImpactsOn(ctx, { componentId, since: window.from });
  const corrected = [...impacts.filter((impact) => impact.incidentId !== incidentId), ...line];
  const [before, after] = [impacts, corrected].map((intervals) => uptimePpm(worstLine(intervals, ctx.now), window));
  return before == null || after == null ? null : { before: formatUptime(before, 3), after: formatUptime(after, 3) };
}
