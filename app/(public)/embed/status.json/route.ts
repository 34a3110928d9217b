import { z } from "zod";
import { route } from "#lib/access/route";
import { drawEmbedStatus } from "../../../embeds.ts";
import { answerBytes } from "../../../feed-answer.ts";

export const GET = route("public.embed_status", z.unknown(), async ({ ctx, request }) =>
  answerBytes(request, {
    text: await drawEmbedStatus(ctx, null),
    type: "application/json",
    headers: { "cache-control": "public, max-age=0, s-maxage=15, stale-if-error=86400", "access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin" },
  }),
);
