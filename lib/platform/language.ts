import { AsyncLocalStorage } from "node:async_hooks";
import { type Language, languageStore } from "#lib/core/language";

// Next loads a copy of its own of every module: one store for both.
const shared = globalThis as { [languageStore]?: AsyncLocalStorage<Language> };
const storage = (shared[languageStore] ??= new AsyncLocalStorage<Language>());

/** Whatever is drawn by `work`, at once or later, is drawn in this language. */
export function speaking<T>(language: Language, work: () => T): T {
  return storage.run(language, work);
}
