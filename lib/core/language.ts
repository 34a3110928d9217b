/** What readers' pages and mails can be read in. The first needs no mark in an address. */
export const languages = ["en", "de"] as const;
export type Language = (typeof languages)[number];
export const defaultLanguage: Language = "en";

/** Each by its own name, as its readers look for it. */
export const languageNames: Record<Language, string> = { en: "English", de: "Deutsch" };

/** Where the server keeps the language of what it is answering (lib/platform/language); nothing is there in a browser. */
export const languageStore = Symbol.for("candor.language");

/** The language of what is being drawn. Words and dates of pages go by it, and nothing that decides anything. */
export function currentLanguage(): Language {
  const store = (globalThis as { [languageStore]?: { getStore(): Language | undefined } })[languageStore];
  return store?.getStore() ?? defaultLanguage;
}
