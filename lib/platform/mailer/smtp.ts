import { createTransport } from "nodemailer";
import { guardAddresses } from "./guard.ts";
import type { Mailer, MailMessage, MailOutcome, Pace } from "./message.ts";
import { parseSender } from "./sender.ts";
import { classifySmtpError } from "./smtp-errors.ts";

export interface SmtpSettings {
  /** `smtp://user:password@host:587` or `smtps://…:465`; `?tls=off` sends without encryption to a server that offers none. */
  url: string;
  now: () => number;
  /** Asked before each message. */
  pace?: Pace;
  /** Where mail that comes back goes; else the sender. */
  bounceAddress?: string | undefined;
}

const connections = 4;

/**
 * Mail by SMTP: a transaction a recipient, envelope from our own addresses rather than from headers. There is no key: when a
 * connection ends between the final dot and the answer, the mail may have left, and a retry may be a second copy with the same
 * Message-ID. A provider that understands it gets the delivery id as Resend-Idempotency-Key.
 */
export function smtpMailer({ url, now, pace = async () => 0, bounceAddress }: SmtpSettings): Mailer {
  const transport = createTransport({
    ...connection(url),
    pool: true,
    maxConnections: connections,
    maxMessages: 100,
    // The pool would send again by itself after a lost connection, when the first copy may have left. Retrying is the caller's.
    maxRequeues: 0,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 60_000,
    dnsTimeout: 10_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  async function sendOne(message: MailMessage): Promise<MailOutcome> {
    const { deliveryId } = message;
    const quietMs = await pace();
    if (quietMs > 0) return { deliveryId, outcome: "failed", permanent: false, unknown: false, isThrottled: true, reason: "Not asked: the provider wants quiet.", retryAt: now() + quietMs };
    try {
      const sent = await transport.sendMail(toNodemailer(message, bounceAddress));
      return { deliveryId, outcome: "sent", providerId: sent.messageId };
    } catch (error) {
      return { deliveryId, ...classifySmtpError(error, now()) };
    }
  }

  return guardAddresses({
    provider: "smtp",
    maxBatch: 20,
    isIdempotent: false,
    keyLifetimeMs: 23 * 3_600_000,
    parallel: 1,
    send: ({ messages }) => Promise.all(messages.map(sendOne)),
    async close() {
      transport.close();
    },
  });
}

function connection(url: string) {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url);
  const secure = protocol === "smtps:";
  return {
    host: hostname,
    port: Number(port || (secure ? 465 : 587)),
    secure,
    ...(searchParams.get("tls") === "off" ? { ignoreTLS: true } : { requireTLS: !secure }),
    ...(username !== "" && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
  };
}

function toNodemailer({ deliveryId, to, from, subject, html, text, headers }: MailMessage, bounceAddress: string | undefined) {
  const sender = parseSender(from);
  const { "Message-ID": messageId, ...others } = headers;
  return {
    envelope: { from: bounceAddress ?? sender.address, to: [to] },
    from: sender,
    to: { name: "", address: to },
    subject,
    text,
    html,
    messageId,
    headers: { ...others, "Resend-Idempotency-Key": deliveryId },
    textEncoding: "quoted-printable" as const,
  };
}
