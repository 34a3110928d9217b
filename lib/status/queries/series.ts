import type { Context } from "#lib/access/context";
import { currentLanguage } from "#lib/core/language";
import { occurrences } from "#lib/core/recurrence";
import { sayRule } from "#lib/core/recurrence-words";
import { listMadeOccurrences, type ShownSeries } from "#lib/maintenance/queries/series";
import { listVisibleSeries } from "#lib/maintenance/queries/visible";
import { recurrenceOf } from "#lib/maintenance/rules/series";
import type { SeriesView } from "../terms.ts";
import type { KnownComponents } from "./scope.ts";

/** More would be a calendar, not a page. */
const shownAtMost = 5;

/** What repeats, as far as the audience may see it, with its next times that are no maintenances yet. */
export async function loadSeries(ctx: Context, known: KnownComponents): Promise<SeriesView[]> {
  const visible = await listVisibleSeries(ctx);
  const made = await listMadeOccurrences(ctx, { seriesIds: visible.map(({ id }) => id) });
  return visible
    .map((series) => ({ ...shown(series, known), next: nextTimes(series, { after: ctx.now }).filter(({ from }) => !made.get(series.id)?.has(from)) }))
    .filter(({ next }) => next.length > 0)
    .toSorted((a, b) => (a.next[0]?.from ?? 0) - (b.next[0]?.from ?? 0));
}

function shown({ title, rrule, timeZone, componentIds }: ShownSeries, known: KnownComponents) {
  return { title, repeats: sayRule(rrule, { zone: timeZone, language: currentLanguage() }), components: componentIds.flatMap((each) => known.get(each)?.name ?? []) };
}

export function nextTimes(series: ShownSeries, { after }: { after: number }): { from: number; until: number }[] {
  const times = occurrences(recurrenceOf(series), { after, until: series.endedAt ?? undefined, limit: shownAtMost });
  return times.map((from) => ({ from, until: from + series.durationMs }));
}
