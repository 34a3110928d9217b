import { z } from "zod";
import { route } from "#lib/access/route";
import { listFeedItems } from "#lib/feeds/queries";
import { drawRss } from "#lib/feeds/rss";
import { env } from "#lib/platform/env";
import { answerFeed } from "../../feed-answer.ts";

const base = env.APP_URL;
const site = { url: base, incidentUrl: (code: string) => `${base}/incidents/${encodeURIComponent(code)}`, maintenanceUrl: (code: string) => `${base}/maintenance/${encodeURIComponent(code)}` };

export const GET = route("public.rss", z.unknown(), async ({ ctx, request }) => {
  const xml = drawRss({ pageName: env.PORTAL_NAME, siteUrl: `${base}/`, feedUrl: `${base}/history.rss`, items: await listFeedItems(ctx, site) });
  return answerFeed(request, { xml, cacheControl: "public, max-age=15, stale-while-revalidate=60, stale-if-error=86400" });
});
