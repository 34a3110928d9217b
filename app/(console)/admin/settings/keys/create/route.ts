import { newKeyCookie, serializeCookie } from "#lib/access/cookies";
import { route, seeOther } from "#lib/access/route";
import { createKey } from "#lib/keys/commands";
import { CreateKey } from "#lib/keys/input";

const shownForSeconds = 120;

export const POST = route("settings.create_key", CreateKey, async ({ ctx }, input) => {
  const { id, token } = await createKey(ctx, input);
  return seeOther(`/admin/settings/keys?key=${id}`, [serializeCookie(newKeyCookie, `${id}.${token}`, shownForSeconds)]);
});
