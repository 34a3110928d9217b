import type { Db } from "#db/open";
import type { Clock } from "#lib/platform/clock";
import { log } from "#lib/platform/log";
import type { Mailer, MailOutcome } from "#lib/platform/mailer/message";
import { deliveriesTotal, deliveryAttemptsTotal } from "#lib/platform/metrics";
import { retryDelay } from "#lib/platform/retry";
import { sendBatch, toAttempt } from "../channels/email.ts";
import { claimBatch, prolongLease, type ClaimedBatch, type ClaimedDelivery } from "../commands/claim.ts";
import { findQuietMs, keepQuiet } from "../commands/pace.ts";
import { settle, type Settled } from "../commands/settle.ts";
import { deadlineOf, judge } from "../rules/outcome.ts";

export interface Sending {
  db: Db;
  mailer: Mailer;
  now: Clock;
  leaseMs?: number;
  /** A seam for tests that end the process between two steps. */
  onStep?: (step: "claimed" | "answered" | "settled") => void;
  /** Called when a batch begins to leave: the next one may be made ready. */
  onLeave?: () => void;
}

export interface Sent {
  count: number;
  /** The provider asked for quiet until then. */
  quietUntil: number | null;
}

const defaultLeaseMs = 60_000;
// Where the provider knows no keys, what is in hand when the process dies may go out twice: keep it small.
const inHandWithoutKeys = 4;

/** Sends one batch of what is due, if anything is. May die at any point: the batch goes out again under its own key, or its lease runs out. */
export async function sendDue({ db, mailer, now, leaseMs = defaultLeaseMs, onStep, onLeave }: Sending): Promise<Sent> {
  const quietMs = await findQuietMs(db.read, mailer.provider);
  if (quietMs > 0) return { count: 0, quietUntil: now() + quietMs };
  const limit = mailer.isIdempotent ? mailer.maxBatch : Math.min(mailer.maxBatch, inHandWithoutKeys);
  const batch = await claimBatch(db, { channel: "email", limit, leaseMs, isIdempotent: mailer.isIdempotent, now: now() });
  if (!batch) return { count: 0, quietUntil: null };
  onStep?.("claimed");
  const heartbeat = setInterval(() => void prolongLease(db, { channel: "email", token: batch.token, leaseMs }).catch((error: unknown) => log.warn({ err: error }, "a lease was not prolonged")), leaseMs / 3);
  try {
    const outcomes = now() >= deadlineOf(batch.firstAskedAt, keyLifetimeOf(mailer)) ? batch.deliveries.map(tooLate) : await sendBatch(mailer, { batch, onLeave });
    onStep?.("answered");
    tellOfRefusal(outcomes);
    const until = quietUntil(outcomes);
    if (until !== null && until > now()) await keepQuiet(db, { provider: mailer.provider, forMs: until - now() });
    await settle(db, { token: batch.token, settled: verdicts({ batch, outcomes, mailer, now: now() }), now: now() });
    onStep?.("settled");
    return { count: batch.deliveries.length, quietUntil: until };
  } finally {
    clearInterval(heartbeat);
  }
}

function keyLifetimeOf(mailer: Mailer): number | null {
  return mailer.isIdempotent ? mailer.keyLifetimeMs : null;
}

// A batch that a process left behind longer ago than its key is known: it may have left then, and would now leave again.
function tooLate({ id: deliveryId }: ClaimedDelivery): MailOutcome {
  return { deliveryId, outcome: "failed", permanent: false, unknown: true, reason: "It may have left before this portal was stopped, and too long ago to ask again without doubling it." };
}

// A wrong key or an empty quota stops everybody's mail: nobody should find out from a list of deliveries.
function tellOfRefusal(outcomes: MailOutcome[]): void {
  const refused = outcomes.find((outcome) => outcome.outcome === "failed" && outcome.isRefused === true);
  if (refused?.outcome === "failed") log.error({ reason: refused.reason }, "the mail provider refuses this portal: nothing leaves until that is mended");
}

function verdicts(input: { batch: ClaimedBatch; outcomes: MailOutcome[]; mailer: Mailer; now: number }): Settled[] {
  const byId = new Map(input.batch.deliveries.map((delivery) => [delivery.id, delivery]));
  return input.outcomes.flatMap((outcome) => {
    const delivery = byId.get(outcome.deliveryId);
    return delivery && !delivery.isFinal ? [verdict(input, delivery, outcome)] : [];
  });
}

function verdict({ mailer, now, batch }: { mailer: Mailer; now: number; batch: ClaimedBatch }, delivery: ClaimedDelivery, outcome: MailOutcome): Settled {
  const attempt = toAttempt(outcome, batch);
  const judged = judge(attempt, { now, firstAttemptAt: delivery.firstAttemptAt, retryDelayMs: retryDelay(delivery.attempts, Math.random()), keyLifetimeMs: keyLifetimeOf(mailer) });
  const word = attempt.outcome === "sent" ? "sent" : attempt.isPermanent ? "permanent" : attempt.isUnknown ? "unknown" : "transient";
  deliveryAttemptsTotal.inc({ channel: "email", outcome: word });
  if (judged.state !== "queued") deliveriesTotal.inc({ channel: "email", outcome: judged.state });
  const reason = outcome.outcome === "sent" ? "" : outcome.reason;
  const providerId = outcome.outcome === "sent" ? outcome.providerId : null;
  return { deliveryId: delivery.id, attempt: delivery.attempts, verdict: judged, outcome: word, reason, providerId };
}

function quietUntil(outcomes: MailOutcome[]): number | null {
  const times = outcomes.flatMap((outcome) => (outcome.outcome === "failed" && (outcome.isThrottled || outcome.isRefused) && outcome.retryAt ? [outcome.retryAt] : []));
  return times.length > 0 ? Math.max(...times) : null;
}
