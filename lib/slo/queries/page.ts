import type { Context } from "#lib/access/context";
import { completedPeriods } from "#lib/core/calendar";
import { HOUR, MINUTE } from "#lib/core/time";
import { firstMinuteKept } from "#lib/sli/queries/kept";
import type { Exclusion, PastFigure, Slo, SloVersion, SloView } from "../rules/view.ts";
import { type Burn, burnRate, msToExhaustion } from "../rules/budget.ts";
import { versionAt } from "../rules/form.ts";
import { nominalMs } from "../rules/policy.ts";
import { loadSlos } from "./definitions.ts";
import { listExclusions } from "./exclusions.ts";
import { loadFigure } from "./figures.ts";
import { listOwnThresholds, type OwnThreshold } from "./thresholds.ts";

/** Objectives an audience may see, measured now. */
export async function listSloViews(ctx: Context): Promise<SloView[]> {
  return measureAll(ctx, await loadSlos(ctx.read, { audience: ctx.audience }));
}

export async function findSloView(ctx: Context, id: string): Promise<(SloView & { versions: SloVersion[] }) | null> {
  const [slo] = await loadSlos(ctx.read, { audience: ctx.audience, ids: [id] });
  const [view] = slo ? await measureAll(ctx, [slo]) : [];
  return slo && view ? { ...view, versions: slo.versions } : null;
}

/** What a customer's page shows of each objective: now, and the months before. */
export async function listSloEntries(ctx: Context, { months, zone }: { months: number; zone: string }): Promise<{ view: SloView; versions: SloVersion[]; past: PastFigure[]; own: OwnThreshold | null }[]> {
  const thresholds = await listOwnThresholds(ctx);
  const found = await loadSlos(ctx.read, { audience: ctx.audience });
  const entries = [];
  for (const view of await measureAll(ctx, found)) {
    const slo = found.find(({ id }) => id === view.slo.id);
    if (slo) entries.push({ view, versions: slo.versions, past: await loadHistory(ctx, slo, { months, zone }), own: thresholds.get(slo.id) ?? null });
  }
  return entries;
}

/** An exclusion with its objective, as far as the audience may see both. */
export async function findExclusion(ctx: Context, id: string): Promise<{ slo: Slo; exclusion: Exclusion } | null> {
  const found = await loadSlos(ctx.read, { audience: ctx.audience });
  const exclusion = (await listExclusions(ctx, found.map((slo) => slo.id))).find((each) => each.id === id);
  const slo = found.find((each) => each.id === exclusion?.sloId);
  return slo && exclusion ? { slo, exclusion } : null;
}

async function measureAll(ctx: Context, found: readonly Slo[]): Promise<SloView[]> {
  const exclusions = await listExclusions(ctx, found.map(({ id }) => id));
  const views: SloView[] = [];
  for (const { versions, ...slo } of found) {
    const version = versionAt(versions, ctx.now);
    if (!version) continue;
    const figure = await loadFigure(ctx.read, { ...askedOf(slo, version), at: ctx.now, now: ctx.now });
    const { burn, longer } = await loadBurns(ctx, slo, version);
    const windowMs = nominalMs(version.definition.policy.window);
    const lastsMs = figure.leftPpm === null || longer === null ? null : msToExhaustion(figure.leftPpm, longer, windowMs);
    views.push({ slo, version, figure, burn, exhaustionMs: lastsMs !== null && lastsMs <= windowMs ? lastsMs : null, exclusions: exclusions.filter(({ sloId }) => sloId === slo.id) });
  }
  return views;
}

async function loadBurns(ctx: Context, slo: Omit<Slo, "versions">, version: SloVersion): Promise<{ burn: Burn | null; longer: Burn | null }> {
  const over = async (hours: number) => {
    const { counts } = await loadFigure(ctx.read, { ...askedOf(slo, version), at: ctx.now, now: ctx.now, window: { from: ctx.now - hours * HOUR, until: ctx.now } });
    return burnRate(version.definition.policy.targetPpm, counts);
  };
  return { burn: await over(1), longer: await over(6) };
}

/** The last completed months of an objective in a zone, oldest first, each by the version that held at its end. Null where the audience may not see it. */
export async function findSloHistory(ctx: Context, { id, months, zone }: { id: string; months: number; zone: string }): Promise<PastFigure[] | null> {
  const [slo] = await loadSlos(ctx.read, { audience: ctx.audience, ids: [id] });
  return slo ? loadHistory(ctx, slo, { months, zone }) : null;
}

async function loadHistory(ctx: Context, slo: Slo, { months, zone }: { months: number; zone: string }): Promise<PastFigure[]> {
  const past: PastFigure[] = [];
  for (const window of completedPeriods(ctx.now, months, { unit: "month", zone })) {
    const version = versionAt(slo.versions, window.until - 1);
    if (!version) continue;
    const isKept = (version.definition.policy.sliceMinutes ?? 15) >= 15 || window.from >= firstMinuteKept(ctx.now) * MINUTE;
    const figure = isKept ? await loadFigure(ctx.read, { ...askedOf(slo, version), at: window.until, now: ctx.now, window }) : null;
    past.push({ ...window, version: version.number, isObserved: window.until <= version.bindsFrom, figure });
  }
  return past;
}

function askedOf({ id, customerId }: Pick<Slo, "id" | "customerId">, { definition }: SloVersion) {
  return { sloId: id, customerId, definition };
}
