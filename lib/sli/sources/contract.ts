import { isFailure } from "#lib/core/failure";
import { RefusedAddress, type createOutboundFetch, type OutboundAnswer, type OutboundRequest } from "#lib/platform/http";

export type Send = ReturnType<typeof createOutboundFetch>["send"];

/** Epoch minutes, half-open. */
export interface MinuteSpan {
  from: number;
  until: number;
}

export interface Asking {
  settings: Record<string, unknown>;
  secret: string | null;
  query: Record<string, string>;
  span: MinuteSpan;
  now: number;
  send: Send;
}

/** What a source counted, by epoch minute. A minute that is not there was not counted. */
export type Counts = Map<number, { good: number; total: number }>;

export interface PullSource {
  /** How many minutes one question may span. */
  mostMinutes: number;
  /** Throws SourceTrouble with a sentence for staff. */
  ask(asking: Asking): Promise<Counts>;
}

/** Why a source gave no counts, in words for whoever set it up. */
export class SourceTrouble extends Error {}

const mostBytes = 32 * 1024 * 1024;
const timeoutMs = 20_000;

/** One question over HTTP: refused, slow, wrong and failing sources all become one sentence. */
export async function request(send: Send, outbound: OutboundRequest): Promise<Buffer> {
  let answer: OutboundAnswer;
  try {
    answer = await send({ timeoutMs, maxBytes: mostBytes, ...outbound });
  } catch (error) {
    throw new SourceTrouble(error instanceof RefusedAddress ? `It is not asked: ${error.message}` : `It does not answer: ${sentenceOf(error)}`);
  }
  if (answer.status >= 200 && answer.status < 300) return answer.body;
  if (answer.status >= 300 && answer.status < 400) throw new SourceTrouble("It answers with a redirect: give the address it leads to.");
  if (answer.status === 401 || answer.status === 403) throw new SourceTrouble(`It answers ${answer.status}: the secret is wrong, or may not read this.`);
  if (answer.status === 429) throw new SourceTrouble("It answers 429: it is asked too often. It is asked again later.");
  throw new SourceTrouble(`It answers ${answer.status}: ${said(answer.body)}`);
}

/** A body as JSON, or the sentence that it is none. */
export function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new SourceTrouble(`It answers no JSON: ${said(body)}`);
  }
}

export function said(body: Buffer): string {
  return body.toString("utf8").replace(/\s+/g, " ").trim().slice(0, 300) || "nothing";
}

/** Good and total from two of three series; a minute with a total and neither good nor bad beside it had no bad. */
export function combine({ good, bad, total }: { good: ReadonlyMap<number, number> | null; bad: ReadonlyMap<number, number> | null; total: ReadonlyMap<number, number> }): Counts {
  const counts: Counts = new Map();
  for (const [minute, value] of total) {
    const whole = Math.max(0, Math.round(value));
    const part = good ? Math.round(good.get(minute) ?? 0) : whole - Math.round(bad?.get(minute) ?? 0);
    counts.set(minute, { good: Math.min(whole, Math.max(0, part)), total: whole });
  }
  return counts;
}

function sentenceOf(error: unknown): string {
  if (isFailure(error)) return error.sentence;
  if (!(error instanceof Error)) return "it cannot be reached";
  return error.name === "TimeoutError" ? "nothing came within 20 s" : (error.message.split("\n")[0]?.slice(0, 200) ?? "it cannot be reached");
}
