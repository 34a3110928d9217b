import { generateAtomFeed } from "feedsmith";
import { toIso } from "#lib/core/time";
import { xmlCharacters } from "#lib/core/xml-text";
import { channelTitle, tag } from "./rules.ts";
import { feedTypes, type Channel, type FeedStory } from "./terms.ts";

/** RFC 4287 in the shape of Statuspage's `/history.atom`: one entry a story, by the same id for ever. */
export function drawAtom({ pageName, siteUrl, feedUrl, stories }: Channel & { stories: readonly FeedStory[] }): string {
  const self = feedUrl === undefined ? [] : [{ rel: "self", type: feedTypes.atom, href: feedUrl }];
  return generateAtomFeed(
    {
      id: feedId(siteUrl),
      title: { value: xmlCharacters(channelTitle(pageName)) },
      updated: toIso(lastUpdate(stories)),
      links: [{ rel: "alternate", type: "text/html", href: siteUrl }, ...self],
      authors: [{ name: xmlCharacters(pageName) }],
      generator: { text: "Candor" },
      entries: stories.map(toEntry),
    },
    { strict: false },
  );
}

function toEntry({ id, title, url, publishedAt, updatedAt, html, kind, state, components }: FeedStory) {
  return {
    id,
    title: { value: xmlCharacters(title) },
    published: toIso(publishedAt),
    updated: toIso(updatedAt),
    links: [{ rel: "alternate", type: "text/html", href: url }],
    categories: [kind, ...(state === null ? [] : [state]), ...components].map((term) => ({ term: xmlCharacters(term) })),
    content: { type: "html", value: xmlCharacters(html) },
  };
}

/** A feed must say when it changed last, even where nothing has been told yet. */
export function lastUpdate(stories: readonly FeedStory[]): number {
  return Math.max(0, ...stories.map((story) => story.updatedAt));
}

function feedId(siteUrl: string): string {
  return tag(siteUrl, `${new URL(siteUrl).pathname.replace(/\/$/, "")}/history`);
}
