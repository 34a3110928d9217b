import type { IncidentState, UpdateKind } from "../incidents/terms.ts";
import type { MaintenanceState, MaintenanceUpdateKind } from "../maintenance/terms.ts";

export const feedFormats = ["rss", "atom", "json", "calendar"] as const;
export type FeedFormat = (typeof feedFormats)[number];

/** The name under which readers know a format, and what its address ends with. */
export const feedFormatLabels: Record<FeedFormat, string> = { rss: "RSS", atom: "Atom", json: "JSON Feed", calendar: "Calendar" };
export const feedFiles: Record<FeedFormat, string> = { rss: "history.rss", atom: "history.atom", json: "feed.json", calendar: "history.ics" };
export const feedTypes: Record<FeedFormat, string> = { rss: "application/rss+xml", atom: "application/atom+xml", json: "application/feed+json", calendar: "text/calendar" };

/** What a post says about itself beside its words. */
interface PostFacts {
  id: string;
  body: string;
  occurredAt: number;
  recordedAt: number;
  /** Written down without telling anybody: it stands in its story and is no news. */
  isQuiet?: boolean;
  /** Came from another status page's history. */
  isImported?: boolean;
}

export interface FeedUpdate extends PostFacts {
  kind?: UpdateKind;
  state: IncidentState;
  /** The words for this reader alone, where there are some. */
  note: string | null;
  isRecordedLater?: boolean;
  /** When its words, or this reader's note, were last corrected. */
  correctedAt?: number | null;
}

export interface FeedIncident {
  code: string;
  title: string;
  /** Its address on the page it was imported from. */
  externalUrl: string | null;
  state?: IncidentState;
  components?: readonly string[];
  /** What was measured of the feed's customer alone, in one sentence. */
  measured?: string | null;
  updates: readonly FeedUpdate[];
}

export interface FeedWorkUpdate extends PostFacts {
  kind: MaintenanceUpdateKind;
  state: MaintenanceState;
  /** The times before it, where it changed them. */
  earlier: { from: number; until: number } | null;
}

export interface FeedMaintenance {
  id: string;
  code: string;
  title: string;
  state: MaintenanceState;
  scheduledFor: number;
  scheduledUntil: number;
  createdAt: number;
  externalUrl: string | null;
  components: readonly string[];
  /** Newest first. */
  updates: readonly FeedWorkUpdate[];
}

export interface FeedAnnouncement {
  id: string;
  code: string;
  title: string;
  body: string;
  beginsAt: number;
  isQuiet: boolean;
  correctedAt: number | null;
}

/** One post of a story, as every feed says it. */
export interface FeedPost {
  id: string;
  /** "Identified", "Moved", "Post-mortem"; empty where the words need none. */
  word: string;
  occurredAt: number;
  /** When readers could first read it. */
  toldAt: number;
  isNews: boolean;
  isImported: boolean;
  body: string;
  html: string;
}

/** An incident, planned work or an announcement with all its posts: one entry of Atom and JSON Feed, one or several items of RSS. */
export interface FeedStory {
  kind: "incident" | "maintenance" | "announcement";
  /** For ever the same. */
  id: string;
  title: string;
  url: string;
  externalUrl: string | null;
  /** Its state in words; null for what has none. */
  state: string | null;
  isCancelled: boolean;
  components: readonly string[];
  schedule: { from: number; until: number } | null;
  publishedAt: number;
  /** When it last said something new. */
  updatedAt: number;
  /** Newest first. */
  posts: readonly FeedPost[];
  html: string;
  summary: string;
}

/** An item of RSS. */
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
  /** The components it is about, in its reader's names. */
  categories?: readonly string[];
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
  announcementUrl?: (code: string) => string;
}

/** What a feed says of itself. */
export interface Channel {
  pageName: string;
  /** The page it tells about. */
  siteUrl: string;
  /** Its own address; left out where that is a secret. */
  feedUrl?: string;
}
