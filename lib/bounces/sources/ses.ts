import { z } from "zod";
import { Failure } from "#lib/core/failure";
import type { MailReport } from "../terms.ts";
import { amazonUrl, readEnvelope, type FetchText } from "./sns.ts";

// Events name themselves `eventType`, notifications `notificationType`; the parts are the same.
// https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
const Recipient = z.looseObject({ emailAddress: z.string(), diagnosticCode: z.string().optional(), status: z.string().optional() });
const Told = z.looseObject({
  eventType: z.string().optional(),
  notificationType: z.string().optional(),
  mail: z.looseObject({ messageId: z.string().optional(), commonHeaders: z.looseObject({ messageId: z.string().optional() }).optional(), headers: z.array(z.looseObject({ name: z.string(), value: z.string() })).optional() }),
  bounce: z.looseObject({ bounceType: z.string(), bounceSubType: z.string().optional(), bouncedRecipients: z.array(Recipient), timestamp: z.string() }).optional(),
  complaint: z.looseObject({ complainedRecipients: z.array(Recipient), complaintFeedbackType: z.string().optional(), timestamp: z.string() }).optional(),
  delivery: z.looseObject({ recipients: z.array(z.string()), timestamp: z.string() }).optional(),
});
type Told = z.infer<typeof Told>;

/** What Amazon SES reports through SNS; a subscription of our own topic is answered by `confirm`, which is given its address. */
export async function readSesMessage(input: { raw: string; topicArn: string; now: number; fetchText: FetchText; confirm: (url: string) => Promise<void> }): Promise<MailReport[]> {
  const envelope = await readEnvelope(input);
  if (envelope.Type === "SubscriptionConfirmation") {
    const url = amazonUrl(envelope.SubscribeURL ?? "");
    if (!url) throw new Failure("forbidden", "The address to confirm is not Amazon’s.");
    await input.confirm(url.href);
    return [];
  }
  return envelope.Type === "Notification" ? reportsOf(envelope.Message, envelope.MessageId) : [];
}

/** Reports of one SES body; of kinds that say nothing about an address, none. */
export function reportsOf(body: string, messageId: string): MailReport[] {
  const told = parse(body);
  if (!told) return [];
  const common = (email: string, timestamp: string) => ({ reporter: "ses" as const, externalId: `${messageId}/${email}`, email: bare(email), providerId: sentAs(told), occurredAt: Date.parse(timestamp) });
  const { bounce, complaint, delivery } = told;
  switch (told.eventType ?? told.notificationType) {
    case "Bounce":
      return (bounce?.bouncedRecipients ?? []).map(({ emailAddress, diagnosticCode, status }) => ({ ...common(emailAddress, bounce?.timestamp ?? ""), kind: bounce?.bounceType === "Permanent" ? "hard" : "soft", reason: (diagnosticCode ?? status ?? bounce?.bounceSubType ?? "bounced").slice(0, 500) }));
    case "Complaint":
      return (complaint?.complainedRecipients ?? []).map(({ emailAddress }) => ({ ...common(emailAddress, complaint?.timestamp ?? ""), kind: "complaint", reason: complaint?.complaintFeedbackType ?? "complaint" }));
    case "Delivery":
      return (delivery?.recipients ?? []).map((email) => ({ ...common(email, delivery?.timestamp ?? ""), kind: "delivered", reason: "" }));
    default:
      return [];
  }
}

function parse(body: string): Told | null {
  try {
    return Told.parse(JSON.parse(body));
  } catch {
    return null;
  }
}

// Our own Message-ID is what SMTP called it; SES replaces it and tells the one that was there.
function sentAs({ mail }: Told): string | null {
  return mail.headers?.find(({ name }) => name.toLowerCase() === "message-id")?.value ?? mail.commonHeaders?.messageId ?? mail.messageId ?? null;
}

function bare(email: string): string {
  return /<([^<>]+)>\s*$/.exec(email)?.[1] ?? email;
}
