import { Section } from "#components/ui/card";
import type { Context } from "#lib/access/context";
import type { FormState } from "#lib/access/queries";
import { formatInstant } from "#lib/core/time";
import type { SeriesFacts } from "#lib/maintenance/queries/console-series";
import { planContent } from "#lib/maintenance/rules/plan";
import { noSeries, type SeriesSettings } from "#lib/maintenance/rules/series";
import { Planner } from "../../planner.tsx";

interface ChangeProps {
  ctx: Context;
  series: SeriesFacts;
  zone: string;
  form: FormState;
  base: string;
  /** The time it is to change from, where one was chosen; else the next. */
  wantedFrom: number | null;
}

/** The series from one of its times on, in the planner. */
export function ChangeSeriesForm({ ctx, series, zone, form, base, wantedFrom }: ChangeProps) {
  const times = series.times.filter(({ at, state }) => at > ctx.now && (state === null || state === "scheduled"));
  const sentFrom = Number(form.values["from"]);
  const chosen = times.find(({ at }) => at === (form.sentence === null ? wantedFrom : sentFrom));
  const next = chosen ?? times[0];
  if (!next) return null;
  const { row } = series;
  // Written by the command that plans a series, which was given them parsed.
  const settings = row.settings as unknown as SeriesSettings;
  const asksUntil = settings.asksBeforeMs === null ? null : next.at - settings.asksBeforeMs;
  const planned = { ...settings, title: row.title, body: row.body, visibility: row.visibility, customerIds: row.customerIds, componentIds: row.componentIds, scheduledFor: next.at, scheduledUntil: next.at + row.durationMs, asksUntil, series: { ...noSeries, repeat: "rule" as const, rrule: row.rrule } };
  return (
    <Section id="change" title={`Change it from ${formatInstant(next.at, zone, "weekday")} on`}>
      <details open={chosen !== undefined}>
        <summary className="mb-6 text-sm text-accent hover:text-accent-strong">Open the planner</summary>
        <p className="mb-6 max-w-prose text-sm text-soft">What is planned already for a time that the new rule has too becomes what you write here; where the new rule does not have it, it is cancelled and readers are told. Earlier times stay as they are.</p>
        <Planner ctx={ctx} zone={zone} form={form} content={planContent(planned, zone)} shape="series" action={`${base}/save`} label="Change the series" cancelHref={base} hidden={{ version: row.version, from: next.at }} />
      </details>
    </Section>
  );
}
