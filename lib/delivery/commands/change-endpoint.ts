import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { Tx } from "#db/open";
import { deliveries } from "#db/schema/delivery";
import { endpoints, subscribers } from "#db/schema/subscriptions";
import type { Context } from "#lib/access/context";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { wakeWorkers } from "#lib/platform/outbox";
import { openSecrets, sealSecrets } from "../channels/sealed.ts";
import type { ChangeEndpoint } from "../input.ts";
import { newSecret } from "./add-endpoint.ts";
import { getOwnEndpoint, requireOwner, type EndpointOwner, type OwnEndpoint } from "../queries/endpoint-owner.ts";
import { sendCode, takeCode } from "./phone-code.ts";
import { queueTest } from "./test-message.ts";

const overlapMs = 24 * 3_600_000;

export interface Changed {
  /** Shown this once. */
  secret?: string;
  /** What was put on its way. */
  deliveryId?: string;
}

const actions = { test: "endpoint.tested", replay: "endpoint.replayed", rotate: "endpoint.secret_rotated", on: "endpoint.switched_on", off: "endpoint.switched_off", remove: "endpoint.removed", confirm: "endpoint.confirmed", resend: "endpoint.code_sent" } as const;

/** What an owner does with an endpoint of its own; somebody else's is not there. */
// no requirePermission: requireOwner asks for it, or for the signed link of a confirmed address
export async function changeEndpoint(ctx: Context, { owner, change }: { owner: EndpointOwner; change: ChangeEndpoint }): Promise<Changed> {
  requireOwner(ctx, owner);
  const { changed, refusal } = await ctx.write(async (tx) => {
    const endpoint = await getOwnEndpoint(tx, { owner, id: change.id });
    const done = await apply(tx, ctx, { endpoint, change, customerId: owner.customerId });
    if (!done.refusal) await record(tx, ctx, { action: actions[change.intent], entityId: endpoint.id, customerId: owner.customerId ?? undefined, before: { state: endpoint.state }, after: { label: endpoint.label }, touches: "nobody" });
    return done;
  });
  // A wrong code has to count, so its transaction is kept.
  if (refusal) throw refusal;
  return changed;
}

interface Applying {
  endpoint: OwnEndpoint;
  change: ChangeEndpoint;
  customerId: string | null;
}

interface Done {
  changed: Changed;
  refusal?: Failure;
}

async function apply(tx: Tx, ctx: Context, { endpoint, change, customerId }: Applying): Promise<Done> {
  const { id } = endpoint;
  switch (change.intent) {
    case "test":
      refusePending(endpoint);
      return { changed: { deliveryId: await queueTest(tx, { endpoint, customerId, now: ctx.now }) } };
    case "replay":
      refusePending(endpoint);
      return { changed: { deliveryId: await replay(tx, { endpoint, deliveryId: change.delivery, now: ctx.now }) } };
    case "rotate":
      return { changed: { secret: await rotate(tx, endpoint, ctx.now) } };
    case "on":
      refusePending(endpoint);
      await tx.update(endpoints).set({ disabledAt: null, failingSince: null, lastFailure: null, ...raised }).where(eq(endpoints.subscriberId, id));
      await tx.update(subscribers).set({ state: "active", stoppedAt: null, pausedUntil: null }).where(eq(subscribers.id, id));
      return nothing;
    case "off":
      await tx.update(subscribers).set({ state: "stopped", stoppedAt: ctx.now }).where(and(eq(subscribers.id, id), inArray(subscribers.state, ["active", "paused"])));
      return nothing;
    case "remove":
      // What was sent stays on record; the address and what could be signed with are forgotten, and may be added anew.
      await tx.delete(endpoints).where(eq(endpoints.subscriberId, id));
      await tx.update(subscribers).set({ state: "stopped", stoppedAt: ctx.now, identity: `removed:${id}`, linkVersion: sql`${subscribers.linkVersion} + 1` }).where(eq(subscribers.id, id));
      return nothing;
    case "resend":
      if (endpoint.channel !== "sms" || endpoint.state !== "pending") throw new Failure("conflict", "This number is confirmed already.");
      await sendCode(tx, { id, shown: endpoint.shown, customerId, now: ctx.now });
      return nothing;
    case "confirm":
      return confirm(tx, ctx, { endpoint, code: change.code });
  }
}

const nothing: Done = { changed: {} };
const raised = { version: sql`${endpoints.version} + 1` };

function refusePending({ state }: OwnEndpoint): void {
  if (state === "pending") throw new Failure("conflict", "Confirm the number first.");
}

async function confirm(tx: Tx, ctx: Context, { endpoint, code }: { endpoint: OwnEndpoint; code: string }): Promise<Done> {
  if (endpoint.state !== "pending") throw new Failure("conflict", "This number is confirmed already.");
  const verdict = await takeCode(tx, { endpoint, code, now: ctx.now });
  const sentences = { wrong: "This is not the code. Look at the newest message.", over: "This code is not valid any more. Ask for a new one." };
  return verdict === "right" ? nothing : { changed: {}, refusal: new Failure("invalid", sentences[verdict], { code: sentences[verdict] }) };
}

async function rotate(tx: Tx, { id, channel, sealedSecrets }: OwnEndpoint, now: number): Promise<string> {
  if (channel !== "webhook" || sealedSecrets === null) throw new Failure("conflict", "Only a webhook is signed.");
  const secret = newSecret();
  const [newest] = openSecrets(id, sealedSecrets);
  await tx.update(endpoints).set({ sealedSecrets: sealSecrets(id, [secret, ...(newest === undefined ? [] : [newest])]), oldSecretUntil: now + overlapMs, ...raised }).where(eq(endpoints.subscriberId, id));
  return secret;
}

async function replay(tx: Tx, { endpoint, deliveryId, now }: { endpoint: OwnEndpoint; deliveryId: string; now: number }): Promise<string> {
  const isGivenUp = and(eq(deliveries.id, deliveryId), eq(deliveries.subscriberId, endpoint.id), inArray(deliveries.state, ["dead", "unknown"]), isNotNull(deliveries.renditionId));
  const changed = await tx.update(deliveries).set({ state: "queued", batchId: null, token: null, firstAttemptAt: null, dueAt: now }).where(isGivenUp).returning({ id: deliveries.id });
  if (changed.length === 0) throw new Failure("conflict", "Only a message that was given up can be sent again.");
  wakeWorkers(tx);
  return deliveryId;
}
