import type { Call } from "#lib/access/route";
import type { Context } from "#lib/access/context";
import type { GateCustomer } from "#lib/access/queries";
import { matchesEtag } from "#lib/core/etag";
import { Failure } from "#lib/core/failure";
import { drawAtom } from "#lib/feeds/atom";
import { maintenanceEvent } from "#lib/feeds/calendar";
import { drawCalendar } from "#lib/feeds/calendar-feed";
import { drawJsonFeed } from "#lib/feeds/json-feed";
import { listCalendarWork, listFeedItems, listStories } from "#lib/feeds/queries";
import { drawRss } from "#lib/feeds/rss";
import { feedFiles, type FeedFormat, feedTypes } from "#lib/feeds/terms";
import { sha256 } from "#lib/platform/crypto";
import { env } from "#lib/platform/env";

const forEverybody = "public, max-age=15, stale-while-revalidate=60, stale-if-error=86400";
const forOne = "private, no-cache";

interface Place {
  pageName: string;
  /** The page that the feed tells about. */
  home: string;
  /** Before the feeds' own names; null where that holds a secret, as people share documents. */
  feedBase: string | null;
}

export async function answerPublicFeed({ ctx, request }: Call, format: FeedFormat): Promise<Response> {
  const text = await draw(ctx, { format, place: { pageName: env.PORTAL_NAME, home: env.APP_URL, feedBase: env.APP_URL } });
  // A reader in a browser may be anybody's page, and what it reads is everybody's.
  return answerBytes(request, { text, type: feedTypes[format], headers: { "cache-control": forEverybody, "access-control-allow-origin": "*" } });
}

/** A member's own feed. The token in the address is not repeated in the document, which people share. */
export async function answerPrivateFeed({ ctx, request, customer }: Call, format: FeedFormat): Promise<Response> {
  if (!customer) throw new Failure("not_found", "There is nothing here.");
  const text = await draw(ctx, { format, place: placeOf(customer) });
  return answerBytes(request, { text, type: feedTypes[format], headers: { "cache-control": forOne } });
}

/** Bytes under a strong ETag, or 304 for a reader that has them. */
export function answerBytes(request: Request, { text, type, headers: own }: { text: string; type: string; headers: Record<string, string> }): Response {
  const etag = `"${sha256(text).slice(0, 32)}"`;
  const headers = { etag, "x-robots-tag": "noindex", "referrer-policy": "no-referrer", ...own };
  if (matchesEtag(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  return new Response(text, { headers: { ...headers, "content-type": `${type}; charset=utf-8` } });
}

function placeOf({ slug, name }: GateCustomer): Place {
  return { pageName: `${env.PORTAL_NAME}, ${name}`, home: `${env.APP_URL}/c/${slug}`, feedBase: null };
}

async function draw(ctx: Context, { format, place }: { format: FeedFormat; place: Place }): Promise<string> {
  const { pageName, home, feedBase } = place;
  const under = (what: string) => (code: string) => `${home}/${what}/${encodeURIComponent(code)}`;
  const site = { url: env.APP_URL, incidentUrl: under("incidents"), maintenanceUrl: under("maintenance"), announcementUrl: under("announcements") };
  const channel = { pageName, siteUrl: home === env.APP_URL ? `${home}/` : home, ...(feedBase === null ? {} : { feedUrl: `${feedBase}/${feedFiles[format]}` }) };
  switch (format) {
    case "rss":
      return drawRss({ ...channel, items: await listFeedItems(ctx, site) });
    case "atom":
      return drawAtom({ ...channel, stories: await listStories(ctx, site) });
    case "json":
      return drawJsonFeed({ ...channel, stories: await listStories(ctx, site) });
    case "calendar": {
      const { hostname: host } = new URL(env.APP_URL);
      const events = (await listCalendarWork(ctx)).map((work) => maintenanceEvent(work, { url: site.maintenanceUrl(work.code), host, now: ctx.now }));
      return drawCalendar({ name: `${pageName}: planned maintenance`, description: `Planned maintenance of ${pageName}. ${home}`, events });
    }
  }
}
