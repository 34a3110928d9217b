import RSS from "rss";
import { toRfc822 } from "#lib/core/time";
import { xmlCharacters } from "#lib/core/xml-text";
import { channelDescription, channelTitle } from "./rules.ts";
import type { Channel, FeedItem } from "./terms.ts";

/** The namespace of what RSS 2.0 has no element for. */
export const maintenanceNamespace = "tag:candor.example,2026:maintenance";

/** RSS 2.0 in the shape of Statuspage's `/history.rss`. Says the same bytes until something is published. */
export function drawRss({ pageName, siteUrl, feedUrl, items }: Channel & { items: readonly FeedItem[] }): string {
  const feed = new RSS({ title: xmlCharacters(channelTitle(pageName)), description: channelDescription, site_url: siteUrl, feed_url: feedUrl ?? "", generator: "Candor", ttl: 5, language: "en" });
  for (const item of items) feed.item(toItem(item));
  // The package dates each build now; a reader would take every poll for news.
  return feed.xml({ indent: false }).replace(/<lastBuildDate>[^<]*<\/lastBuildDate>/, lastBuild(items));
}

// Consumers look for an element of this name without a prefix, and RSS 2.0 wants every foreign element in a namespace: it brings its own.
function toItem({ guid, title, url, html, publishedAt, endsAt, categories = [] }: FeedItem): RSS.ItemOptions {
  const end = endsAt === null ? [] : [{ maintenanceEndDate: [{ _attr: { xmlns: maintenanceNamespace } }, toRfc822(endsAt)] }];
  return { guid, title: xmlCharacters(title), url, description: xmlCharacters(html), date: new Date(publishedAt), categories: categories.map(xmlCharacters), custom_elements: end };
}

function lastBuild(items: readonly FeedItem[]): string {
  return items.length === 0 ? "" : `<lastBuildDate>${toRfc822(Math.max(...items.map((item) => item.changedAt)))}</lastBuildDate>`;
}
