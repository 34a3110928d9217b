import { oneLine } from "#lib/core/one-line";

export interface MailHeaders {
  /** `id-left@host` without brackets. */
  messageId: string;
  /** What this mail is part of: the first mail that mail programs would thread it under. */
  threadId?: string;
  list?: MailList;
}

export interface MailList {
  /** `status.northlight.example` */
  id: string;
  name: string;
  /** Must stop the mails on POST and change nothing on GET (RFC 8058). */
  unsubscribeUrl: string;
  /** Several people read it: the address leads to a page, and no mail program ends it for all with one click. */
  isShared?: boolean;
  unsubscribeAddress?: string;
}

/**
 * The headers a provider does not set by itself. Threading by RFC 5322 3.6.4, List-Id by RFC 2919, unsubscription by RFC 2369 and
 * RFC 8058, Auto-Submitted by RFC 3834 so that vacation robots keep still. Throws on anything that is not plain printable text.
 */
export function mailHeaders({ messageId, threadId, list }: MailHeaders): Record<string, string> {
  const thread = threadId === undefined ? undefined : `<${id(threadId)}>`;
  return {
    "Message-ID": `<${id(messageId)}>`,
    ...(thread && { "In-Reply-To": thread, References: thread }),
    ...(list && listHeaders(list)),
    "Auto-Submitted": "auto-generated",
    "X-Auto-Response-Suppress": "All",
  };
}

/** An id made of parts that we name ourselves: `upd_1.sub_2@status.example`. */
export function mailId(host: string, ...parts: string[]): string {
  return id(`${parts.join(".")}@${host}`);
}

function listHeaders({ id: listId, name, unsubscribeUrl, unsubscribeAddress, isShared }: MailList): Record<string, string> {
  const mailto = unsubscribeAddress === undefined ? "" : `, <${uri(`mailto:${unsubscribeAddress}`)}>`;
  return {
    "List-Id": `${phrase(name)} <${id(listId)}>`.trim(),
    "List-Unsubscribe": `<${uri(unsubscribeUrl)}>${mailto}`,
    ...(isShared ? {} : { "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" }),
  };
}

function id(text: string): string {
  if (!/^[A-Za-z0-9_.+=-]+(@[A-Za-z0-9.-]+)?$/.test(text)) throw new Error("An id in a mail header holds letters, digits and ._+=- only.");
  return text;
}

function uri(text: string): string {
  if (!/^(https?|mailto):[!-~]+$/.test(text) || /[<>,"]/.test(text)) throw new Error("An address in a mail header must be a plain http, https or mailto address.");
  return text;
}

// A phrase (RFC 5322): quoted, ASCII only. Encoded words are allowed there too, but list software compares the text.
function phrase(text: string): string {
  const plain = oneLine(text).normalize("NFKD").replace(/[^ -~]/g, "").replace(/["\\<>]/g, "").trim();
  return plain === "" ? "" : `"${plain}"`;
}
