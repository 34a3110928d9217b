import type { Reader } from "#components/status/reader";
import { feedFiles, feedFormats, feedTypes } from "#lib/feeds/terms";

export const publicReader: Reader = { base: "", historyHref: "/history", subscribeHref: "/subscribe" };

/** By which a browser or a feed reader finds the feeds from any public page. */
export const feedLinks = Object.fromEntries(feedFormats.map((format) => [feedTypes[format], `/${feedFiles[format]}`]));
