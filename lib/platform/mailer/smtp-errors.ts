import type { MailFailed } from "./message.ts";

interface SmtpError {
  code?: string;
  responseCode?: number;
  response?: string;
  command?: string;
  syscall?: string;
  message: string;
}

const minute = 60_000;
const neverConnected = new Set(["EDNS", "ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND"]);
const refusesUs = new Set(["EAUTH", "ENOAUTH", "EOAUTH2", "ETLS", "EREQUIRETLS"]);

/**
 * RFC 5321 4.2.1: 4yz may succeed later, 5yz will not. A refused login or sender is about us, not about this mail. Without a reply
 * the mail counts as possibly sent, unless the connection was never made.
 */
export function classifySmtpError(error: unknown, now: number): Omit<MailFailed, "deliveryId"> {
  const { code, responseCode, response, command, syscall, message } = asSmtpError(error);
  const failed = { outcome: "failed", permanent: false, unknown: false, reason: (response ?? `${code ?? "error"}: ${message}`).slice(0, 500) } as const;
  const isAboutUs = refusesUs.has(code ?? "") || (responseCode !== undefined && responseCode >= 500 && (command === "MAIL FROM" || command === "CONN" || responseCode === 530));
  if (isAboutUs) return { ...failed, isRefused: true, retryAt: now + 5 * minute };
  if (responseCode !== undefined) return { ...failed, permanent: responseCode >= 500 };
  if (code === "EENVELOPE" || code === "EMESSAGE") return { ...failed, permanent: true };
  return { ...failed, unknown: !(neverConnected.has(code ?? "") || syscall === "connect" || /^(Connection timeout|Greeting never received)/.test(message)) };
}

// nodemailer declares its errors as plain ones; the fields are in its documentation.
function asSmtpError(error: unknown): SmtpError {
  return error instanceof Error ? error : { message: String(error) };
}
