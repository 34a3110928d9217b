import { type CustomerTier, customerTiers, type Language, languages } from "../terms.ts";
import { findTimeZone, readDomains, slugProblem } from "./details.ts";
import { type Change, type Columns, type ImportPlan, type Judgement, planFile } from "./import-file.ts";

export const customerColumns: Columns = { required: ["slug", "name"], optional: ["tier", "time_zone", "language", "email_domains"] };

export const customerExample = `slug,name,tier,time_zone,language,email_domains
acme,Acme Retail,gold,Europe/Berlin,en,acme.example acme-shop.example
globex,"Globex Travel, Inc.",silver,America/New_York,en,globex.example`;

export interface KnownCustomer {
  id: string;
  slug: string;
  name: string;
  tier: CustomerTier;
  timeZone: string;
  language: Language;
  domains: readonly string[];
  isArchived: boolean;
}

export interface CustomerValues {
  /** Null for a new one. */
  id: string | null;
  slug: string;
  name: string;
  tier: CustomerTier;
  timeZone: string;
  language: Language;
  /** To be added to those it has. */
  newDomains: string[];
}

/** What a file of customers comes to. An empty cell leaves what is there; domains are added, never taken away. */
export function planCustomers(text: string, known: readonly KnownCustomer[]): ImportPlan<CustomerValues> {
  const bySlug = new Map(known.map((customer) => [customer.slug, customer]));
  const domainHolders = new Map(known.flatMap((customer) => customer.domains.map((domain) => [domain, customer.slug] as const)));
  const seen = new Map<string, number>();
  return planFile(text, customerColumns, (cells, line) => {
    const slug = (cells["slug"] ?? "").toLowerCase();
    const problem = slugProblem(slug);
    if (problem) return `slug: ${problem}`;
    const earlier = seen.get(slug);
    if (earlier !== undefined) return `Line ${earlier} is about “${slug}” already.`;
    seen.set(slug, line);
    const judgement = judgeCustomer({ ...cells, slug }, bySlug.get(slug));
    if (typeof judgement === "string") return judgement;
    const taken = judgement.values.newDomains.find((domain) => (domainHolders.get(domain) ?? slug) !== slug);
    if (taken) return `email_domains: ${taken} belongs to “${domainHolders.get(taken)}”.`;
    for (const domain of judgement.values.newDomains) domainHolders.set(domain, slug);
    return judgement;
  });
}

function judgeCustomer(cells: Record<string, string>, before: KnownCustomer | undefined): Judgement<CustomerValues> {
  const { slug = "", name = "", tier: tierText = "", time_zone: zoneText = "", language: languageText = "", email_domains: domainText = "" } = cells;
  if (before?.isArchived) return `“${slug}” is archived. Bring it back first.`;
  if (!name && !before) return "name: Enter a name.";
  if (name.length > 120) return "name: Use at most 120 characters.";
  const tier = oneOf(customerTiers, tierText, before?.tier ?? "bronze");
  if (!tier) return `tier: “${cut(tierText)}” is none of ${customerTiers.join(", ")}.`;
  const timeZone = zoneText ? findTimeZone(zoneText) : (before?.timeZone ?? "UTC");
  if (!timeZone) return `time_zone: “${cut(zoneText)}” is not in the list. Write it like Europe/Berlin.`;
  const language = oneOf(languages, languageText, before?.language ?? "en");
  if (!language) return `language: “${cut(languageText)}” is none of ${languages.join(", ")}.`;
  const { domains, problem } = readDomains(domainText);
  if (problem) return `email_domains: ${problem}`;
  const newDomains = domains.filter((domain) => !before?.domains.includes(domain));
  const values = { id: before?.id ?? null, slug, name: name || (before?.name ?? ""), tier, timeZone, language, newDomains };
  const changes = before ? changesOf(before, values) : [];
  return { title: values.name, verdict: before ? (changes.length > 0 ? "change" : "same") : "create", changes, values };
}

function changesOf(before: KnownCustomer, values: CustomerValues): Change[] {
  const pairs: Change[] = [
    { column: "name", from: before.name, to: values.name },
    { column: "tier", from: before.tier, to: values.tier },
    { column: "time_zone", from: before.timeZone, to: values.timeZone },
    { column: "language", from: before.language, to: values.language },
    { column: "email_domains", from: before.domains.join(" "), to: [...before.domains, ...values.newDomains].join(" ") },
  ];
  return pairs.filter(({ from, to }) => from !== to);
}

/** The word of a list that was written in any case, `standard` for none, null for another. */
export function oneOf<T extends string>(list: readonly T[], text: string, standard: T): T | null {
  if (!text) return standard;
  return list.find((word) => word === text.toLowerCase()) ?? null;
}

export function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
