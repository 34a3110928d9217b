import { z } from "zod";
import { route } from "#lib/access/route";
import { getHealth } from "#lib/health/queries";
import { isReady } from "#lib/health/rules";

export const GET = route("health.ready", z.unknown(), async ({ ctx }) => {
  const health = await getHealth(ctx);
  return Response.json({ status: isReady(health) ? "ready" : "not_ready", ...health }, { status: isReady(health) ? 200 : 503, headers: { "cache-control": "no-store" } });
});
