import type { Audience } from "../access/terms.ts";

/** Milliseconds between two confirmation mails to one address, and how many a week: an inbox must not be flooded through us. */
export const confirmationPauseMs = 86_400_000;
export const confirmationsPerWeek = 3;

/** How long the link works that stops a mailbox for all who read it. */
export const stopListHours = 72;

/** One address for one audience: the unique key of a subscriber. */
export function subscriberIdentity(email: string, customerId: string | null): string {
  return `${customerId ?? "public"}:${email}`;
}

/** For whom a subscriber reads: the public, or the one customer its address belongs to. */
export function audienceOf(subscriber: { customerId: string | null }): Audience {
  return subscriber.customerId === null ? { kind: "public" } : { kind: "customer", customerId: subscriber.customerId };
}
