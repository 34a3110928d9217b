/** Good and all of them: events, slices, or billionths of slices. Safe integers, 0 ≤ good ≤ total. */
export interface Counts {
  good: number;
  total: number;
}

export const MILLION = 1_000_000n;
/** Of what a slice's own ratio is a part, where slices count by their ratio. */
export const SLICE_PARTS = 1_000_000_000;

export const nothing: Counts = { good: 0, total: 0 };

export function addCounts(...all: readonly Counts[]): Counts {
  return all.reduce((sum, one) => ({ good: sum.good + one.good, total: sum.total + one.total }), nothing);
}

export function badOf({ good, total }: Counts): number {
  return total - good;
}

/** Whether a target in parts per million is met, unrounded; null when nothing was counted. */
export function isMet({ good, total }: Counts, targetPpm: number): boolean | null {
  return total === 0 ? null : BigInt(good) * MILLION >= BigInt(total) * BigInt(targetPpm);
}

/** `numerator / denominator` to so many decimals, rounded down (towards minus infinity) without any floating point. */
export function floorDecimal(numerator: bigint, denominator: bigint, decimals: number): string {
  const scaled = floorDivide(numerator * 10n ** BigInt(decimals), denominator);
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(decimals + 1, "0");
  const sign = scaled < 0n ? "−" : "";
  return decimals === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Attainment in percent, rounded down: 99.8999 % never reads 99.90 %. Null when nothing was counted. */
export function attainmentPercent({ good, total }: Counts, decimals = 3): string | null {
  return total === 0 ? null : floorDecimal(BigInt(good) * 100n, BigInt(total), decimals);
}

/** Parts per million as percent without needless zeros: 999500 is "99.95". */
export function percentOfPpm(ppm: number): string {
  return floorDecimal(BigInt(ppm), 10_000n, 4).replace(/\.?0+$/, "");
}

/** Percent as somebody types it ("99.95", "99,95 %") to parts per million; null when it is none or finer than a millionth. */
export function ppmOfPercent(text: string): number | null {
  const [, whole, fraction = ""] = /^\s*(\d{1,3})(?:[.,](\d{1,4}))?\s*%?\s*$/.exec(text) ?? [];
  if (whole === undefined) return null;
  const ppm = Number(whole) * 10_000 + Number(fraction.padEnd(4, "0"));
  return ppm <= 1_000_000 ? ppm : null;
}

export function floorDivide(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator % denominator !== 0n && numerator < 0n !== denominator < 0n ? quotient - 1n : quotient;
}
