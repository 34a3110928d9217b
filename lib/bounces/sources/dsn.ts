import { simpleParser, type Attachment } from "mailparser";
import type { MailReport, ReportKind } from "../terms.ts";

/**
 * What a mail to the bounce address reports: a delivery status notification (RFC 3464) or an abuse report (RFC 5965).
 * It proves nothing about who wrote it, so it names a message, and counts only for who that message was sent to.
 */
export async function readBounceMail(raw: string | Buffer): Promise<MailReport[]> {
  const mail = await simpleParser(raw, { keepDeliveryStatus: true, skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true });
  const providerId = sentAs(mail.attachments);
  const common = { reporter: "dsn" as const, providerId, occurredAt: mail.date?.getTime() ?? 0 };
  const id = (email: string) => `${mail.messageId ?? providerId ?? ""}/${email}`;
  const status = part(mail.attachments, "message/delivery-status");
  const abuse = part(mail.attachments, "message/feedback-report");
  if (abuse) return recipientsOf(abuse).map((email) => ({ ...common, externalId: id(email), kind: "complaint", email, reason: fieldOf(abuse, "feedback-type") ?? "abuse" }));
  return blocksOf(status ?? "").flatMap((block) => {
    const email = addressOf(fieldOf(block, "original-recipient") ?? fieldOf(block, "final-recipient"));
    const kind = kindOf(fieldOf(block, "action"), fieldOf(block, "status"));
    return email && kind ? [{ ...common, externalId: id(email), kind, email, reason: (fieldOf(block, "diagnostic-code") ?? fieldOf(block, "status") ?? "").slice(0, 500) }] : [];
  });
}

function part(attachments: Attachment[], type: string): string | null {
  return attachments.find((each) => each.contentType === type)?.content.toString("utf8") ?? null;
}

function sentAs(attachments: Attachment[]): string | null {
  const original = part(attachments, "message/rfc822") ?? part(attachments, "text/rfc822-headers") ?? part(attachments, "message/rfc822-headers");
  return original ? fieldOf(original.split(/\r?\n\r?\n/)[0] ?? "", "message-id") : null;
}

// RFC 3464 2.1: fields about the message, then a block of fields for each recipient.
function blocksOf(status: string): string[] {
  return status.split(/\r?\n\s*\r?\n/);
}

function fieldOf(block: string, name: string): string | null {
  const unfolded = block.replace(/\r?\n[ \t]+/g, " ");
  return new RegExp(`^${name}:[ \\t]*(.*)$`, "im").exec(unfolded)?.[1]?.trim() ?? null;
}

function recipientsOf(report: string): string[] {
  const email = addressOf(fieldOf(report, "original-rcpt-to"));
  return email ? [email] : [];
}

function addressOf(field: string | null): string | null {
  const text = field?.replace(/^\s*rfc822\s*;/i, "").trim().replace(/^<|>$/g, "");
  return text ? text : null;
}

// 5.X.X is for good, 4.X.X and "delayed" for now (RFC 3463); "relayed" and "expanded" say nothing about the mailbox.
function kindOf(action: string | null, status: string | null): ReportKind | null {
  switch (action?.toLowerCase()) {
    case "failed":
      return status?.startsWith("5") ? "hard" : "soft";
    case "delivered":
      return "delivered";
    default:
      return null;
  }
}
