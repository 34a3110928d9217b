import type { PolicyId } from "#lib/access/policy";
import type { Language } from "#lib/core/language";
import { decodeCursor } from "#lib/core/pages";
import { inLanguage, takeLanguage } from "#lib/language/rules/addresses";

export type DocumentKind = "public" | "customer" | "feed" | "embed";

/** An address under which a document is kept, in its one spelling. */
export interface DocumentAddress {
  policyId: PolicyId;
  kind: DocumentKind;
  params: Record<string, string>;
  query: Record<string, string>;
  language: Language;
  /** The path as it was asked for, without its language. */
  path: string;
  /** Path and query by which it is kept: a feed's or an embed's without the token, as the words are the same for all of them. */
  key: string;
}

interface Pattern {
  policyId: PolicyId;
  kind: DocumentKind;
  pattern: RegExp;
  names: readonly string[];
  /** Parameters that choose another document, and what they may say; all else is ignored, so that it can neither multiply what is kept nor get past it. */
  chooses?: Readonly<Record<string, (value: string) => boolean>>;
  /** Parameters that make it an answer to one person's question, which is nobody else's document. */
  asks?: readonly string[];
}

const slug = "([a-z0-9-]{1,64})";
const code = "([A-Za-z0-9_-]{1,64})";
const token = "([A-Za-z0-9_-]{16,128})";
const statuspage = "(?:summary|status|components|incidents|incidents/unresolved|incidents/[A-Za-z0-9_-]{1,64}|scheduled-maintenances|scheduled-maintenances/upcoming|scheduled-maintenances/active)\\.json";
const paged = { before: (value: string) => decodeCursor(value) !== null };
const listed = { chooses: paged, asks: ["q"] };
const badge = { chooses: { component: (value: string) => /^[A-Za-z0-9_-]{1,64}$/.test(value), style: (value: string) => value === "plain" } };

const patterns: readonly Pattern[] = [
  { policyId: "public.status", kind: "public", pattern: /^\/$/, names: [] },
  { policyId: "customer.status", kind: "customer", pattern: at(`/c/${slug}`), names: ["customer"] },
  { policyId: "public.rss", kind: "public", pattern: /^\/history\.rss$/, names: [] },
  { policyId: "public.atom", kind: "public", pattern: /^\/history\.atom$/, names: [] },
  { policyId: "public.json_feed", kind: "public", pattern: /^\/feed\.json$/, names: [] },
  { policyId: "public.calendar", kind: "public", pattern: /^\/history\.ics$/, names: [] },
  { policyId: "public.embed_status", kind: "public", pattern: /^\/embed\/status\.json$/, names: [] },
  { policyId: "public.api_reference", kind: "public", pattern: /^\/docs\/api$/, names: [] },
  { policyId: "public.api_document", kind: "public", pattern: /^\/api\/v1\/openapi\.json$/, names: [] },
  { policyId: "public.badge", kind: "public", pattern: /^\/badge\.svg$/, names: [], ...badge },
  { policyId: "public.statuspage", kind: "public", pattern: at(`/api/v2/${statuspage}`), names: [] },
  { policyId: "feeds.private_statuspage", kind: "feed", pattern: at(`/f/${token}/api/v2/${statuspage}`), names: ["token"] },
  { policyId: "feeds.private_rss", kind: "feed", pattern: at(`/f/${token}/history\\.rss`), names: ["token"] },
  { policyId: "feeds.private_atom", kind: "feed", pattern: at(`/f/${token}/history\\.atom`), names: ["token"] },
  { policyId: "feeds.private_json", kind: "feed", pattern: at(`/f/${token}/feed\\.json`), names: ["token"] },
  { policyId: "feeds.private_calendar", kind: "feed", pattern: at(`/f/${token}/history\\.ics`), names: ["token"] },
  { policyId: "embeds.page", kind: "embed", pattern: at(`/embed/c/${token}`), names: ["token"] },
  { policyId: "embeds.status", kind: "embed", pattern: at(`/embed/c/${token}/status\\.json`), names: ["token"] },
  { policyId: "public.incident", kind: "public", pattern: at(`/incidents/${code}`), names: ["code"] },
  { policyId: "customer.incident", kind: "customer", pattern: at(`/c/${slug}/incidents/${code}`), names: ["customer", "code"] },
  { policyId: "public.history", kind: "public", pattern: /^\/history$/, names: [], ...listed },
  { policyId: "customer.incidents", kind: "customer", pattern: at(`/c/${slug}/incidents`), names: ["customer"], ...listed },
  { policyId: "public.maintenances", kind: "public", pattern: /^\/maintenance$/, names: [], chooses: paged },
  { policyId: "customer.maintenances", kind: "customer", pattern: at(`/c/${slug}/maintenance`), names: ["customer"], chooses: paged },
  { policyId: "customer.slos", kind: "customer", pattern: at(`/c/${slug}/slos`), names: ["customer"] },
  { policyId: "customer.how_we_count", kind: "customer", pattern: at(`/c/${slug}/slos/how-we-count`), names: ["customer"] },
  { policyId: "customer.slo", kind: "customer", pattern: at(`/c/${slug}/slos/(slo_[0-9a-z]{26})`), names: ["customer", "slo"] },
  { policyId: "customer.statements", kind: "customer", pattern: at(`/c/${slug}/reports`), names: ["customer"] },
  { policyId: "customer.statement", kind: "customer", pattern: at(`/c/${slug}/reports/(stm_[0-9a-z]{26})`), names: ["customer", "statement"] },
  { policyId: "public.verify", kind: "public", pattern: /^\/verify$/, names: [] },
  { policyId: "public.maintenance_calendar", kind: "public", pattern: at(`/maintenance/${code}/event\\.ics`), names: ["code"] },
  { policyId: "customer.maintenance_calendar", kind: "customer", pattern: at(`/c/${slug}/maintenance/${code}/event\\.ics`), names: ["customer", "code"] },
  { policyId: "public.maintenance", kind: "public", pattern: at(`/maintenance/${code}`), names: ["code"] },
  { policyId: "customer.maintenance", kind: "customer", pattern: at(`/c/${slug}/maintenance/${code}`), names: ["customer", "code"] },
  { policyId: "public.announcement", kind: "public", pattern: at(`/announcements/${code}`), names: ["code"] },
  { policyId: "customer.announcement", kind: "customer", pattern: at(`/c/${slug}/announcements/${code}`), names: ["customer", "code"] },
];

