import { currentLanguage, type Language } from "../../core/language.ts";
import type { InstantStyle } from "../../core/time.ts";
import { sayDuration, sayInstant } from "../../core/time-words.ts";
import { german } from "./german.ts";

/** The English words of a page are their own name. Another language has each of them, or the types say which is missing. */
export type Words = keyof typeof german;
type Catalogue = Readonly<Record<Words, string>>;

const catalogues: Record<Exclude<Language, "en">, Catalogue> = { de: german };

export type Values = Readonly<Record<string, string | number>>;

/** These words in the language of the page, `{name}` replaced by its value. "one|other": which of them goes by `count`. */
export function say(words: Words, values: Values = {}): string {
  return fill(phrase(words, values), values);
}

/** A text that a person or another module wrote in English, in the language of the page where that is known. */
export function sayKnown(text: string): string {
  return Object.hasOwn(german, text) ? say(text as Words) : text;
}

/** The words with their places still open. */
export function phrase(words: Words, { count }: Readonly<Record<string, unknown>>, language = currentLanguage()): string {
  const text = language === "en" ? words : catalogues[language][words];
  if (typeof count !== "number") return text;
  const [one = "", other = one] = text.split("|");
  return pluralsOf(language).select(count) === "one" ? one : other;
}

export function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

const plurals = new Map<Language, Intl.PluralRules>();

function pluralsOf(language: Language): Intl.PluralRules {
  const known = plurals.get(language) ?? new Intl.PluralRules(language);
  plurals.set(language, known);
  return known;
}

/** An instant in the language of the page. */
export function sayTime({ at, zone }: { at: number; zone: string }, style: InstantStyle): string {
  return sayInstant(at, { zone, language: currentLanguage(), style });
}

/** How long, in the language of the page. */
export function sayLasting(ms: number): string {
  return sayDuration(ms, currentLanguage());
}

/** A word in the middle of a sentence. English writes it small; what another language does stands in its catalogue. */
export function sayInside<W extends string>(words: Lowercase<W> extends Words ? W : never): string {
  return say(words.toLowerCase() as Lowercase<W> & Words);
}

/** "99.93 %", or "99,93 %". */
export function sayFigure(figure: string): string {
  return currentLanguage() === "de" ? figure.replace(".", ",") : figure;
}
