import { Webhook } from "standardwebhooks";

/** The headers of Standard Webhooks 1.0, signed by each secret: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
export function signatureHeaders({ id, at, secrets, body }: { id: string; at: number; secrets: readonly string[]; body: string }): Record<string, string> {
  const timestamp = Math.floor(at / 1_000);
  const signatures = secrets.map((secret) => new Webhook(secret).sign(id, new Date(timestamp * 1_000), body));
  return { "webhook-id": id, "webhook-timestamp": String(timestamp), "webhook-signature": signatures.join(" ") };
}
