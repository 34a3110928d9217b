const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
// Characters that would make the URL parser below read the domain as something else.
const foreignToDomain = /[\s/\\?#:@[\]%]/;

/**
 * The one form of an address that is stored, compared and mailed, or null when the text is not exactly one plain address.
 *
 * Compatibility forms are folded before anything is looked at (NFKC), so that a fullwidth ＠ counts as an @. Quoted local parts,
 * comments, lists and control characters are refused, not interpreted. An international domain becomes its ASCII form.
 * The local part is lower-cased too: no provider in use tells case apart, and two records for one mailbox are the greater danger.
 */
export function parseEmailAddress(text: string): string | null {
  const folded = text.normalize("NFKC").trim();
  if (folded.length > 254) return null;
  const [local, domain, ...rest] = folded.split("@");
  if (local === undefined || domain === undefined || rest.length > 0) return null;
  if (local.length > 64 || !localPart.test(local)) return null;
  const asciiDomain = toAsciiDomain(domain);
  if (asciiDomain === null) return null;
  const address = `${local.toLowerCase()}@${asciiDomain}`;
  return address.length > 254 ? null : address;
}

/** The domain of an address that `parseEmailAddress` returned. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}

/** Lower-case ASCII form of a domain name with at least two labels (an IP address is none), or null. */
export function toAsciiDomain(text: string): string | null {
  if (text === "" || foreignToDomain.test(text) || !URL.canParse(`http://${text}`)) return null;
  const domain = new URL(`http://${text}`).hostname;
  const labels = domain.split(".");
  const isName = domain.length <= 253 && labels.length >= 2 && labels.every((part) => label.test(part)) && !/^\d+$/.test(labels.at(-1) ?? "");
  return isName ? domain : null;
}
