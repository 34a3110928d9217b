import { z } from "zod";
import { route } from "#lib/access/route";
import { Failure } from "#lib/core/failure";
import { mayReadMetrics } from "#lib/health/rules";
import { isSameSecret } from "#lib/platform/crypto";
import { env } from "#lib/platform/env";
import { registry } from "#lib/platform/metrics";

export const GET = route("health.metrics", z.unknown(), async ({ request }) => {
  const asker = { address: request.headers.get("x-client-address") ?? "", isForwarded: request.headers.has("x-candor-forwarded"), authorization: request.headers.get("authorization"), token: env.METRICS_TOKEN };
  if (!mayReadMetrics(asker, isSameSecret)) throw new Failure("not_found", "There is nothing here.");
  return new Response(await registry.metrics(), { headers: { "content-type": registry.contentType, "cache-control": "no-store" } });
});
