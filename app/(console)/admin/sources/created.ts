import { newSecretCookie, serializeCookie } from "#lib/access/cookies";
import { seeOther } from "#lib/access/route";

const shownForSeconds = 300;

/** To the source's page, which shows a new key this once. */
export function showSource(id: string, { key, saved }: { key: string | null; saved: string }): Response {
  return seeOther(`/admin/sources/${id}?saved=${saved}`, key === null ? [] : [serializeCookie(newSecretCookie, encodeURIComponent(`${id}.${key}`), shownForSeconds)]);
}
