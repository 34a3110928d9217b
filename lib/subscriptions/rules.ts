/** Milliseconds between two confirmation mails to one address, and how many a week: an inbox must not be flooded through us. */
export const confirmationPauseMs = 86_400_000;
export const confirmationsPerWeek = 3;

/** One address for one audience: the unique key of a subscriber. */
export function subscriberIdentity(email: string, customerId: string | null): string {
  return `${customerId ?? "public"}:${email}`;
}

/** Whether mail goes to a subscriber in this state at this moment. */
export function hears(subscriber: { state: string; pausedUntil: number | null }, now: number): boolean {
  if (subscriber.state === "active") return true;
  return subscriber.state === "paused" && subscriber.pausedUntil !== null && subscriber.pausedUntil <= now;
}
