import { z } from "zod";
import { route } from "#lib/access/route";
import { openApiDocument } from "#lib/api/openapi";
import { env } from "#lib/platform/env";

export const GET = route("public.api_document", z.unknown(), async () => {
  const document = openApiDocument({ url: env.APP_URL, name: env.PORTAL_NAME });
  return new Response(JSON.stringify(document), { headers: { "content-type": "application/json", "cache-control": "public, max-age=300" } });
});
