import { currentLanguage } from "#lib/core/language";
import { sharePercent } from "#lib/impact/rules/words";
import { say, sayFigure } from "#lib/language/rules/say";
import type { Calibration, Forecast } from "#lib/slo/rules/forecast";
import type { Window } from "#lib/slo/rules/policy";
import { leftWords } from "#lib/slo/rules/words";
import { Table } from "../ui/table.tsx";

export interface Outlook {
  outlook: Forecast;
  calibration: Calibration;
  /** Days that are drawn. */
  toCome: number;
}

/** How likely a window misses its target, and how right that has been; where there is not enough to draw from it says so. */
export function ForecastWords({ outlook, window }: { outlook: Outlook | null; window: Window }) {
  if (!outlook) return <p className="max-w-prose text-sm text-muted">{say("There is not enough data for an estimate: it needs four weeks of counts, and an objective whose days add up.")}</p>;
  const { outlook: { missPpm, leftPpm, runs, drawnFrom }, calibration, toCome } = outlook;
  const sentence = window.kind === "calendar" ? say("The target is missed at the end of this window with a probability of {share}.", { share: rounded(missPpm) }) : say("The target is missed {count} day from now with a probability of {share}.|The target is missed {count} days from now with a probability of {share}.", { count: toCome, share: rounded(missPpm) });
  return (
    <div className="grid gap-4 text-sm">
      <p className="text-lg font-semibold text-balance">{sentence}</p>
      <p className="max-w-prose">{say("Budget left then: {middle} in the middle; eight of ten runs end between {low} and {high}.", { middle: sayFigure(leftWords(leftPpm.middle)), low: sayFigure(leftWords(leftPpm.low)), high: sayFigure(leftWords(leftPpm.high)) })}</p>
      <p className="max-w-prose text-muted">{say("This is an estimate and no promise. {runs} futures are drawn from the last {count} days, a week at a time; days that leave the window until then are left out. It knows nothing of what we plan, and counts before exclusions.", { runs, count: drawnFrom })}</p>
      <Calibrated calibration={calibration} />
    </div>
  );
}

function Calibrated({ calibration: { forecasts, misses, brierPpm, bands } }: { calibration: Calibration }) {
  if (forecasts === 0) return <p className="text-muted">{say("There is not enough of the past to say how right such estimates were.")}</p>;
  const rows = bands.map((band) => ({ id: String(band.fromPpm), cells: { said: `${band.fromPpm / 10_000}–${band.untilPpm / 10_000}\u00a0%`, forecasts: String(band.forecasts), came: String(band.misses) } }));
  return (
    <div>
      <p className="mb-2 max-w-prose">{say("How right it was: made on the 10th and the 20th of the last twelve months, {count} estimates could be compared with what came; {misses} windows were missed. Brier score {brier} (0 is always right, 0.25 is a coin).", { count: forecasts, misses, brier: sayFigure((brierPpm / 1_000_000).toFixed(3)) })}</p>
      <Table caption={say("What was estimated, and what came")} columns={[{ key: "said", label: say("Estimated") }, { key: "forecasts", label: say("How often"), isNumber: true }, { key: "came", label: say("Missed then"), isNumber: true }]} rows={rows} />
    </div>
  );
}

// An estimate has no decimals.
function rounded(ppm: number): string {
  if (ppm < 10_000) return say("less than 1 %");
  if (ppm > 990_000) return say("more than 99 %");
  return sharePercent(Math.round(ppm / 10_000) * 10_000, currentLanguage()).replace(/[.,]00/, "");
}
