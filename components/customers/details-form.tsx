import { timeZones } from "#lib/customers/rules/details";
import { type CustomerTier, customerTiers, type Language, languages } from "#lib/customers/terms";
import { fill, type SentForm } from "../forms/fill.tsx";
import { Button } from "../ui/button.tsx";
import { Select } from "../ui/select.tsx";
import { TextInput } from "../ui/text-input.tsx";

export interface CustomerFields {
  name: string;
  slug: string;
  tier: CustomerTier;
  timeZone: string;
  language: Language;
  version: number;
}

export const tierLabels: Record<CustomerTier, string> = { bronze: "Bronze", silver: "Silver", gold: "Gold" };
export const languageLabels: Record<Language, string> = { en: "English", de: "Deutsch" };

const tierOptions = customerTiers.map((tier) => ({ value: tier, label: tierLabels[tier] }));
const languageOptions = languages.map((language) => ({ value: language, label: languageLabels[language] }));

export function DetailsForm({ action, label, saved, form }: { action: string; label: string; saved: CustomerFields; form: SentForm }) {
  const slug = fill(form, "slug", saved.slug);
  return (
    <form method="post" action={action} className="grid max-w-2xl items-start gap-5 sm:grid-cols-2">
      <input type="hidden" name="part" value="details" />
      <input type="hidden" name="version" value={saved.version} />
      <TextInput id="name" label="Name" required maxLength={120} className="sm:col-span-2" {...fill(form, "name", saved.name)} />
      <TextInput id="slug" label="Slug" required maxLength={48} autoCapitalize="none" spellCheck={false} {...slug} hint={slug.hint ?? "Its pages are at /c/ and this. Links to an old one stop working."} className="sm:col-span-2" />
      <Select id="tier" label="Tier" options={tierOptions} {...fill(form, "tier", saved.tier, tierLabels[saved.tier])} />
      <Select id="language" label="Language" options={languageOptions} {...fill(form, "language", saved.language, languageLabels[saved.language])} />
      <Select id="timeZone" label="Time zone" options={zoneOptions(saved.timeZone)} className="sm:col-span-2" {...fill(form, "timeZone", saved.timeZone)} />
      <div><Button look="primary">{label}</Button></div>
    </form>
  );
}

// A zone that was stored under a name the list does not have must not change by saving something else.
function zoneOptions(current: string) {
  const zones = timeZones();
  return (zones.includes(current) ? zones : [current, ...zones]).map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));
}
