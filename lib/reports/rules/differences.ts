import { attainmentPercent, floorDecimal } from "#lib/slo/rules/counts";
import type { StatementDocument } from "./document.ts";

type Told = Pick<StatementDocument, "objectives" | "incidents" | "maintenance" | "actions" | "credit">;
type Difference = { what: string; before: string | null; after: string | null };

/** What a statement says, figure by figure under a name: what an amendment is compared by. */
export function figuresOf({ objectives, incidents, maintenance, actions, credit }: Told): [string, string][] {
  return [
    ...objectives.flatMap((each): [string, string][] => [
      [`${each.name}: attained`, `${attainmentPercent(each.counts) ?? "–"} %`],
      [`${each.name}: counted`, `${each.counts.good} / ${each.counts.total}`],
      [`${each.name}: before exclusions`, `${each.before.good} / ${each.before.total}`],
      [`${each.name}: budget left`, each.leftPpm === null ? "–" : `${floorDecimal(BigInt(each.leftPpm), 10_000n, 1)} %`],
      [`${each.name}: coverage`, `${floorDecimal(BigInt(each.coverage.coveredPpm), 10_000n, 2)} %`],
      [`${each.name}: exclusions`, String(each.exclusions.length)],
    ]),
    ...incidents.flatMap((each): [string, string][] => [
      [`Incident ${each.code}: time`, `${iso(each.startedAt)} – ${each.resolvedAt === null ? "…" : iso(each.resolvedAt)}`],
      [`Incident ${each.code}: requests failed`, each.impact === null ? "–" : String(each.impact.failed)],
    ]),
    ...maintenance.map((each): [string, string] => [`Planned work ${each.code}`, `${iso(each.scheduledFor)} – ${iso(each.scheduledUntil)}`]),
    ...actions.map((each): [string, string] => [`Action: ${each.title}`, each.doneAt === null ? "open" : iso(each.doneAt)]),
    ...(credit ? [["Uptime by contract", `${floorDecimal(BigInt(credit.uptimePpb), 10_000_000n, 6)} %`] as [string, string], ["Credit", `${floorDecimal(BigInt(credit.creditPpm), 10_000n, 2)} %`] as [string, string]] : []),
  ];
}

/** Figures that are other than they were, that are new, and that are gone. */
export function differencesOf(said: readonly (readonly [string, string])[], told: Told): Difference[] {
  const [before, after] = [new Map(said), new Map(figuresOf(told))];
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names.map((what) => ({ what, before: before.get(what) ?? null, after: after.get(what) ?? null })).filter((each) => each.before !== each.after);
}

function iso(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace("T", " ");
}
