export const channels = ["email"] as const;
export type Channel = (typeof channels)[number];

/** unknown: it may have left and asking again could double it; superseded: a newer update of its incident overtook it. */
export const deliveryStates = ["queued", "sending", "sent", "superseded", "suppressed", "dead", "unknown"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** incident: goes to subscribers; personal: asked for by the addressee (sign-in, confirmation, invitation), first in the queue. */
export const deliveryKinds = ["incident_update", "maintenance_update", "personal"] as const;
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
