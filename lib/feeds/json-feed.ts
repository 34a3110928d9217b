import { generateJsonFeed } from "feedsmith";
import { toIso } from "#lib/core/time";
import { channelTitle } from "./rules.ts";
import type { Channel, FeedStory } from "./terms.ts";

/** JSON Feed 1.1: one item a story, by the same id for ever. */
export function drawJsonFeed({ pageName, siteUrl, feedUrl, stories }: Channel & { stories: readonly FeedStory[] }): string {
  const feed = generateJsonFeed({
    title: channelTitle(pageName).toWellFormed(),
    home_page_url: siteUrl,
    ...(feedUrl === undefined ? {} : { feed_url: feedUrl }),
    authors: [{ name: pageName.toWellFormed() }],
    language: "en",
    items: stories.map(toItem),
  });
  // The package leaves out a list without items, which the format requires.
  return JSON.stringify({ items: [], ...(feed as object) });
}

function toItem({ id, url, externalUrl, title, html, summary, publishedAt, updatedAt, kind, state, components }: FeedStory) {
  return {
    id,
    url,
    ...(externalUrl === null ? {} : { external_url: externalUrl }),
    title: title.toWellFormed(),
    content_html: html.toWellFormed(),
    ...(summary === "" ? {} : { summary: summary.toWellFormed() }),
    date_published: toIso(publishedAt),
    date_modified: toIso(updatedAt),
    tags: [kind, ...(state === null ? [] : [state]), ...components].map((text) => text.toWellFormed()),
  };
}
