import type { Metadata } from "next";
import { currentLanguage, defaultLanguage, languages } from "#lib/core/language";
import { inLanguage } from "#lib/language/rules/addresses";

type Alternates = NonNullable<Metadata["alternates"]>;

/** What the head of a public page says of its address: the one it is known by, the same page in other languages, its feeds. */
export function addressesOf(path: string, types: Record<string, string> = {}): Alternates {
  const others = Object.fromEntries(languages.map((language) => [language, inLanguage(path, language)]));
  return { canonical: inLanguage(path, currentLanguage()), languages: { ...others, "x-default": inLanguage(path, defaultLanguage) }, types };
}

/** The same of a page that only its own readers know of: no crawler has to hear of its languages. */
export function addressOf(path: string): Alternates {
  return { canonical: inLanguage(path, currentLanguage()) };
}
