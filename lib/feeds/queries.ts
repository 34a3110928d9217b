import { and, desc, gte, inArray, isNotNull } from "drizzle-orm";
import { incidents, updates } from "#db/schema/incidents";
import { maintenances } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import { DAY } from "#lib/core/time";
import { listLatelyTold } from "#lib/incidents/queries/reach";
import { visibleIncidents } from "#lib/incidents/queries/visible";
import { loadIncidents } from "#lib/status/queries/incidents";
import { loadMaintenances, loadMaintenanceUpdates } from "#lib/status/queries/maintenances";
import { type KnownComponents, loadKnownComponents, loadZone } from "#lib/status/queries/scope";
import { loadUpdates } from "#lib/status/queries/updates";
import { feedItems, type FeedItem, type FeedSiteWithWork, maintenanceItem, newestFirst } from "./rules.ts";

/** What a reader keeps at least: more would be read by nobody, less would lose items of a busy day. */
const itemLimit = 50;
const plannedLimit = 20;
const plannedDays = 90;

/** The newest items of one audience, made from the reads its pages are made from. */
export async function listFeedItems(ctx: Context, site: Omit<FeedSiteWithWork, "zone">): Promise<FeedItem[]> {
  const [known, zone] = await Promise.all([loadKnownComponents(ctx), loadZone(ctx)]);
  const [told, planned] = await Promise.all([listIncidentItems(ctx, { known, site: { ...site, zone } }), listMaintenanceItems(ctx, { known, site: { ...site, zone } })]);
  return newestFirst([...told, ...planned], itemLimit);
}

interface Scope {
  known: KnownComponents;
  site: FeedSiteWithWork;
}

async function listIncidentItems(ctx: Context, { known, site }: Scope): Promise<FeedItem[]> {
  // What was written down last counts, not what happened last: a late account of an old incident is news.
  const ids = [...new Set([...(await listLatelyTold(ctx, { limit: itemLimit })), ...(await listLatelyImported(ctx))])];
  if (ids.length === 0) return [];
  const found = await loadIncidents(ctx, { known, where: inArray(incidents.id, ids), limit: ids.length });
  const [timelines, imported] = await Promise.all([loadUpdates(ctx, { known, incidentIds: found.map((incident) => incident.id) }), listImportedUpdates(ctx, ids)]);
  return feedItems(
    found.map(({ id, code, title, externalUrl }) => ({
      code,
      title,
      externalUrl,
      updates: (timelines.get(id) ?? []).filter((update) => !update.isQuiet).map((update) => ({ ...update, note: update.notes[0]?.body ?? null, isImported: imported.has(update.id) })),
    })),
    site,
  );
}

async function listLatelyImported(ctx: Context): Promise<string[]> {
  const rows = await ctx.read
    .select({ id: incidents.id })
    .from(incidents)
    .where(and(isNotNull(incidents.externalUrl), visibleIncidents(ctx.read, ctx.audience)))
    .orderBy(desc(incidents.startedAt), desc(incidents.id))
    .limit(itemLimit);
  return rows.map((row) => row.id);
}

async function listImportedUpdates(ctx: Context, incidentIds: string[]): Promise<Set<string>> {
  const rows = await ctx.read.select({ id: updates.id }).from(updates).where(and(inArray(updates.incidentId, incidentIds), isNotNull(updates.externalId)));
  return new Set(rows.map((row) => row.id));
}

async function listMaintenanceItems(ctx: Context, { known, site }: Scope): Promise<FeedItem[]> {
  const planned = await loadMaintenances(ctx, { known, where: gte(maintenances.scheduledFor, ctx.now - plannedDays * DAY), limit: plannedLimit });
  const said = await loadMaintenanceUpdates(ctx, planned.map((work) => work.id));
  return planned.map((work) => maintenanceItem({ ...work, updates: said.get(work.id) ?? [] }, site));
}
