import { and, asc, eq, isNull } from "drizzle-orm";
import { customers, journeys } from "#db/schema/customers";
import { slis } from "#db/schema/sli";
import { sloAlerts, slos, sloStates, sloVersions } from "#db/schema/slo";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { fold } from "#lib/incidents/rules/words";
import { Definition } from "../input.ts";
import { nominalMs } from "../rules/policy.ts";
import { byRisk, exhaustedIn, type RiskRow } from "../rules/risk.ts";
import type { BudgetState } from "../terms.ts";

const [pageSize, readAtMost] = [50, 5_000];

export interface RiskFilter {
  /** What is promised to this customer: its own, and what is for all. */
  customerId?: string | undefined;
  state?: BudgetState | undefined;
  /** Only those with an alert that is open. */
  hasAlert?: boolean;
  /** In the name of the objective, its customer or one of its journeys. */
  words?: string;
  /** 1 is the first. */
  page?: number;
}

export interface Risks {
  rows: RiskRow[];
  /** How many fit the filter, and how many there are. */
  found: number;
  all: number;
  page: number;
  pages: number;
  customers: { id: string; name: string }[];
}

/** Objectives of all customers as they stood when they were last looked at, the riskiest first. */
export async function listRisks(ctx: Context, { customerId, state, hasAlert, words = "", page = 1 }: RiskFilter = {}): Promise<Risks> {
  requirePermission(ctx, "console.read");
  const rows = await loadRows(ctx);
  const wanted = fold(words.trim());
  const fits = (row: RiskRow) => (customerId === undefined || row.customerId === customerId || row.customerId === null)
    && (state === undefined || (row.state ?? "no_data") === state)
    && (!hasAlert || row.hasAlert)
    && (wanted === "" || [row.name, row.customer ?? "", ...row.journeys].some((text) => fold(text).includes(wanted)));
  const found = rows.filter(fits).toSorted(byRisk);
  const pages = Math.max(1, Math.ceil(found.length / pageSize));
  const shown = Math.min(Math.max(1, page), pages);
  const named = new Map(rows.flatMap((row) => (row.customerId === null ? [] : [[row.customerId, row.customer ?? ""] as const])));
  return { rows: found.slice((shown - 1) * pageSize, shown * pageSize), found: found.length, all: rows.length, page: shown, pages, customers: [...named].map(([id, name]) => ({ id, name })).toSorted((a, b) => a.name.localeCompare(b.name)) };
}

// All of them, since what comes first is known only when all are; a thousand are some milliseconds.
async function loadRows(ctx: Context): Promise<RiskRow[]> {
  const { state, good, total, leftPpm, burnMilli } = sloStates;
  const rows = await ctx.read
    .select({ id: slos.id, name: slos.name, definition: sloVersions.definition, customerId: slos.customerId, customer: customers.name, state, good, total, leftPpm, burnMilli })
    .from(slos)
    .leftJoin(sloVersions, and(eq(sloVersions.sloId, slos.id), eq(sloVersions.number, slos.version)))
    .leftJoin(sloStates, eq(sloStates.sloId, slos.id))
    .leftJoin(customers, eq(customers.id, slos.customerId))
    .where(isNull(slos.archivedAt))
    .orderBy(asc(slos.name), asc(slos.id))
    .limit(readAtMost);
  const [alerting, journeyOf] = [await loadAlerting(ctx), await loadJourneys(ctx)];
  return rows.map(({ definition, ...row }) => {
    const { policy, parts = [] } = Definition.safeParse(definition).data ?? {};
    const atRisk = { ...row, windowMs: policy ? nominalMs(policy.window) : null };
    return { ...atRisk, targetPpm: policy?.targetPpm ?? null, journeys: [...new Set(parts.flatMap(({ sliId }) => journeyOf.get(sliId) ?? []))], exhaustedIn: exhaustedIn(atRisk), hasAlert: alerting.has(row.id) };
  });
}

async function loadAlerting(ctx: Context): Promise<Set<string>> {
  return new Set((await ctx.read.select({ sloId: sloAlerts.sloId }).from(sloAlerts).where(isNull(sloAlerts.resolvedAt)).limit(readAtMost)).map(({ sloId }) => sloId));
}

async function loadJourneys(ctx: Context): Promise<Map<string, string>> {
  const rows = await ctx.read.select({ sliId: slis.id, journey: journeys.name }).from(slis).innerJoin(journeys, eq(journeys.id, slis.journeyId)).limit(readAtMost);
  return new Map(rows.map(({ sliId, journey }) => [sliId, journey]));
}
