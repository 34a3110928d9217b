const minutesOf: Record<string, number> = { m: 1, h: 60, d: 1_440, w: 10_080, M: 43_200, Q: 129_600, Y: 525_600 };

export interface Duration {
  count: number;
  unit: string;
  minutes: number;
}

/** OpenSLO's shorthand: a whole number and m, h, d, w, M (months), Q or Y, in that case; a bare number is minutes. Prometheus writes d and w alike. */
export function readDuration(value: unknown): Duration | null {
  if (typeof value === "number" && Number.isInteger(value) && value > 0) return { count: value, unit: "m", minutes: value };
  const [, digits, unit] = /^(\d+)([mhdwMQY])$/.exec(typeof value === "string" ? value.trim() : "") ?? [];
  const minutes = minutesOf[unit ?? ""];
  if (digits === undefined || unit === undefined || minutes === undefined || Number(digits) === 0) return null;
  return { count: Number(digits), unit, minutes: Number(digits) * minutes };
}

/** As the form of an objective names its window; null where there is no such window here. */
export function windowOf(duration: Duration, { isRolling }: { isRolling: boolean }): string | null {
  if (isRolling) return duration.minutes % 1_440 === 0 && duration.minutes <= 366 * 1_440 ? `rolling:${duration.minutes / 1_440}` : null;
  if (duration.count !== 1) return duration.unit === "d" && duration.count === 7 ? "calendar:week" : duration.unit === "M" && duration.count === 3 ? "calendar:quarter" : null;
  const unit = { w: "week", M: "month", Q: "quarter", Y: "year" }[duration.unit];
  return unit ? `calendar:${unit}` : null;
}