/** Every policy whose documents are kept. */
export const keptPolicies: readonly PolicyId[] = patterns.map(({ policyId }) => policyId);

/**
 * The document that a request line names; null for whatever is none or is spelled in another way (escapes, doubled or
 * trailing slashes, capitals, dots): that is Next's to answer, and never kept.
 */
export function documentAddress(asked: string): DocumentAddress | null {
  const { language, url } = takeLanguage(asked);
  const mark = url.indexOf("?");
  const path = mark === -1 ? url : url.slice(0, mark);
  for (const pattern of patterns) {
    const match = pattern.pattern.exec(path);
    if (match) return spokenIn(language, addressOf(pattern, match, mark === -1 ? "" : url.slice(mark + 1)));
  }
  return null;
}

// A language is another document: it stands before the path by which it is kept, as it does in the address.
function spokenIn(language: Language, address: Spelled | null): DocumentAddress | null {
  return address && { ...address, language, key: inLanguage(address.key, language) };
}

type Spelled = Omit<DocumentAddress, "language">;

function addressOf({ policyId, kind, names, chooses = {}, asks = [] }: Pattern, match: RegExpExecArray, search: string): Spelled | null {
  const params: Record<string, string> = {};
  for (const [index, name] of names.entries()) params[name] = match[index + 1] ?? "";
  const [path] = match;
  const kept = kind === "feed" || kind === "embed" ? path.replace(params["token"] ?? "", "*") : path;
  if (search === "" || (Object.keys(chooses).length === 0 && asks.length === 0)) return { policyId, kind, params, query: {}, path, key: kept };
  const given = new URLSearchParams(search);
  if (asks.some((name) => given.has(name))) return null;
  const query = Object.fromEntries(Object.entries(chooses).flatMap(([name, isWellFormed]) => choiceOf(given, { name, isWellFormed })));
  const rest = new URLSearchParams(query).toString();
  return { policyId, kind, params, query, path, key: rest === "" ? kept : `${kept}?${rest}` };
}

// One well-formed value is another document; anything else is the first.
function choiceOf(given: URLSearchParams, { name, isWellFormed }: { name: string; isWellFormed: (value: string) => boolean }): [string, string][] {
  const values = given.getAll(name);
  const [value] = values;
  return values.length === 1 && value !== undefined && isWellFormed(value) ? [[name, value]] : [];
}

function at(source: string): RegExp {
  return new RegExp(`^${source}$`);
}
