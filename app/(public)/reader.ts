import type { Reader } from "#components/status/reader";
import { currentLanguage } from "#lib/core/language";
import { inLanguage } from "#lib/language/rules/addresses";
import { feedFiles, feedFormats, feedTypes } from "#lib/feeds/terms";

export const publicReader: Reader = { base: "", historyHref: "/history", subscribeHref: "/subscribe" };

/** By which a browser or a feed reader finds the feeds from any public page. */
export function feedLinks(): Record<string, string> {
  return Object.fromEntries(feedFormats.map((format) => [feedTypes[format], inLanguage(`/${feedFiles[format]}`, currentLanguage())]));
}
