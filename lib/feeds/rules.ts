import { excerpt, renderMarkdown } from "../core/markdown.ts";
import { formatInstant, formatSpan, localDate, zoneLabel } from "../core/time.ts";
import { incidentStateLabels } from "../incidents/terms.ts";
import { type MaintenanceUpdateKind, maintenanceStateLabels } from "../maintenance/terms.ts";
import type { FeedAnnouncement, FeedIncident, FeedItem, FeedMaintenance, FeedPost, FeedSite, FeedSiteWithWork, FeedStory, FeedUpdate, FeedWorkUpdate } from "./terms.ts";

export function channelTitle(pageName: string): string {
  return `${pageName} - Incident History`;
}

/** Readers of Statuspage's feeds look for this very word. */
export const channelDescription = "Statuspage";

export function incidentStory(incident: FeedIncident, site: FeedSite): FeedStory {
  const { code, title, externalUrl, state, components = [], measured = null, updates } = incident;
  const posts = withMeasured(newestFirst(updates.map((update) => incidentPost(update, { zone: site.zone, hasPermalink: externalUrl !== null }))), measured);
  const story = { kind: "incident" as const, id: tag(site.url, `incident/${code}`), title, url: site.incidentUrl(code), externalUrl, state: state ? incidentStateLabels[state] : null, isCancelled: false, components, schedule: null };
  return { ...story, ...timesOf(posts), posts, html: htmlOf(posts), summary: summaryOf(posts) };
}

export function maintenanceStory(work: FeedMaintenance, site: FeedSiteWithWork): FeedStory {
  const posts = newestFirst(work.updates.map((update) => workPost(update, site.zone)));
  const isCancelled = work.state === "cancelled";
  const html = [scheduleHtml({ from: work.scheduledFor, until: work.scheduledUntil, isCancelled }, site.zone), ...posts.map((post) => post.html)].join("\n");
  const story = { kind: "maintenance" as const, id: tag(site.url, `maintenance/${work.id}`), title: work.title, url: site.maintenanceUrl(work.code), externalUrl: work.externalUrl };
  const times = posts.length === 0 ? { publishedAt: work.createdAt, updatedAt: work.createdAt } : timesOf(posts);
  return { ...story, state: maintenanceStateLabels[work.state], isCancelled, components: work.components, schedule: { from: work.scheduledFor, until: work.scheduledUntil }, ...times, posts, html, summary: summaryOf(posts) };
}

export function announcementStory(announcement: FeedAnnouncement, site: FeedSiteWithWork): FeedStory {
  const { id, code, title, body, beginsAt, isQuiet, correctedAt } = announcement;
  const html = [entryHtml("", { body, occurredAt: beginsAt }, site.zone), correctionHtml(correctedAt, site.zone)].filter(Boolean).join("\n");
  const post: FeedPost = { id, word: "", occurredAt: beginsAt, toldAt: beginsAt, isNews: !isQuiet, isImported: false, body, html };
  const url = site.announcementUrl?.(code) ?? site.url;
  return { kind: "announcement", id: tag(site.url, `announcement/${id}`), title, url, externalUrl: null, state: null, isCancelled: false, components: [], schedule: null, publishedAt: beginsAt, updatedAt: beginsAt, posts: [post], html, summary: excerpt(body) };
}

/** A story of which nobody was told anything stands on the page and in no feed. */
export function isTold({ posts }: FeedStory): boolean {
  return posts.length === 0 || posts.some((post) => post.isNews);
}

/** What was told last, first. */
export function latestTold(stories: readonly FeedStory[], limit: number): FeedStory[] {
  return stories.filter(isTold).toSorted((a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? 1 : -1)).slice(0, limit);
}

/**
 * One item a published update, newest first; its GUID belongs to the update and survives every edit. What was imported from
 * another page stays the one item an incident that readers already know: its old permalink is its GUID.
 */
