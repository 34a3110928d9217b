import type { Db } from "#db/open";
import type { Clock } from "#lib/platform/clock";
import { log } from "#lib/platform/log";
import { deliveriesTotal, deliveryAttemptsTotal } from "#lib/platform/metrics";
import type { Carrier, Outcome, Posting } from "../channels/contract.ts";
import { claimBatch, prolongLease, type ClaimedBatch, type ClaimedDelivery } from "../commands/claim.ts";
import { findQuietMs, keepQuiet } from "../commands/pace.ts";
import { settlePostings, type Posted } from "../commands/settle-postings.ts";
import { loadTargets, type Target } from "../queries/endpoint-targets.ts";
import { hasDue } from "../queries/queue.ts";
import { judge } from "../rules/outcome.ts";
import { endpointDelay, endpointGiveUpMs, putOffMs } from "../rules/schedule.ts";
import type { EndpointChannel } from "../terms.ts";

export interface SendingPostings {
  db: Db;
  channel: EndpointChannel;
  carrier: Carrier;
  now: Clock;
  /** How many may be taken. */
  room: number;
  leaseMs?: number;
  random?: () => number;
  /** A seam for tests that end the process between two steps. */
  onStep?: (step: "claimed" | "answered" | "settled") => void;
  /** Called with how many were taken, before the first leaves. */
  onTaken?: (count: number) => void;
  /** Called when one of them has its end: another may be taken. */
  onFree?: () => void;
  /** Called with each answer: until when it asks to be left in peace, or null where it does not. */
  onAnswer?: (answer: { at: number; retryAt: number | null }) => void;
}

const defaultLeaseMs = 60_000;

/**
 * Sends what is due to endpoints, each message in a request of its own and never two to one endpoint at once; each is settled when it
 * has its answer, so that a slow endpoint holds up nothing but itself. It may die at any point: what has no answer goes out again
 * when its lease runs out, under the same id.
 */
export async function sendPostings(sending: SendingPostings): Promise<number> {
  const { db, channel, carrier, now, room, leaseMs = defaultLeaseMs, onStep, onTaken } = sending;
  const batch = (await isTime(sending)) ? await claimBatch(db, { channel, limit: room, leaseMs, isIdempotent: false, isOneEach: true, now: now() }) : null;
  onTaken?.(batch?.deliveries.length ?? 0);
  if (!batch) return 0;
  onStep?.("claimed");
  const prolong = () => void prolongLease(db, { channel, token: batch.token, leaseMs }).catch((error: unknown) => log.warn({ err: error }, "a lease was not prolonged"));
  const heartbeat = setInterval(prolong, leaseMs / 3);
  try {
    const targets = await loadTargets(db.read, { subscriberIds: batch.deliveries.flatMap((each) => each.subscriberId ?? []), now: now() });
    const record = recorder(sending, batch);
    await Promise.all(batch.deliveries.map((delivery) => sendOne({ carrier, delivery, target: targets.get(delivery.subscriberId ?? "") }).then((outcome) => record(delivery, outcome))));
    return batch.deliveries.length;
  } finally {
    clearInterval(heartbeat);
  }
}

async function isTime({ db, channel, carrier }: SendingPostings): Promise<boolean> {
  return (await findQuietMs(db.read, carrier.provider)) === 0 && hasDue(db.read, channel);
}

async function sendOne({ carrier, delivery, target }: { carrier: Carrier; delivery: ClaimedDelivery; target: Target | undefined }): Promise<Outcome> {
  const { id: deliveryId, message } = delivery;
  if (!target) return { deliveryId, outcome: "failed", permanent: true, unknown: false, reason: "Its endpoint was removed." };
  const parcel = "body" in message ? message : { contentType: "text/plain", body: message.text };
  const posting: Posting = { deliveryId, ...target, parcel };
  const [outcome] = await carrier.send({ key: deliveryId, messages: [posting] });
  return outcome ?? { deliveryId, outcome: "failed", permanent: false, unknown: true, reason: "The channel said nothing of it." };
}

// Answers that come together are written together, and no answer waits for another's.
function recorder({ db, channel, carrier, now, random = Math.random, onStep, onFree, onAnswer }: SendingPostings, { token }: ClaimedBatch) {
  const waiting: Posted[] = [];
  let writing = Promise.resolve();
  const write = async () => {
    const posted = waiting.splice(0);
    onStep?.("answered");
    await settlePostings(db, { channel, token, posted, now: now() });
    onStep?.("settled");
    for (const _ of posted) onFree?.();
  };
  return async (delivery: ClaimedDelivery, outcome: Outcome): Promise<void> => {
    onAnswer?.({ at: now(), retryAt: outcome.outcome === "failed" && outcome.isThrottled ? (outcome.retryAt ?? null) : null });
    if (isRefusal(outcome)) await keepQuiet(db, { provider: carrier.provider, forMs: refusedPauseMs(outcome, now()) });
    waiting.push(settledAs({ channel, delivery, outcome, now: now(), random: random() }));
    writing = writing.then(write);
    await writing;
  };
}

type Failed = Extract<Outcome, { outcome: "failed" }>;

// A wrong key stops everybody's messages: nobody should find out from a list of deliveries.
function isRefusal(outcome: Outcome): outcome is Failed {
  if (outcome.outcome === "sent" || !outcome.isRefused) return false;
  log.error({ reason: outcome.reason }, "a provider refuses this portal: nothing leaves by it until that is mended");
  return true;
}

function refusedPauseMs({ retryAt }: Failed, now: number): number {
  return Math.max(1_000, (retryAt ?? now) - now);
}

interface Answered {
  channel: EndpointChannel;
  delivery: ClaimedDelivery;
  outcome: Outcome;
  now: number;
  random: number;
}

function settledAs({ channel, delivery, outcome, now, random }: Answered): Posted {
  const { id: deliveryId, subscriberId, attempts: attempt, firstAttemptAt } = delivery;
  const failed = outcome.outcome === "failed" ? outcome : null;
  const delayMs = endpointDelay({ channel, attempt, random });
  const isUncounted = failed?.isThrottled === true || failed?.isRefused === true;
  const verdict = judge(
    { outcome: outcome.outcome, isPermanent: failed?.permanent ?? false, isUnknown: failed?.unknown ?? false, isThrottled: isUncounted, retryAt: failed?.retryAt ?? null },
    { now, firstAttemptAt, retryDelayMs: delayMs, keyLifetimeMs: null, giveUpMs: endpointGiveUpMs(channel) },
  );
  const word = failed === null ? "sent" : failed.permanent ? "permanent" : failed.unknown ? "unknown" : "transient";
  deliveryAttemptsTotal.inc({ channel, outcome: word });
  if (verdict.state !== "queued") deliveriesTotal.inc({ channel, outcome: verdict.state });
  const waitMs = failed?.retryAt === undefined ? putOffMs(delayMs ?? 0) : Math.max(0, failed.retryAt - now);
  return {
    settled: { deliveryId, attempt, verdict, outcome: word, reason: failed?.reason ?? "", providerId: outcome.outcome === "sent" ? outcome.providerId : null, answer: outcome.answer ?? null },
    subscriberId,
    mark: failed === null ? "working" : isUncounted ? null : failed.isGone ? "gone" : "failing",
    putOffMs: failed === null || failed.isRefused || failed.permanent ? 0 : waitMs,
  };
}
