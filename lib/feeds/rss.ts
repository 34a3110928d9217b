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

// XML 1.0 has no way to write these at all, not even escaped; one of them makes the whole feed unreadable.
function clean(text: string): string {
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd");
}