export function feedItems(incidents: readonly FeedIncident[], site: FeedSite): FeedItem[] {
  return latestItems(incidents.flatMap((incident) => storyItems(incidentStory(incident, site), site)), Number.POSITIVE_INFINITY);
}

export function storyItems(story: FeedStory, site: FeedSite): FeedItem[] {
  switch (story.kind) {
    case "incident":
      return [...importedItem(story), ...story.posts.filter((post) => post.isNews && !post.isImported).map((post) => postItem(story, { post, guid: updateGuid(site.url, post.id) }))];
    case "maintenance":
      return workItems(story, site);
    case "announcement":
      return story.posts.filter((post) => post.isNews).map((post) => postItem(story, { post, guid: story.id }));
  }
}

/** The newest of all kinds. */
export function latestItems(items: readonly FeedItem[], limit: number): FeedItem[] {
  return items.toSorted((a, b) => b.publishedAt - a.publishedAt || (a.guid < b.guid ? 1 : -1)).slice(0, limit);
}

export function updateGuid(siteUrl: string, updateId: string): string {
  return tag(siteUrl, `update/${updateId}`);
}

/** A name for what has no address of its own, the same wherever it is read. (RFC 4151) */
export function tag(siteUrl: string, specific: string): string {
  return `tag:${new URL(siteUrl).hostname},2026:${specific}`;
}

// Planned work is one item, dated where it begins, as readers of Statuspage's feeds expect it; what is said of it later is one more each.
function workItems(story: FeedStory, site: FeedSite): FeedItem[] {
  if (!isTold(story) || story.schedule === null) return [];
  const { title, url, externalUrl, isCancelled, schedule, posts, html, summary } = story;
  const plan: FeedItem = {
    guid: externalUrl ?? story.id,
    isPermaLink: externalUrl !== null,
    title: isCancelled ? `Cancelled: ${title}` : title,
    url,
    publishedAt: schedule.from,
    changedAt: story.updatedAt,
    endsAt: isCancelled ? null : schedule.until,
    categories: story.components,
    html,
    summary,
  };
  const later = posts.slice(0, -1).filter((post) => post.isNews && !post.isImported);
  return [plan, ...later.map((post) => postItem(story, { post, guid: tag(site.url, `maintenance-update/${post.id}`) }))];
}

function postItem(story: FeedStory, { post, guid }: { post: FeedPost; guid: string }): FeedItem {
  const title = post.word === "" ? story.title : `${post.word}: ${story.title}`;
  return { guid, isPermaLink: false, title, url: story.url, publishedAt: post.toldAt, changedAt: post.toldAt, endsAt: null, categories: story.components, html: post.html, summary: excerpt(post.body) };
}

function importedItem({ externalUrl, title, url, posts, components }: FeedStory): FeedItem[] {
  const imported = posts.filter((post) => post.isImported);
  const [newest] = imported;
  if (!newest || externalUrl === null) return [];
  return [{ guid: externalUrl, isPermaLink: true, title, url, publishedAt: newest.occurredAt, changedAt: newest.occurredAt, endsAt: null, categories: components, html: htmlOf(imported), summary: excerpt(newest.body) }];
}

function incidentPost(update: FeedUpdate, { zone, hasPermalink }: { zone: string; hasPermalink: boolean }): FeedPost {
  const word = update.kind === "postmortem" ? "Post-mortem" : incidentStateLabels[update.state];
  const isImported = hasPermalink && update.isImported === true;
  const said = [
    entryHtml(word, update, zone),
    update.note === null ? "" : renderMarkdown(update.note),
    update.isRecordedLater && !isImported ? remark(`Recorded later: ${momentHtml(update.recordedAt, zone)} ${zoneLabel(update.recordedAt, zone)}`) : "",
    correctionHtml(update.correctedAt ?? null, zone),
  ];
  return { ...postOf(update, isImported), word, html: said.filter((part) => part !== "").join("\n") };
}

