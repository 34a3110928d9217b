import type { Language } from "#lib/core/language";
import { sayDuration, sayInstant, saySpan } from "#lib/core/time-words";
import type { InstantStyle } from "#lib/core/time";
import { sharePercent } from "#lib/impact/rules/words";
import { fill, phrase, type Values, type Words } from "#lib/language/rules/say";
import { attainmentPercent, type Counts, floorDecimal, percentOfPpm } from "#lib/slo/rules/counts";
import type { StatementDocument } from "../rules/document.ts";
import { grouped, local } from "../rules/summary.ts";

/** Words, times and figures as one statement says them: in its customer's language and zone. */
export interface Phrasing {
  language: Language;
  say: (words: Words, values?: Values) => string;
  time: (at: number, style: InstantStyle) => string;
  span: (from: number, until: number) => string;
  lasting: (ms: number) => string;
  number: (value: number) => string;
  /** Attained, rounded down: never more than it was. */
  percent: (counts: Counts) => string;
  target: (ppm: number) => string;
  share: (ppm: number | null, decimals?: number) => string;
  /** Of requests: what is more than nothing is never shown as nothing. */
  part: (ppm: number | null) => string;
}

export function phrasingOf({ customer: { language, zone } }: Pick<StatementDocument, "customer">): Phrasing {
  const say: Phrasing["say"] = (words, values = {}) => fill(phrase(words, values, language), values);
  return {
    language,
    say,
    time: (at, style) => sayInstant(at, { zone, language, style }),
    span: (from, until) => saySpan({ from, until }, { zone, language }),
    lasting: (ms) => sayDuration(ms, language),
    number: (value) => grouped(value, language),
    percent: (counts) => {
      const percent = attainmentPercent(counts);
      return percent === null ? say("Not measured") : `${local(percent, language)}\u00a0%`;
    },
    target: (ppm) => `${local(percentOfPpm(ppm), language)}\u00a0%`,
    part: (ppm) => (ppm === null ? "–" : sharePercent(ppm, language)),
    share: (ppm, decimals = 1) => (ppm === null ? "–" : `${local(floorDecimal(BigInt(ppm), 10_000n, decimals), language)}\u00a0%`),
  };
}
