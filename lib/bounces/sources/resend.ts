import { Webhook } from "standardwebhooks";
import { z } from "zod";
import { Failure } from "#lib/core/failure";
import type { MailReport, ReportKind } from "../terms.ts";

// https://resend.com/docs/webhooks: signed by Svix, the Standard Webhooks scheme under headers of its own name.
const Event = z.object({
  type: z.string(),
  created_at: z.string(),
  data: z.looseObject({
    email_id: z.string().optional(),
    to: z.array(z.string()).default([]),
    bounce: z.looseObject({ type: z.string().optional(), subType: z.string().optional(), message: z.string().optional() }).optional(),
    failed: z.looseObject({ reason: z.string().optional() }).optional(),
    suppressed: z.looseObject({ message: z.string().optional() }).optional(),
  }),
});
type Event = z.infer<typeof Event>;

/**
 * What Resend reports, once its signature over the raw bytes holds and it is at most five minutes old. Throws `forbidden` otherwise,
 * without saying which of the two it was.
 */
export function readResendEvent({ raw, headers, secret }: { raw: string; headers: Headers; secret: string }): MailReport[] {
  const id = headers.get("svix-id") ?? "";
  verify({ raw, secret, id, headers });
  const event = parse(raw);
  const kind = kindOf(event);
  if (kind === null) return [];
  return event.data.to.map((email) => ({
    reporter: "resend",
    externalId: `${id}/${email}`,
    kind,
    email,
    providerId: event.data.email_id ?? null,
    reason: (event.data.bounce?.message ?? event.data.suppressed?.message ?? event.data.failed?.reason ?? event.type).slice(0, 500),
    occurredAt: Date.parse(event.created_at),
  }));
}

function verify({ raw, secret, id, headers }: { raw: string; secret: string; id: string; headers: Headers }): void {
  const named = { "webhook-id": id, "webhook-timestamp": headers.get("svix-timestamp") ?? "", "webhook-signature": headers.get("svix-signature") ?? "" };
  try {
    new Webhook(secret).verify(raw, named);
  } catch {
    throw new Failure("forbidden", "The signature does not hold, or it is too old.");
  }
}

function parse(raw: string): Event {
  const parsed = Event.safeParse(JSON.parse(raw));
  if (!parsed.success || Number.isNaN(Date.parse(parsed.data.created_at))) throw new Failure("invalid", "This is no event of Resend.");
  return parsed.data;
}

function kindOf({ type, data }: Event): ReportKind | null {
  switch (type) {
    case "email.delivered":
      return "delivered";
    case "email.complained":
      return "complaint";
    case "email.suppressed":
      return "hard";
    case "email.bounced":
      return data.bounce?.type === "Permanent" ? "hard" : "soft";
    default:
      return null;
  }
}
