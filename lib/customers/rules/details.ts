import { isTimeZone } from "#lib/core/time";
import { isSlug } from "#lib/core/slug";
import { toAsciiDomain } from "#lib/core/email-address";

const reserved = new Set(["admin", "api", "c", "candor", "demo", "help", "import", "internal", "new", "portal", "public", "settings", "staff", "status", "support", "switch", "system", "www"]);

// Anybody can have an address there, so none of them proves to belong to a company.
const sharedMailDomains = new Set(["aol.com", "gmail.com", "gmx.com", "gmx.de", "gmx.net", "googlemail.com", "hotmail.com", "icloud.com", "live.com", "mail.com", "me.com", "msn.com", "outlook.com", "proton.me", "protonmail.com", "web.de", "yahoo.com", "yandex.com", "zoho.com"]);

/** What is wrong with a customer's word in addresses, in a sentence, or null. */
export function slugProblem(slug: string): string | null {
  if (slug.length < 2 || !isSlug(slug)) return "Use 2 to 48 lower-case letters, digits and single hyphens, such as acme-retail.";
  if (reserved.has(slug)) return `“${slug}” is kept for the portal itself. Choose another.`;
  return null;
}

export interface ReadDomains {
  domains: string[];
  problem: string | null;
}

/** Domains in their one form, from text with one a line or separated by spaces or commas. An "@" in front is taken off. */
export function readDomains(text: string): ReadDomains {
  const typed = text.split(/[\s,;]+/).filter((word) => word !== "");
  const domains = new Set<string>();
  for (const word of typed) {
    const domain = toAsciiDomain(word.normalize("NFKC").replace(/^@/, ""));
    if (!domain) return { domains: [], problem: `“${word.slice(0, 80)}” is not a domain. Write it like acme.com.` };
    if (sharedMailDomains.has(domain)) return { domains: [], problem: `Anybody can have an address at ${domain}. Name domains that only this customer gives out.` };
    domains.add(domain);
  }
  return domains.size > 50 ? { domains: [], problem: "Name at most 50 domains." } : { domains: [...domains].sort(), problem: null };
}

// The time zone database renamed these; runtimes go on listing the old names.
const renamed: Record<string, string> = {
  "Africa/Asmera": "Africa/Asmara",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Godthab": "America/Nuuk",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Enderbury": "Pacific/Kanton",
  "Pacific/Ponape": "Pacific/Pohnpei",
  "Pacific/Truk": "Pacific/Chuuk",
};

let listed: Map<string, string> | undefined;

/** Every zone that can be chosen, UTC first. */
export function timeZones(): string[] {
  return [...new Set(zonesByName().values())];
}

/** The zone a person wrote, by its name of today whatever the case; null where there is none. */
export function findTimeZone(text: string): string | null {
  return zonesByName().get(text.toLowerCase()) ?? null;
}

// Asking the runtime for 400 zones takes a while, and a file of customers asks 5,000 times.
function zonesByName(): Map<string, string> {
  if (listed) return listed;
  const named = Intl.supportedValuesOf("timeZone").map((zone) => renamed[zone] ?? zone);
  const zones = ["UTC", ...named.filter((zone) => zone !== "UTC" && isTimeZone(zone)).sort()];
  listed = new Map(zones.map((zone) => [zone.toLowerCase(), zone]));
  for (const [old, zone] of Object.entries(renamed)) listed.set(old.toLowerCase(), zone);
  return listed;
}
