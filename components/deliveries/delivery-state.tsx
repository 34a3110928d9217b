import type { Channel, DeliveryKind, DeliveryState } from "#lib/delivery/terms";
import { sayKnown } from "#lib/language/rules/say";
import { channelNames } from "../channels/words.tsx";
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

export const channelWords: Record<Channel, string> = { email: "Email", ...channelNames };

export const deliveryKindWords: Record<DeliveryKind, string> = {
  incident_update: "Update",
  maintenance_update: "Maintenance",
  announcement: "Announcement",
  postmortem: "Post-mortem",
  statement: "Statement",
  digest: "Digest",
  test: "Test",
  personal: "Personal mail",
};

export function DeliveryStateBadge({ state }: { state: DeliveryState }) {
  return <Badge>{sayKnown(deliveryStateWords[state])}</Badge>;
}
