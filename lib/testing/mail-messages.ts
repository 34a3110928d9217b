import type { MailMessage } from "#lib/platform/mailer/message";

/** A mail as delivery would freeze it, to `person<n>@acme.example`. */
export function aMail(number: number, changes: Partial<MailMessage> = {}): MailMessage {
  return {
    deliveryId: `dlv_${number}`,
    to: `person${number}@acme.example`,
    from: "Northlight <status@northlight.example>",
    subject: "[Northlight] Card payments are failing",
    html: `<p>Hello ${number}</p>`,
    text: `Hello ${number}`,
    headers: { "Message-ID": `<upd_1.sub_${number}@status.northlight.example>`, "Auto-Submitted": "auto-generated" },
    ...changes,
  };
}

export function mails(count: number): MailMessage[] {
  return Array.from({ length: count }, (_, index) => aMail(index));
}
