import type { Context } from "#lib/access/context";
import { newSecretCookie, serializeCookie } from "#lib/access/cookies";
import { seeOther } from "#lib/access/route";
import type { Changed } from "#lib/delivery/commands/change-endpoint";
import type { AddEndpoint, ChangeEndpoint } from "#lib/delivery/input";
import { awaitOutcome } from "#lib/delivery/queries/own-endpoints";

const shownForSeconds = 120;
const outcomeWithinMs = 5_000;

export function answerAdded(base: string, { id, secret }: { id: string; secret: string | null }, { channel }: AddEndpoint): Response {
  return seeOther(`${base}/${id}?saved=${channel === "sms" ? "code" : "add"}`, secretCookies(id, secret));
}

/** Back to the page, with the outcome of a test where it is there in a moment. */
export async function answerChanged(ctx: Context, { base, change, changed }: { base: string; change: ChangeEndpoint; changed: Changed }): Promise<Response> {
  if (change.intent === "remove") return seeOther(`${base}?saved=remove`);
  const isDone = changed.deliveryId === undefined || (await awaitOutcome(ctx, { deliveryId: changed.deliveryId, withinMs: outcomeWithinMs }));
  return seeOther(`${base}/${encodeURIComponent(change.id)}?saved=${isDone ? change.intent : "waiting"}`, secretCookies(change.id, changed.secret ?? null));
}

function secretCookies(id: string, secret: string | null): string[] {
  return secret === null ? [] : [serializeCookie(newSecretCookie, encodeURIComponent(`${id}.${secret}`), shownForSeconds)];
}

/** The secret that this browser has just been given for this endpoint. */
export function secretOf(cookie: string | null, id: string): string | null {
  const text = cookie === null ? "" : decodeURIComponent(cookie);
  return text.startsWith(`${id}.`) ? text.slice(id.length + 1) : null;
}
