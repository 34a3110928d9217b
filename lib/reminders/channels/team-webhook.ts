import { z } from "zod";
import type { Db } from "#db/open";
import { env } from "#lib/platform/env";
import { createOutboundFetch, RefusedAddress, type OutboundAnswer } from "#lib/platform/http";
import { enqueue } from "#lib/platform/outbox";
import { Permanent, RetryLater } from "#lib/platform/retry";
import { pauseOf } from "#lib/platform/retry-after";
import { signatureHeaders } from "#lib/platform/webhook-signature";
import type { BurnFacts } from "../rules.ts";

/** Where the team's own tools hear of budgets, and what they know us by. */
export interface TeamWebhook {
  url: string;
  secret: string;
}

export interface TeamEvent {
  type: "slo.alert_opened" | "slo.alert_resolved" | "slo.state_changed";
  /** Names this telling, so that it is queued once however often a job runs. */
  key: string;
  at: number;
  data: Record<string, unknown>;
}

const timeoutMs = 15_000;

interface Objective {
  sloId: string;
  name: string;
  customer: string | null;
}

const objectiveOf = ({ sloId, name, customer }: Objective) => ({ id: sloId, name, customer, url: `${env.APP_URL}/admin/slos/${sloId}` });
const isoOrNull = (at: number | null) => (at === null ? null : new Date(at).toISOString());

export function burnEvent(type: "slo.alert_opened" | "slo.alert_resolved", burn: BurnFacts & { alertId: string }): TeamEvent {
  const { alertId, severity, sentence, openedAt, resolvedAt } = burn;
  const data = { alertId, severity, sentence, openedAt: isoOrNull(openedAt), resolvedAt: isoOrNull(resolvedAt), objective: objectiveOf(burn) };
  return { type, key: `${type}:${alertId}`, at: resolvedAt ?? openedAt, data };
}

export function budgetEvent(facts: Objective & { state: string; leftPpm: number; at: number }): TeamEvent {
  const { sloId, state, leftPpm, at } = facts;
  return { type: "slo.state_changed", key: `slo.state_changed:${sloId}:${at}`, at, data: { state, leftPpm, objective: objectiveOf(facts) } };
}

export function teamWebhook(): TeamWebhook | null {
  const { SLO_WEBHOOK_URL: url, SLO_WEBHOOK_SECRET: secret } = env;
  return url && secret ? { url, secret } : null;
}

/** Queues the bytes that every try of it sends; nothing where there is no webhook. */
// no requirePermission: the worker's own work
// no record: nothing changes for anybody
export async function queueForTeam(db: Db, { event, now, webhook = teamWebhook() }: { event: TeamEvent; now: number; webhook?: TeamWebhook | null }): Promise<void> {
  if (!webhook) return;
  const { type, key, at, data } = event;
  const body = JSON.stringify({ type, timestamp: new Date(at).toISOString(), data });
  await db.write((tx) => enqueue(tx, { kind: "team.webhook_due", payload: { body }, dedupeKey: `team.webhook:${key}` }, now));
}

const Payload = z.object({ body: z.string() });

interface Posting {
  eventId: string;
  now: number;
  webhook?: TeamWebhook | null;
}

/** `team.webhook_due`: posts it, signed as Standard Webhooks asks for, under the id that all its tries share. */
export async function postToTeam({ eventId, now, webhook = teamWebhook() }: Posting, payload: unknown): Promise<void> {
  const { body } = Payload.parse(payload);
  if (!webhook) return;
  // Whoever sets the variable runs the portal: the tool may stand in the same network or on the same machine.
  const outbound = createOutboundFetch({ allowLoopback: true, allowPrivate: true });
  try {
    const headers = { "content-type": "application/json", ...signatureHeaders({ id: eventId, at: now, secrets: [webhook.secret], body }) };
    judge(await outbound.send({ method: "POST", url: webhook.url, headers, body, timeoutMs, whenLarger: "cut" }), now);
  } catch (error) {
    throw error instanceof RefusedAddress ? new Permanent(`SLO_WEBHOOK_URL cannot be used: ${error.message}`) : error;
  } finally {
    await outbound.close();
  }
}

function judge({ status, headers }: OutboundAnswer, now: number): void {
  if (status >= 200 && status < 300) return;
  const sentence = `SLO_WEBHOOK_URL answered ${status}.`;
  const retryAt = status === 429 || status === 503 ? pauseOf(headers["retry-after"], now) : null;
  if (status === 410) throw new Permanent(sentence);
  throw retryAt === null ? new Error(sentence) : new RetryLater(sentence, retryAt - now);
}
