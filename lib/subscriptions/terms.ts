/** pending: not confirmed yet; quarantined: the address bounced or complained; stopped: the person unsubscribed. */
export const subscriberStates = ["pending", "active", "paused", "quarantined", "stopped"] as const;
export type SubscriberState = (typeof subscriberStates)[number];

export const subscriptionScopes = ["everything", "component", "incident"] as const;
export type SubscriptionScope = (typeof subscriptionScopes)[number];