// It belongs to the incident as it stands, so it is read with what was said last.
function withMeasured([newest, ...older]: readonly FeedPost[], measured: string | null): FeedPost[] {
  if (!newest) return [];
  return [measured === null ? newest : { ...newest, html: `${newest.html}\n${renderMarkdown(`**For you:** ${measured}`)}` }, ...older];
}

function workPost(update: FeedWorkUpdate, zone: string): FeedPost {
  const word = workWords[update.kind] ?? maintenanceStateLabels[update.state];
  const moved = update.earlier === null ? "" : `<p>Before: ${formatSpan(update.earlier.from, update.earlier.until, zone)}</p>`;
  return { ...postOf(update, update.isImported === true), word, html: [entryHtml(word, update, zone), moved].filter((part) => part !== "").join("\n") };
}

// What a note is about is told by the work's state.
const workWords: Record<MaintenanceUpdateKind, string | null> = {
  scheduled: "Scheduled",
  moved: "Moved",
  extended: "Extended",
  started: "Started",
  verifying: "Verifying",
  completed: "Completed",
  cancelled: "Cancelled",
  reminder: "Reminder",
  overrun: "Takes longer than planned",
  note: null,
};

function postOf({ id, body, occurredAt, recordedAt, isQuiet }: FeedUpdate | FeedWorkUpdate, isImported: boolean) {
  return { id, body, occurredAt, isImported, isNews: isQuiet !== true, toldAt: isImported ? occurredAt : recordedAt };
}

function newestFirst(posts: FeedPost[]): FeedPost[] {
  return posts.toSorted((a, b) => b.occurredAt - a.occurredAt || b.toldAt - a.toldAt || (a.id < b.id ? 1 : -1));
}

function timesOf(posts: readonly FeedPost[]): { publishedAt: number; updatedAt: number } {
  const told = posts.filter((post) => post.isNews).map((post) => post.toldAt);
  return { publishedAt: Math.min(...told), updatedAt: Math.max(...told) };
}

function htmlOf(posts: readonly FeedPost[]): string {
  return posts.map((post) => post.html).join("\n");
}

function summaryOf([newest]: readonly FeedPost[]): string {
  return excerpt(newest?.body ?? "");
}

// The shape of Statuspage's items, by which their readers tell states and times apart.
function entryHtml(label: string, { body, occurredAt }: { body: string; occurredAt: number }, zone: string): string {
  const moment = `<small>${momentHtml(occurredAt, zone)} ${zoneLabel(occurredAt, zone)}</small>`;
  const head = label === "" ? `<p>${moment}</p>` : `<p>${moment}<br><strong>${label}</strong></p>`;
  return [head, renderMarkdown(body)].filter((part) => part !== "").join("\n");
}

function correctionHtml(at: number | null, zone: string): string {
  return at === null ? "" : remark(`Corrected: ${momentHtml(at, zone)} ${zoneLabel(at, zone)}`);
}

function remark(html: string): string {
  return `<p><small>${html}</small></p>`;
}

function scheduleHtml({ from, until, isCancelled }: { from: number; until: number; isCancelled: boolean }, zone: string): string {
  const isOneDay = localDate(from, zone) === localDate(until, zone);
  const end = isOneDay ? `<var data-var='time'>${formatInstant(until, zone, "clock")}</var>` : momentHtml(until, zone);
  return `<p><strong>${isCancelled ? "CANCELLED, IT WAS PLANNED FOR" : "THIS IS A SCHEDULED EVENT"} ${momentHtml(from, zone)} - ${end} ${zoneLabel(until, zone)}</strong></p>`;
}

function momentHtml(at: number, zone: string): string {
  const [day = "", month = ""] = formatInstant(at, zone, "dayMonth").split(" ");
  return `${month} <var data-var='date'>${day}</var>, <var data-var='time'>${formatInstant(at, zone, "clock")}</var>`;
}
