import type { Context } from "#lib/access/context";
import { matchesEtag } from "#lib/core/etag";
import { Failure } from "#lib/core/failure";
import { drawEvent } from "#lib/feeds/calendar";
import { sha256 } from "#lib/platform/crypto";
import { env } from "#lib/platform/env";
import { findMaintenanceView } from "#lib/status/queries/maintenance";

interface Asked {
  request: Request;
  code: string;
  /** Its page for this reader, without its code. */
  base: string;
  cacheControl: string;
}

/** One maintenance for a reader's calendar, or the 404 of one that this reader may not see. */
export async function answerCalendar(ctx: Context, { request, code, base, cacheControl }: Asked): Promise<Response> {
  const view = await findMaintenanceView(ctx, code);
  if (!view) throw new Failure("not_found", "There is nothing here.");
  const url = `${env.APP_URL}${base}/${encodeURIComponent(view.code)}`;
  const text = drawEvent(view, { url, host: new URL(env.APP_URL).hostname, now: ctx.now, portalName: env.PORTAL_NAME });
  const etag = `"${sha256(text).slice(0, 32)}"`;
  const headers = { etag, "cache-control": cacheControl, "x-robots-tag": "noindex" };
  if (matchesEtag(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  return new Response(text, { headers: { ...headers, "content-type": "text/calendar; charset=utf-8", "content-disposition": 'attachment; filename="maintenance.ics"' } });
}
