import { parseEmailAddress } from "#lib/core/email-address";

export interface Sender {
  name: string;
  address: string;
}

/** Reads `Name <address>` or a bare address, as MAIL_FROM is written. `@localhost` is allowed: it is what a fresh install has. */
export function parseSender(text: string): Sender {
  const match = /^([^<>\r\n\0]*)<([^<>\s]+)>$/.exec(text.trim());
  const name = match?.[1]?.trim().replace(/^"(.*)"$/, "$1") ?? "";
  const address = match?.[2] ?? text.trim();
  const known = /^[a-z0-9._+-]+@localhost$/i.test(address) ? address : parseEmailAddress(address);
  if (known === null) throw new Error(`"${text}" is not a sender like: Candor <status@example.com>`);
  return { name, address: known };
}

/** The sender with another display name, quoted so that no name can be read as an address. */
export function formatSender({ name, address }: Sender): string {
  const plain = name.replace(/[\p{Cc}\p{Zl}\p{Zp}"\\<>]/gu, " ").replace(/\s+/g, " ").trim();
  return plain === "" ? address : `"${plain}" <${address}>`;
}
