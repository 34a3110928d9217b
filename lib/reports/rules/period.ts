import type { Interval } from "#lib/core/intervals";
import type { Language } from "#lib/core/language";
import { sayInstant } from "#lib/core/time-words";
import type { statementKinds } from "../terms.ts";

/** "October 2026", or its first and last day. */
export function periodWords({ kind, period }: { kind: (typeof statementKinds)[number]; period: Interval }, { zone, language }: { zone: string; language: Language }): string {
  const day = (at: number) => sayInstant(at, { zone, language, style: "date" });
  return kind === "month" ? sayInstant(period.from, { zone, language, style: "month" }) : `${day(period.from)} – ${day(period.until - 1)}`;
}
