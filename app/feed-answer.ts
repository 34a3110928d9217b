import { matchesEtag } from "#lib/core/etag";
import { sha256 } from "#lib/platform/crypto";

/** A feed's bytes under a strong ETag, or 304 for a reader that has them. */
export function answerFeed(request: Request, feed: { xml: string; cacheControl: string }): Response {
  const etag = `"${sha256(feed.xml).slice(0, 32)}"`;
  const headers = { etag, "cache-control": feed.cacheControl, "x-robots-tag": "noindex", "referrer-policy": "no-referrer" };
  if (matchesEtag(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  return new Response(feed.xml, { headers: { ...headers, "content-type": "application/rss+xml; charset=utf-8" } });
}
