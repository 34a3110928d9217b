import { z } from "zod";
import { route } from "#lib/access/route";
import { openApiDocument } from "#lib/api/openapi";
import { env } from "#lib/platform/env";
import { answerBytes } from "../../../feed-answer.ts";

export const GET = route("public.api_document", z.unknown(), async ({ request }) =>
  answerBytes(request, {
    text: JSON.stringify(openApiDocument({ url: env.APP_URL, name: env.PORTAL_NAME })),
    type: "application/json",
    headers: { "cache-control": "public, max-age=0, s-maxage=15, stale-if-error=86400" },
  }),
);
