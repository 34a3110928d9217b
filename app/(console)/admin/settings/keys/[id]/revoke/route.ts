import { route, seeOther } from "#lib/access/route";
import { revokeKey } from "#lib/keys/commands";
import { RevokeKey } from "#lib/keys/input";

export const POST = route("settings.revoke_key", RevokeKey, async ({ ctx }, { id }) => {
  await revokeKey(ctx, { id });
  return seeOther("/admin/settings/keys?saved=revoked");
});
