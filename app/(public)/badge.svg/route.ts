import { route } from "#lib/access/route";
import { Failure } from "#lib/core/failure";
import { drawBadge } from "#lib/embeds/badge";
import { BadgeWish } from "#lib/embeds/input";
import { env } from "#lib/platform/env";
import { getStatusView } from "#lib/status/queries/view";
import { answerBytes } from "../../feed-answer.ts";

export const GET = route("public.badge", BadgeWish, async ({ ctx, request }, { component: wanted, style }) => {
  const { headline, groups } = await getStatusView(ctx);
  const component = wanted === undefined ? { name: env.PORTAL_NAME, state: headline.state } : groups.flatMap((group) => group.components).find(({ id }) => id === wanted);
  if (!component) throw new Failure("not_found", "There is no such component on the public page.");
  return answerBytes(request, {
    text: drawBadge({ name: component.name, state: component.state, style }),
    type: "image/svg+xml",
    headers: {
      "cache-control": "public, max-age=0, s-maxage=15, stale-if-error=86400",
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
    },
  });
});
