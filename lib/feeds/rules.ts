import { excerpt, renderMarkdown } from "../core/markdown.ts";
import { formatInstant } from "../core/time.ts";
import { type IncidentState, incidentStateLabels } from "../incidents/terms.ts";

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

export interface FeedItem {
  guid: string;
  isPermaLink: boolean;
  title: string;
  url: string;
  publishedAt: number;
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
  return items.toSorted((a, b) => b.publishedAt - a.publishedAt || (a.guid < b.guid ? 1 : -1));
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
    html: updateHtml(update, site.zone),
    summary: excerpt(update.body),
  };
}

function importedItem(incident: FeedIncident, updates: readonly FeedUpdate[], site: FeedSite): FeedItem[] {
  const newestFirst = updates.toSorted((a, b) => b.occurredAt - a.occurredAt || b.recordedAt - a.recordedAt);
  const [newest] = newestFirst;
  if (!newest || incident.externalUrl === null) return [];
  return [{
    guid: incident.externalUrl,
    isPermaLink: true,
    title: incident.title,
    url: site.incidentUrl(incident.code),
    publishedAt: newest.occurredAt,
    html: newestFirst.map((update) => updateHtml(update, site.zone)).join("\n"),
    summary: excerpt(newest.body),
  }];
}

// The shape of Statuspage's items, by which their readers tell states and times apart.
function updateHtml(update: FeedUpdate, zone: string): string {
  const [day = "", month = ""] = formatInstant(update.occurredAt, zone, "dayMonth").split(" ");
  const [clock = "", ...zoneName] = formatInstant(update.occurredAt, zone, "time").split(" ");
  const head = `<p><small>${month} <var data-var='date'>${day}</var>, <var data-var='time'>${clock}</var> ${zoneName.join(" ")}</small><br><strong>${incidentStateLabels[update.state]}</strong></p>`;
  return [head, renderMarkdown(update.body), update.note === null ? "" : renderMarkdown(update.note)].filter((part) => part !== "").join("\n");
}
