import { signatureHeaders } from "#lib/platform/webhook-signature";
import { oneByOne, type Carrier } from "./contract.ts";
import { post, type Surroundings } from "./http-answer.ts";

/**
 * Standard Webhooks 1.0: the id is the delivery's and stays the same over its tries, the time is each try's own, and while a secret
 * is being replaced both sign. https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function webhookCarrier(around: Surroundings): Carrier {
  const reading = { gone: [410] };
  return oneByOne({
    provider: "webhook",
    parallel: 64,
    sendOne: ({ deliveryId, address, secrets, parcel }) => {
      const headers = signatureHeaders({ id: deliveryId, at: around.now(), secrets, body: parcel.body });
      return post(around, { deliveryId, reading, request: { url: address, headers: { "content-type": parcel.contentType, ...headers }, body: parcel.body } });
    },
    close: async () => {},
  });
}
