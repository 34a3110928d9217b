import { z } from "zod";
import { route } from "#lib/access/route";
import { Failure } from "#lib/core/failure";
import { drawEmbedStatus } from "../../../../../embeds.ts";
import { answerBytes } from "../../../../../feed-answer.ts";

/** Where this is kept, the server in front of Next says for whose pages it is; here it is said the same way. */
export const GET = route("embeds.status", z.unknown(), async ({ ctx, request, customer, origins = [] }) => {
  if (!customer) throw new Failure("not_found", "There is nothing here.");
  const origin = request.headers.get("origin");
  const allowed: Record<string, string> = origin !== null && origins.includes(origin) ? { "access-control-allow-origin": origin } : {};
  return answerBytes(request, { text: await drawEmbedStatus(ctx, customer), type: "application/json", headers: { ...allowed, "cache-control": "private, no-cache", vary: "origin", "cross-origin-resource-policy": "cross-origin" } });
});
