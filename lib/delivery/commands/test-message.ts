import { and, count, eq, gt } from "drizzle-orm";
import type { Tx } from "#db/open";
import { customers } from "#db/schema/customers";
import { deliveries, deliveryRenditions } from "#db/schema/delivery";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { sha256 } from "#lib/platform/crypto";
import { env } from "#lib/platform/env";
import { wakeWorkers } from "#lib/platform/outbox";
import { renderParcel } from "../channels/parcels.ts";
import { laneOf } from "../rules/lane.ts";
import type { Notice } from "../terms.ts";
import type { OwnEndpoint } from "../queries/endpoint-owner.ts";

const mostAnHour = 20;
const hourMs = 3_600_000;

/** Queues a message that says it is a test, in the very form of all others. It goes before everything else and is tried like any other. */
export async function queueTest(tx: Tx, { endpoint, customerId, now }: { endpoint: OwnEndpoint; customerId: string | null; now: number }): Promise<string> {
  const [recent] = await tx.select({ sent: count() }).from(deliveries).where(and(eq(deliveries.subscriberId, endpoint.id), gt(deliveries.createdAt, now - hourMs), eq(deliveries.kind, "test")));
  if ((recent?.sent ?? 0) >= mostAnHour) throw new Failure("rate_limited", "Many test messages went there in the last hour. Wait a little.");
  const id = newId("dlv", now);
  const customer = await findCustomer(tx, customerId);
  const letter = renderParcel({ channel: endpoint.channel, form: endpoint.form, notice: testNotice({ endpoint, deliveryId: id, customer, now }) });
  const rendition = { postId: id, customerId, channel: endpoint.channel, form: endpoint.form, language: endpoint.language, timeZone: endpoint.timeZone, letter };
  const renditionId = `rnd_${sha256(JSON.stringify(rendition)).slice(0, 40)}`;
  await tx.insert(deliveryRenditions).values({ id: renditionId, ...rendition, createdAt: now });
  await tx.insert(deliveries).values({ id, kind: "test", channel: endpoint.channel, subscriberId: endpoint.id, customerId, address: endpoint.shown, state: "queued", lane: laneOf("test", null), dedupeKey: `test:${id}`, renditionId, linkVersion: endpoint.linkVersion, dueAt: now, createdAt: now });
  wakeWorkers(tx);
  return id;
}

async function findCustomer(tx: Tx, customerId: string | null): Promise<Notice["customer"]> {
  if (customerId === null) return null;
  const [row] = await tx.select({ id: customers.id, slug: customers.slug, name: customers.name }).from(customers).where(eq(customers.id, customerId));
  return row ?? null;
}

function testNotice({ endpoint, deliveryId, customer, now }: { endpoint: OwnEndpoint; deliveryId: string; customer: Notice["customer"]; now: number }): Notice {
  const nothing = { scheduledFor: null, scheduledUntil: null, nextUpdateDueAt: null, startedAt: null, endedAt: null, note: null, affected: [] };
  const isGerman = endpoint.language === "de";
  return {
    ...nothing,
    kind: "test",
    storyId: endpoint.id,
    postId: deliveryId,
    portalName: env.PORTAL_NAME,
    customer,
    language: endpoint.language,
    timeZone: endpoint.timeZone,
    title: isGerman ? "So sehen Meldungen hier aus" : "This is how messages look here",
    url: customer ? `${env.APP_URL}/c/${customer.slug}` : env.APP_URL,
    state: null,
    impact: "none",
    isFirst: true,
    isLast: true,
    occurredAt: now,
    postedAt: now,
    body: isGerman ? `Jemand hat diese Nachricht für „${endpoint.label}“ angefordert. Es ist nichts passiert.` : `Somebody asked for this message to “${endpoint.label}”. Nothing has happened.`,
  };
}
