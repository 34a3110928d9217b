import { z } from "zod";
import { route } from "#lib/access/route";
import { Failure } from "#lib/core/failure";
import { listFeedItems } from "#lib/feeds/queries";
import { drawRss } from "#lib/feeds/rss";
import { env } from "#lib/platform/env";
import { answerFeed } from "../../../../feed-answer.ts";

/** A member's own feed. The token in the address is not repeated in the document, which people share. */
export const GET = route("feeds.private_rss", z.unknown(), async ({ ctx, request, customer }) => {
  if (!customer) throw new Failure("not_found", "There is nothing here.");
  const home = `${env.APP_URL}/c/${customer.slug}`;
  const site = { url: env.APP_URL, incidentUrl: (code: string) => `${home}/incidents/${encodeURIComponent(code)}`, maintenanceUrl: (code: string) => `${home}/maintenance/${encodeURIComponent(code)}` };
  const xml = drawRss({ pageName: `${env.PORTAL_NAME}, ${customer.name}`, siteUrl: home, items: await listFeedItems(ctx, site) });
  return answerFeed(request, { xml, cacheControl: "private, no-cache" });
});
