/**
 * Whether a refusal says that the mailbox does not exist or takes nothing any more (RFC 3463: 5.1.x is about the address, 5.2.1 a mailbox
 * that is shut), rather than something about this message or about us, for which no address should be stopped.
 */
export function isAboutMailbox(reason: string): boolean {
  return /\b5\.(1\.(1|2|3|6|10)|2\.1)\b/.test(reason);
}
