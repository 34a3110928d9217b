import type { Channel } from "../terms.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** When a webhook is tried again after each failed try: over three days and a little, as Standard Webhooks asks for. */
export const webhookDelaysMs: readonly number[] = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour];
const spread = 0.2;

// A message to people is of no use when it is old; how long it may be late is how long it is worth reading.
const chatDelaysMs: readonly number[] = [5 * second, 30 * second, 2 * minute, 10 * minute, 30 * minute, hour, 2 * hour, 4 * hour, 8 * hour];
const personalDelaysMs: readonly number[] = [5 * second, 30 * second, 2 * minute, 10 * minute, 30 * minute, hour];

function delaysOf(channel: Channel): readonly number[] {
  switch (channel) {
    case "webhook": return webhookDelaysMs;
    case "sms":
    case "push": return personalDelaysMs;
    default: return chatDelaysMs;
  }
}

/** How long to wait after the n-th failed try (from 1), a fifth more or less; null when that was the last. `random` in [0, 1). */
export function endpointDelay({ channel, attempt, random }: { channel: Channel; attempt: number; random: number }): number | null {
  const delay = delaysOf(channel)[attempt - 1];
  return delay === undefined ? null : Math.round(delay * (1 - spread + 2 * spread * random));
}

/** Until when it is tried after its first try, however often a receiver asks to be left in peace: all delays at their longest. */
export function endpointGiveUpMs(channel: Channel): number {
  return delaysOf(channel).reduce((sum, each) => sum + each * (1 + spread), 0) + hour;
}

/** An endpoint nothing reached for so long is switched off. */
export const failingAtMostMs = 5 * 24 * hour;

// What waits for an endpoint that has just failed lets others go first; a newer post is still tried soon.
const longestPutOffMs = minute;

/** How long everything else for an endpoint waits after a failed try. */
export function putOffMs(delayMs: number): number {
  return Math.min(delayMs, longestPutOffMs);
}
