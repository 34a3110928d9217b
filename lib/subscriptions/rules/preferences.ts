import { nextMinuteOfDay } from "../../core/time.ts";
import type { Language } from "../../customers/terms.ts";
import { kindsOfPost, type KindOfPost } from "../terms.ts";

/** How one reader wants to be told. */
export interface Preferences {
  kinds: readonly KindOfPost[];
  isBrief: boolean;
  minImpact: number;
  /** Minutes of its day. */
  quiet: { from: number; until: number } | null;
  digestAt: number | null;
  isQuietBroken: boolean;
  language: Language;
}

/** Of somebody who chose nothing yet: all of it, at once. */
export const freshPreferences: Preferences = { kinds: kindsOfPost, isBrief: false, minImpact: 0, quiet: null, digestAt: null, isQuietBroken: true, language: "en" };

interface Digest {
  digestAt: number | null;
  nextDigestAt: number | null;
}

/**
 * When the next digest is due after a change of its minute or of the reader's zone. Where there is none any more, what was collected
 * goes out at once, a last time.
 */
export function nextDigest(before: Digest, { digestAt, timeZone, now }: { digestAt: number | null; timeZone: string; now: number }): number | null {
  if (digestAt !== null) return nextMinuteOfDay(now, digestAt, timeZone);
  return before.nextDigestAt === null ? null : now;
}

/** The columns that keep them. */
export function columnsOf({ kinds, isBrief, minImpact, quiet, digestAt, isQuietBroken, language }: Preferences) {
  return {
    hearsIncidents: kinds.includes("incidents"),
    hearsMaintenance: kinds.includes("maintenance"),
    hearsAnnouncements: kinds.includes("announcements"),
    hearsPostmortems: kinds.includes("postmortems"),
    hearsStatements: kinds.includes("statements"),
    isBrief,
    minImpact,
    quietFrom: quiet?.from ?? null,
    quietUntil: quiet?.until ?? null,
    digestAt,
    isQuietBroken,
    language,
  };
}
