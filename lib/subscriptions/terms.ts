export { channels, type Channel } from "../delivery/terms.ts";

/** pending: not confirmed yet; quarantined: the address bounced or complained; stopped: the person unsubscribed. */
export const subscriberStates = ["pending", "active", "paused", "quarantined", "stopped"] as const;
export type SubscriberState = (typeof subscriberStates)[number];

export const subscriptionScopes = ["everything", "component", "incident"] as const;
export type SubscriptionScope = (typeof subscriptionScopes)[number];

/** What a reader may want to hear of. */
export const kindsOfPost = ["incidents", "maintenance", "announcements", "postmortems", "statements"] as const;
export type KindOfPost = (typeof kindsOfPost)[number];
