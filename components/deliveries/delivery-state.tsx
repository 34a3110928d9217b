import type { DeliveryState } from "#lib/delivery/terms";
import { Badge } from "../ui/badge.tsx";

export const deliveryStateWords: Record<DeliveryState, string> = {
  queued: "Waiting",
  sending: "Being sent",
  sent: "Sent",
  superseded: "Overtaken",
  suppressed: "Held back",
  dead: "Given up",
  unknown: "Unknown",
  collected: "In the digest",
};

export function DeliveryStateBadge({ state }: { state: DeliveryState }) {
  return <Badge>{deliveryStateWords[state]}</Badge>;
}
