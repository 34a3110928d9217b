import type { Interval } from "#lib/core/intervals";

/** One statement for a customer and a period, and one for each amendment of a number. */
export function identityOf({ customerId, period, amends }: { customerId: string; period: Interval; amends: number }): string {
  return `${customerId}/${period.from}-${period.until}/${amends}`;
}
