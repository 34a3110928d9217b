import { RefusedAddress, type createOutboundFetch, type OutboundAnswer, type OutboundRequest } from "#lib/platform/http";
import type { Clock } from "#lib/platform/clock";
import { pauseOf } from "#lib/platform/retry-after";
import type { Outcome } from "./contract.ts";

export type Outbound = ReturnType<typeof createOutboundFetch>;

/** What every carrier needs of its surroundings. */
export interface Surroundings {
  outbound: Outbound;
  now: Clock;
  timeoutMs?: number;
}

const defaultTimeoutMs = 15_000;
const keptCharacters = 500;

/** Which answers of a provider mean what; everything else that is not 2xx is tried again. */
export interface Reading {
  gone?: readonly number[];
  permanent?: readonly number[];
  /** The provider refuses this portal, not this message. */
  refused?: readonly number[];
  /** Looks into the answer where its status does not say all; null where it does. */
  look?(answer: OutboundAnswer): Partial<Extract<Outcome, { outcome: "failed" }>> | null;
  providerIdOf?(answer: OutboundAnswer): string;
}

interface Post {
  deliveryId: string;
  request: OutboundRequest;
  reading: Reading;
}

/** Posts a message and says what became of it. Redirects are failures, an answer is read up to 64 kB and kept up to 500 characters. */
export async function post({ outbound, now, timeoutMs = defaultTimeoutMs }: Surroundings, { deliveryId, request, reading }: Post): Promise<Outcome> {
  try {
    const answer = await outbound.send({ method: "POST", timeoutMs, whenLarger: "cut", ...request });
    return read(answer, { deliveryId, reading, now: now() });
  } catch (error) {
    return { deliveryId, outcome: "failed", ...troubleOf(error) };
  }
}

function read(answer: OutboundAnswer, { deliveryId, reading, now }: { deliveryId: string; reading: Reading; now: number }): Outcome {
  const { status, headers } = answer;
  const said = { answer: textOf(answer) };
  const found = reading.look?.(answer) ?? null;
  if (status >= 200 && status < 300 && !found) return { deliveryId, outcome: "sent", providerId: reading.providerIdOf?.(answer) ?? "", ...said };
  const isGone = reading.gone?.includes(status) ?? false;
  const isRefused = reading.refused?.includes(status) ?? false;
  const retryAt = pauseOf(headers["retry-after"], now);
  return {
    deliveryId,
    outcome: "failed",
    reason: reasonOf(status),
    permanent: !isRefused && (isGone || (reading.permanent?.includes(status) ?? false)),
    unknown: false,
    ...(isGone && { isGone }),
    ...(isRefused && { isRefused, retryAt: now + refusedPauseMs }),
    ...(status === 429 && { isThrottled: true, retryAt: now + leastPauseMs }),
    ...(retryAt !== null && (status === 429 || status === 503) && { retryAt }),
    ...said,
    ...found,
  };
}

const leastPauseMs = 1_000;
const refusedPauseMs = 5 * 60_000;

function reasonOf(status: number): string {
  if (status >= 300 && status < 400) return `It answered with a redirect (${status}), which is not followed.`;
  if (status === 410) return "It answered 410: nobody is there any more.";
  return status === 429 ? "It asked to slow down (429)." : `It answered ${status}.`;
}

function textOf({ body }: OutboundAnswer): string {
  return body.toString("utf8").slice(0, keptCharacters).replaceAll("\0", "");
}

// The words of an address that was refused may tell what stands in the network behind us: whoever typed it learns only that it was.
function troubleOf(error: unknown): { permanent: boolean; unknown: boolean; reason: string } {
  if (isRefusal(error)) return { permanent: true, unknown: false, reason: "This address cannot be used: only public https addresses are." };
  const code = codeOf(error);
  if (error instanceof Error && error.name === "TimeoutError") return { permanent: false, unknown: true, reason: "It did not answer in time." };
  if (["ENOTFOUND", "EAI_AGAIN"].includes(code)) return { permanent: false, unknown: false, reason: "Its name was not found." };
  if (["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"].includes(code)) return { permanent: false, unknown: false, reason: "No connection to it was possible." };
  if (/CERT|TLS|SSL/.test(code)) return { permanent: false, unknown: false, reason: "Its certificate is not valid." };
  return { permanent: false, unknown: true, reason: "The connection broke before it answered." };
}

function isRefusal(error: unknown): boolean {
  return error instanceof RefusedAddress || (error instanceof Error && error.cause instanceof RefusedAddress);
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
