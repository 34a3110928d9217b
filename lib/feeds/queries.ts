import { and, desc, gte, inArray, isNotNull, isNull, lte } from "drizzle-orm";
import { announcementRevisions, announcements } from "#db/schema/announcements";
import { incidents, updates } from "#db/schema/incidents";
import { maintenances, maintenanceUpdates } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import { visibleAnnouncements } from "#lib/announcements/queries/visible";
import { DAY } from "#lib/core/time";
import { getIncidentImpact } from "#lib/impact/queries/impact";
import { impactSentence } from "#lib/impact/rules/words";
import { listLatelyTold } from "#lib/incidents/queries/reach";
import { visibleIncidents } from "#lib/incidents/queries/visible";
import { loadIncidents } from "#lib/status/queries/incidents";
import { loadMaintenances, loadMaintenanceUpdates } from "#lib/status/queries/maintenances";
import { type KnownComponents, loadKnownComponents, loadZone } from "#lib/status/queries/scope";
import { loadUpdates } from "#lib/status/queries/updates";
import type { UpdateView } from "#lib/status/terms";
import type { CalendarWork } from "./calendar.ts";
import { announcementStory, incidentStory, latestItems, latestTold, maintenanceStory, storyItems } from "./rules.ts";
import type { FeedAnnouncement, FeedIncident, FeedItem, FeedMaintenance, FeedSiteWithWork, FeedStory } from "./terms.ts";

/** What a reader keeps at least: more would be read by nobody, less would lose items of a busy day. */
const storyLimit = 50;
const workLimit = 20;
const announcementLimit = 20;
const workDays = 90;
/** A calendar is looked through as a whole: it holds all that is ahead. */
const eventLimit = 300;

type Site = Omit<FeedSiteWithWork, "zone">;

/** What one audience was told last, story by story, from the reads its pages are made from. */
export async function listStories(ctx: Context, site: Site): Promise<FeedStory[]> {
  return latestTold(await loadStories(ctx, site), storyLimit);
}

/** The same as items of RSS: one a post. */
export async function listFeedItems(ctx: Context, site: Site): Promise<FeedItem[]> {
  const stories = await loadStories(ctx, site);
  return latestItems(stories.flatMap((story) => storyItems(story, { ...site, zone: "UTC" })), storyLimit);
}

/** Planned work of the last 90 days and all that is ahead, as a calendar holds it. */
export async function listCalendarWork(ctx: Context): Promise<CalendarWork[]> {
  const known = await loadKnownComponents(ctx);
  const planned = await loadMaintenances(ctx, { known, where: gte(maintenances.scheduledFor, ctx.now - workDays * DAY), limit: eventLimit });
  const said = await loadMaintenanceUpdates(ctx, planned.map((work) => work.id));
  return planned.map((work) => ({ ...work, updates: said.get(work.id) ?? [] }));
}

async function loadStories(ctx: Context, site: Site): Promise<FeedStory[]> {
  const [known, zone] = await Promise.all([loadKnownComponents(ctx), loadZone(ctx)]);
  const [told, planned, announced] = await Promise.all([loadToldIncidents(ctx, known), loadPlannedWork(ctx, known), loadAnnounced(ctx)]);
  const zoned = { ...site, zone };
  return [...told.map((each) => incidentStory(each, zoned)), ...planned.map((each) => maintenanceStory(each, zoned)), ...announced.map((each) => announcementStory(each, zoned))];
}

async function loadToldIncidents(ctx: Context, known: KnownComponents): Promise<FeedIncident[]> {
  // What was written down last counts, not what happened last: a late account of an old incident is news.
  const ids = [...new Set([...(await listLatelyTold(ctx, { limit: storyLimit })), ...(await listLatelyImported(ctx))])];
  if (ids.length === 0) return [];
  const found = await loadIncidents(ctx, { known, where: inArray(incidents.id, ids), limit: ids.length });
  const seen = found.map((incident) => incident.id);
  const [timelines, facts, measured] = await Promise.all([loadUpdates(ctx, { known, incidentIds: seen }), loadPostFacts(ctx, seen), loadMeasured(ctx, found)]);
  return found.map(({ id, code, title, externalUrl, state, components }) => ({
    measured: measured.get(id) ?? null,
    code,
    title,
    externalUrl,
    state,
    components,
    updates: (timelines.get(id) ?? []).map((update) => ({ ...update, note: update.notes[0]?.body ?? null, correctedAt: correctedAt(update), ...facts.get(update.id) })),
  }));
}

// What was long ago is measured no more for whoever asks a feed every minute: its page says it.
const measuredDays = 14;
const measuredAtMost = 5;

