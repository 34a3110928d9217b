import { excerpt, renderMarkdown } from "../core/markdown.ts";
import { formatInstant, localDate, zoneLabel } from "../core/time.ts";
import { type IncidentState, incidentStateLabels } from "../incidents/terms.ts";
import { type MaintenanceState, maintenanceStateLabels } from "../maintenance/terms.ts";

export interface FeedUpdate {
  id: string;
  state: IncidentState;
  body: string;
  /** The words for this reader alone, where there are some. */
  note: string | null;
  occurredAt: number;
  recordedAt: number;
  /** Came from another status page's history. */
  isImported: boolean;
}

export interface FeedIncident {
  code: string;
  title: string;
  /** Its address on the page it was imported from. */
  externalUrl: string | null;
  updates: readonly FeedUpdate[];
}

export interface FeedMaintenance {
  id: string;
  code: string;
  title: string;
  scheduledFor: number;
  scheduledUntil: number;
  externalUrl: string | null;
  /** Newest first. */
  updates: readonly { state: MaintenanceState; body: string; occurredAt: number; recordedAt: number }[];
}

export interface FeedItem {
  guid: string;
  isPermaLink: boolean;
  title: string;
  url: string;
  publishedAt: number;
  /** When it last said something new; unlike the publication of planned work never in the future. */
  changedAt: number;
  /** When planned work ends. */
  endsAt: number | null;
  html: string;
  summary: string;
}

export interface FeedSite {
  /** Without a slash at the end. */
  url: string;
  /** The address of an incident for this reader. */
  incidentUrl: (code: string) => string;
  zone: string;
}

export interface FeedSiteWithWork extends FeedSite {
  maintenanceUrl: (code: string) => string;
}

export function channelTitle(pageName: string): string {
  return `${pageName} - Incident History`;
}

/** Readers of Statuspage's feeds look for this very word. */
export const channelDescription = "Statuspage";

/**
 * One item a published update, newest first; its GUID belongs to the update and survives every edit. What was imported from
 * another page stays the one item an incident that readers already know: its old permalink is its GUID.
 */
export function feedItems(incidents: readonly FeedIncident[], site: FeedSite): FeedItem[] {
  const items = incidents.flatMap((incident) => {
    const imported = incident.externalUrl === null ? [] : incident.updates.filter((update) => update.isImported);
    const own = incident.updates.filter((update) => !imported.includes(update));
    return [...importedItem(incident, imported, site), ...own.map((update) => ownItem(incident, update, site))];
  });
  return newestFirst(items, items.length);
}

/** Planned work is one item, dated where it begins, as readers of Statuspage's feeds expect it. */
export function maintenanceItem(work: FeedMaintenance, site: FeedSiteWithWork): FeedItem {
  const said = work.updates.map((update) => entryHtml(maintenanceStateLabels[update.state], update, site.zone));
  const [newest] = work.updates;
  return {
    guid: work.externalUrl ?? `tag:${new URL(site.url).hostname},2026:maintenance/${work.id}`,
    isPermaLink: work.externalUrl !== null,
    title: work.title,
    url: site.maintenanceUrl(work.code),
    publishedAt: work.scheduledFor,
    changedAt: newest?.recordedAt ?? 0,
    endsAt: work.scheduledUntil,
    html: [scheduleHtml(work, site.zone), ...said].join("\n"),
    summary: excerpt(newest?.body ?? ""),
  };
}

/** The newest of both kinds. */
export function newestFirst(items: readonly FeedItem[], limit: number): FeedItem[] {
  return items.toSorted((a, b) => b.publishedAt - a.publishedAt || (a.guid < b.guid ? 1 : -1)).slice(0, limit);
}

export function updateGuid(siteUrl: string, updateId: string): string {
  return `tag:${new URL(siteUrl).hostname},2026:update/${updateId}`;
}

function ownItem(incident: FeedIncident, update: FeedUpdate, site: FeedSite): FeedItem {
  return {
    guid: updateGuid(site.url, update.id),
    isPermaLink: false,
    title: `${incidentStateLabels[update.state]}: ${incident.title}`,
    url: site.incidentUrl(incident.code),
    publishedAt: update.recordedAt,
    changedAt: update.recordedAt,
    endsAt: null,
    html: updateHtml(update, site.zone),
    summary: excerpt(update.body),
  };
}

function importedItem(incident: FeedIncident, updates: readonly FeedUpdate[], site: FeedSite): FeedItem[] {
  const ordered = updates.toSorted((a, b) => b.occurredAt - a.occurredAt || b.recordedAt - a.recordedAt);
  const [newest] = ordered;
  if (!newest || incident.externalUrl === null) return [];
  return [{
    guid: incident.externalUrl,
    isPermaLink: true,
    title: incident.title,
    url: site.incidentUrl(incident.code),
    publishedAt: newest.occurredAt,
    changedAt: newest.occurredAt,
    endsAt: null,
    html: ordered.map((update) => updateHtml(update, site.zone)).join("\n"),
    summary: excerpt(newest.body),
  }];
}

function updateHtml(update: FeedUpdate, zone: string): string {
  const entry = entryHtml(incidentStateLabels[update.state], update, zone);
  return update.note === null ? entry : `${entry}\n${renderMarkdown(update.note)}`;
}

// The shape of Statuspage's items, by which their readers tell states and times apart.
function entryHtml(label: string, { body, occurredAt }: { body: string; occurredAt: number }, zone: string): string {
  const head = `<p><small>${momentHtml(occurredAt, zone)} ${zoneLabel(occurredAt, zone)}</small><br><strong>${label}</strong></p>`;
  return [head, renderMarkdown(body)].filter((part) => part !== "").join("\n");
}

function scheduleHtml({ scheduledFor, scheduledUntil }: FeedMaintenance, zone: string): string {
  const isOneDay = localDate(scheduledFor, zone) === localDate(scheduledUntil, zone);
  const end = isOneDay ? `<var data-var='time'>${formatInstant(scheduledUntil, zone, "clock")}</var>` : momentHtml(scheduledUntil, zone);
  return `<p><strong>THIS IS A SCHEDULED EVENT ${momentHtml(scheduledFor, zone)} - ${end} ${zoneLabel(scheduledUntil, zone)}</strong></p>`;
}

function momentHtml(at: number, zone: string): string {
  const [day = "", month = ""] = formatInstant(at, zone, "dayMonth").split(" ");
  return `${month} <var data-var='date'>${day}</var>, <var data-var='time'>${formatInstant(at, zone, "clock")}</var>`;
}
