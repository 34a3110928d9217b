import RSS from "rss";
import { toRfc822 } from "#lib/core/time";
import { channelDescription, channelTitle, type FeedItem } from "./rules.ts";

export interface Channel {
  pageName: string;
  siteUrl: string;
  /** Its own address; left out where that is a secret. */
  feedUrl?: string;
  items: readonly FeedItem[];
}

/** RSS 2.0 in the shape of Statuspage's `/history.rss`. Says the same bytes until something is published. */
export function drawRss({ pageName, siteUrl, feedUrl, items }: Channel): string {
  const feed = new RSS({ title: clean(channelTitle(pageName)), description: channelDescription, site_url: siteUrl, feed_url: feedUrl ?? "", generator: "Candor", ttl: 5, language: "en" });
  for (const item of items) feed.item(toItem(item));
  // The package dates each build now; a reader would take every poll for news.
  return feed.xml({ indent: false }).replace(/<lastBuildDate>[^<]*<\/lastBuildDate>/, lastBuild(items));
}

function toItem({ guid, title, url, html, publishedAt, endsAt }: FeedItem): RSS.ItemOptions {
  const end = endsAt === null ? [] : [{ maintenanceEndDate: toRfc822(endsAt) }];
  return { guid, title: clean(title), url, description: clean(html), date: new Date(publishedAt), custom_elements: end };
}

function lastBuild(items: readonly FeedItem[]): string {
  return items.length === 0 ? "" : `<lastBuildDate>${toRfc822(Math.max(...items.map((item) => item.changedAt)))}</lastBuildDate>`;
}

// What is not a character to XML 1.0 (section 2.2) cannot be written even escaped; one of them makes the whole feed unreadable.
function clean(text: string): string {
  return text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "\ufffd");
}
