import { currentLanguage } from "#lib/core/language";
import { sayFigure } from "#lib/language/rules/say";
import type { StatementDocument } from "#lib/reports/rules/document";
import { sharePercent } from "#lib/impact/rules/words";
import { grouped, moneyOf } from "#lib/reports/rules/summary";
import { attainmentPercent, type Counts, floorDecimal, percentOfPpm } from "#lib/slo/rules/counts";

/** Figures of a statement, as its page writes them: rounded down like those on paper. */
export function attained(counts: Counts): string | null {
  const percent = attainmentPercent(counts);
  return percent === null ? null : `${sayFigure(percent)}\u00a0%`;
}

export function percent(ppm: number | null, decimals = 1): string {
  return ppm === null ? "–" : `${sayFigure(floorDecimal(BigInt(ppm), 10_000n, decimals))}\u00a0%`;
}

/** Of requests: what is more than nothing is never shown as nothing. */
export function share(ppm: number | null): string {
  return ppm === null ? "–" : sharePercent(ppm, currentLanguage());
}

export function target(ppm: number): string {
  return `${sayFigure(percentOfPpm(ppm))}\u00a0%`;
}

export function whole(value: number): string {
  return grouped(value, currentLanguage());
}

export function creditWords({ creditPpm, amountMinor, terms }: NonNullable<StatementDocument["credit"]>): string | null {
  if (creditPpm === 0) return null;
  return amountMinor === null ? percent(creditPpm, 2) : `${moneyOf(amountMinor, { currency: terms.currency, language: currentLanguage() })} (${percent(creditPpm, 2)})`;
}
