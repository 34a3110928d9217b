export { channels, type Channel } from "../subscriptions/terms.ts";

/**
 * unknown: it may have left and asking again could double it; superseded: a newer update of its incident overtook it;
 * collected: waits for its reader's daily digest, which carries it.
 */
export const deliveryStates = ["queued", "sending", "sent", "superseded", "suppressed", "dead", "unknown", "collected"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** incident: goes to subscribers; personal: asked for by the addressee (sign-in, confirmation, invitation), first in the queue. */
export const deliveryKinds = ["incident_update", "maintenance_update", "announcement", "postmortem", "statement", "digest", "test", "personal"] as const;
export type DeliveryKind = (typeof deliveryKinds)[number];

/** The message as it was rendered when it was queued: a retry sends the same bytes. */
export interface FrozenMessage {
  to: string;
  from: string;
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
}

/** A message to many: in its words and headers stand places where each reader's own facts go. */
export type Letter = Omit<FrozenMessage, "to">;

/** What goes to a webhook, a chat room, a telephone or a browser, with the same places in its body. */
export interface Parcel {
  contentType: string;
  body: string;
}
