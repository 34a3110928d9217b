import { and, count, eq, gt, sql } from "drizzle-orm";
import type { Tx } from "#db/open";
import { deliveries } from "#db/schema/delivery";
import { endpoints, subscribers } from "#db/schema/subscriptions";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { isSameSecret, randomDigits } from "#lib/platform/crypto";
import { env } from "#lib/platform/env";
import { wakeWorkers } from "#lib/platform/outbox";
import { openSecrets, sealSecrets } from "../channels/sealed.ts";
import { laneOf } from "../rules/lane.ts";
import type { OwnEndpoint } from "../queries/endpoint-owner.ts";

const digits = 6;
const lifeMs = 30 * 60_000;
const mostTries = 5;
const mostADay = 5;
const dayMs = 86_400_000;

/** Sends a new code to a telephone; the one before is worth nothing any more. It is sealed where a webhook keeps its secrets. */
export async function sendCode(tx: Tx, { id, shown, customerId, now }: { id: string; shown: string; customerId: string | null; now: number }): Promise<void> {
  const isRecent = and(eq(deliveries.address, shown), sql`${deliveries.kind} = 'personal'`, gt(deliveries.createdAt, now - dayMs));
  const [today] = await tx.select({ sent: count() }).from(deliveries).where(isRecent);
  if ((today?.sent ?? 0) >= mostADay) throw new Failure("rate_limited", "Several codes were sent to this number today. Try again tomorrow.");
  const code = randomDigits(digits);
  await keep(tx, id, { code, until: now + lifeMs, tries: 0 });
  const message = { to: shown, from: "", subject: "", html: "", text: `${code} is your code to get status messages of ${env.PORTAL_NAME} on this number. If you did not ask for it, ignore this message.`, headers: {} };
  const deliveryId = newId("dlv", now);
  await tx.insert(deliveries).values({ id: deliveryId, kind: "personal", channel: "sms", subscriberId: id, customerId, address: shown, state: "queued", lane: laneOf("personal", null), dedupeKey: `code:${deliveryId}`, message, dueAt: now, createdAt: now });
  wakeWorkers(tx);
}

/** Whether the code is right. A wrong one counts, and after five the code is worth nothing. */
export async function takeCode(tx: Tx, { endpoint, code, now }: { endpoint: OwnEndpoint; code: string; now: number }): Promise<"right" | "wrong" | "over"> {
  const sent = endpoint.sealedSecrets === null ? null : read(endpoint.id, endpoint.sealedSecrets);
  if (sent === null || sent.until <= now || sent.tries >= mostTries) return "over";
  const isRight = isSameSecret(code.replace(/\D/g, ""), sent.code);
  if (!isRight) {
    await keep(tx, endpoint.id, { ...sent, tries: sent.tries + 1 });
    return "wrong";
  }
  await tx.update(endpoints).set({ sealedSecrets: null }).where(eq(endpoints.subscriberId, endpoint.id));
  await tx.update(subscribers).set({ state: "active", confirmedAt: now }).where(eq(subscribers.id, endpoint.id));
  return "right";
}

interface Code {
  code: string;
  until: number;
  tries: number;
}

async function keep(tx: Tx, id: string, { code, until, tries }: Code): Promise<void> {
  await tx.update(endpoints).set({ sealedSecrets: sealSecrets(id, [code, String(until), String(tries)]) }).where(eq(endpoints.subscriberId, id));
}

function read(id: string, sealed: string): Code | null {
  const [code, until, tries] = openSecrets(id, sealed);
  return code === undefined ? null : { code, until: Number(until), tries: Number(tries) };
}
