import { MINUTES_A_DAY, MINUTES_A_QUARTER } from "../terms.ts";

export type BucketTable = "sli_minutes" | "sli_quarters" | "sli_days";

export interface Part {
  table: BucketTable;
  /** In the table's own unit, half-open. */
  from: number;
  until: number;
}

/** The buckets that make up [from, until) of minutes, whatever its length: at most 28 minutes, 190 quarter hours and the days between. */
export function partsOf({ from, until }: { from: number; until: number }): Part[] {
  const parts: Part[] = [];
  const put = (table: BucketTable, start: number, end: number) => {
    if (start < end) parts.push({ table, from: start, until: end });
  };
  const [firstQuarter, lastQuarter] = inside(from, until, MINUTES_A_QUARTER);
  if (firstQuarter >= lastQuarter) {
    put("sli_minutes", from, until);
    return parts;
  }
  put("sli_minutes", from, firstQuarter * MINUTES_A_QUARTER);
  put("sli_minutes", lastQuarter * MINUTES_A_QUARTER, until);
  const quartersADay = MINUTES_A_DAY / MINUTES_A_QUARTER;
  const [firstDay, lastDay] = inside(firstQuarter, lastQuarter, quartersADay);
  if (firstDay >= lastDay) {
    put("sli_quarters", firstQuarter, lastQuarter);
    return parts;
  }
  put("sli_quarters", firstQuarter, firstDay * quartersADay);
  put("sli_quarters", lastDay * quartersADay, lastQuarter);
  put("sli_days", firstDay, lastDay);
  return parts;
}

function inside(from: number, until: number, size: number): [number, number] {
  return [Math.ceil(from / size), Math.floor(until / size)];
}
