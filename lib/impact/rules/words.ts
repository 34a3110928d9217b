import type { Language } from "#lib/core/language";
import { MINUTE } from "#lib/core/time";
import { fill, phrase } from "#lib/language/rules/say";
import { floorDecimal } from "#lib/slo/rules/counts";
import type { IncidentImpact } from "../terms.ts";

/** What an incident did to its reader, in one sentence, for a mail and a feed. Null where nobody is counted: then there is nothing to say. */
export function impactSentence({ measurement, failed, total, sharePpm, affectedMs }: Pick<IncidentImpact, "measurement" | "failed" | "total" | "sharePpm" | "affectedMs">, language: Language): string | null {
  if (measurement === "off") return null;
  if (measurement === "unmeasured") return phrase("We have no measurement for you.", {}, language);
  const values = { failed: wholeNumber(failed, language), total: wholeNumber(total, language), share: sharePercent(sharePpm ?? 0, language), count: Math.round(affectedMs / MINUTE) };
  if (failed === 0) return fill(phrase("None of your {total} requests failed beyond what is normal.", {}, language), values);
  if (affectedMs === 0) return fill(phrase("{failed} of your {total} requests failed beyond what is normal ({share}); no minute stands out.", {}, language), values);
  return fill(phrase("{failed} of your {total} requests failed beyond what is normal ({share}), in {count} minute.|{failed} of your {total} requests failed beyond what is normal ({share}), in {count} minutes.", values, language), values);
}

export function wholeNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(language === "de" ? "de-DE" : "en-GB").format(value).replace("-", "−");
}

/** A share in parts per million as percent with two decimals, rounded down; what is more than nothing is never shown as nothing. */
export function sharePercent(ppm: number, language: Language): string {
  const isTiny = ppm > 0 && ppm < 100;
  const text = isTiny ? "0.01" : floorDecimal(BigInt(ppm), 10_000n, 2);
  return `${isTiny ? "<\u00a0" : ""}${language === "de" ? text.replace(".", ",") : text}\u00a0%`;
}