async function loadMeasured(ctx: Context, found: readonly { id: string; startedAt: number; endedAs: string | null }[]): Promise<Map<string, string>> {
  if (ctx.audience.kind !== "customer") return new Map();
  const { customerId } = ctx.audience;
  const recent = found.filter(({ startedAt, endedAs }) => startedAt >= ctx.now - measuredDays * DAY && endedAs !== "false_alarm").slice(0, measuredAtMost);
  const sentences = await Promise.all(recent.map(async ({ id }) => [id, impactSentence(await getIncidentImpact(ctx, { incidentId: id, customerId }), "en")] as const));
  return new Map(sentences.flatMap(([id, sentence]) => (sentence === null ? [] : [[id, sentence]])));
}

// The common words, or this reader's own.
function correctedAt({ earlier, notes }: UpdateView): number | null {
  const at = [...earlier, ...notes.flatMap((note) => note.earlier)].map((wording) => wording.replacedAt);
  return at.length === 0 ? null : Math.max(...at);
}

async function listLatelyImported(ctx: Context): Promise<string[]> {
  const rows = await ctx.read
    .select({ id: incidents.id })
    .from(incidents)
    .where(and(isNotNull(incidents.externalUrl), visibleIncidents(ctx.read, ctx.audience)))
    .orderBy(desc(incidents.startedAt), desc(incidents.id))
    .limit(storyLimit);
  return rows.map((row) => row.id);
}

async function loadPostFacts(ctx: Context, incidentIds: string[]) {
  const { id, kind, isQuiet, externalId } = updates;
  const rows = await ctx.read.select({ id, kind, isQuiet, externalId }).from(updates).where(inArray(updates.incidentId, incidentIds));
  return new Map(rows.map((row) => [row.id, { kind: row.kind, isQuiet: row.isQuiet, isImported: row.externalId !== null }]));
}

async function loadPlannedWork(ctx: Context, known: KnownComponents): Promise<FeedMaintenance[]> {
  const planned = await loadMaintenances(ctx, { known, where: gte(maintenances.scheduledFor, ctx.now - workDays * DAY), limit: workLimit });
  const said = await loadWorkUpdates(ctx, planned.map((work) => work.id));
  return planned.map((work) => ({ ...work, updates: said.get(work.id) ?? [] }));
}

// The words are those of the page; beside them stands what only feeds ask for.
async function loadWorkUpdates(ctx: Context, ids: string[]): Promise<Map<string, FeedMaintenance["updates"]>> {
  const said = await loadMaintenanceUpdates(ctx, ids);
  if (ids.length === 0) return new Map();
  const { id, kind, isQuiet, externalId, earlierFor, earlierUntil } = maintenanceUpdates;
  const rows = await ctx.read.select({ id, kind, isQuiet, externalId, earlierFor, earlierUntil }).from(maintenanceUpdates).where(inArray(maintenanceUpdates.maintenanceId, ids));
  const facts = new Map(rows.map((row) => [row.id, { kind: row.kind, isQuiet: row.isQuiet, isImported: row.externalId !== null, earlier: row.earlierFor === null || row.earlierUntil === null ? null : { from: row.earlierFor, until: row.earlierUntil } }]));
  return new Map([...said].map(([of, list]) => [of, list.map((update) => ({ earlier: null, ...update, ...facts.get(update.id) }))]));
}

async function loadAnnounced(ctx: Context): Promise<FeedAnnouncement[]> {
  const { id, code, title, body, beginsAt, isQuiet } = announcements;
  const rows = await ctx.read
    .select({ id, code, title, body, beginsAt, isQuiet })
    .from(announcements)
    .where(and(visibleAnnouncements(ctx.read, ctx.audience), isNull(announcements.withdrawnAt), lte(beginsAt, ctx.now), gte(beginsAt, ctx.now - workDays * DAY)))
    .orderBy(desc(beginsAt), desc(id))
    .limit(announcementLimit);
  const ids = rows.map((row) => row.id);
  const { announcementId, replacedAt } = announcementRevisions;
  const corrected = ids.length === 0 ? [] : await ctx.read.select({ announcementId, replacedAt }).from(announcementRevisions).where(inArray(announcementId, ids)).orderBy(replacedAt);
  const at = new Map(corrected.map((row) => [row.announcementId, row.replacedAt]));
  // What was changed before it began is no correction to its readers.
  return rows.map((row) => ({ ...row, correctedAt: [at.get(row.id) ?? 0].find((when) => when > row.beginsAt) ?? null }));
}
