import { type CsvCell, writeCsv } from "#lib/core/csv";
import { toIso } from "#lib/core/time";
import type { StatementDocument } from "./document.ts";

const header = ["row", "id", "name", "from", "until", "target_ppm", "good", "total", "good_before_exclusions", "total_before_exclusions", "met", "budget_allowed", "budget_spent", "budget_left_ppm", "coverage_ppm", "failed", "expected", "share_ppm", "affected_ms", "first_update_ms", "note"];

/** A statement as rows: one an objective, one a day of it, one an incident and its journeys, one an exclusion, the credit. Nothing is rounded. */
export function statementCsv(document: StatementDocument): string {
  return writeCsv(header, [
    ...document.objectives.flatMap((objective) => objectiveRows(objective, document)),
    ...document.incidents.flatMap(incidentRows),
    ...document.maintenance.map((work) => row({ row: "maintenance", id: work.code, name: work.title, from: toIso(work.scheduledFor), until: toIso(work.scheduledUntil), note: work.isOverrun ? "overran" : "" })),
    ...creditRows(document),
    ...document.actions.map((action) => row({ row: "action", id: action.id, name: action.title, until: action.dueAt === null ? "" : toIso(action.dueAt), note: action.doneAt === null ? "open" : `done ${toIso(action.doneAt)}` })),
  ]);
}

function objectiveRows(objective: StatementDocument["objectives"][number], { period }: StatementDocument): CsvCell[][] {
  const { id, name, policy, counts, before, budget, leftPpm, coverage } = objective;
  return [
    row({ row: "objective", id, name, from: toIso(period.from), until: toIso(period.until), target_ppm: policy.targetPpm, good: counts.good, total: counts.total, good_before_exclusions: before.good, total_before_exclusions: before.total, met: objective.isMet === null ? "" : objective.isMet ? "yes" : "no", budget_allowed: budget.allowed, budget_spent: budget.spent, budget_left_ppm: leftPpm ?? "", coverage_ppm: coverage.coveredPpm, note: objective.isObserved ? "observed" : "" }),
    ...objective.burnDown.map((day) => row({ row: "day", id, name, from: toIso(day.from), until: toIso(day.until), good: day.total - day.bad, total: day.total, budget_left_ppm: day.leftPpm })),
    ...objective.exclusions.map((each) => row({ row: "exclusion", id: each.id, name, from: toIso(each.from), until: toIso(each.until), note: `${each.effect}: ${each.reason}${each.clause === "" ? "" : ` (${each.clause})`}, ${each.createdByName}` })),
  ];
}

function incidentRows(incident: StatementDocument["incidents"][number]): CsvCell[][] {
  const { code, title, startedAt, resolvedAt, impact } = incident;
  const when = { from: toIso(startedAt), until: resolvedAt === null ? "" : toIso(resolvedAt) };
  return [
    row({ row: "incident", id: code, name: title, ...when, total: impact?.total ?? "", failed: impact?.failed ?? "", share_ppm: impact?.sharePpm ?? "", affected_ms: impact?.affectedMs ?? "", first_update_ms: incident.firstUpdateMs ?? "", note: impact === null ? "not measured" : impact.confidence }),
    ...(impact?.journeys ?? []).map((journey) => row({ row: "journey", id: code, name: journey.name, good: journey.total - journey.bad, total: journey.total, failed: journey.failed, expected: journey.expected, share_ppm: journey.sharePpm ?? "", affected_ms: journey.affectedMs, coverage_ppm: journey.coveragePpm })),
  ];
}

function creditRows({ credit, period }: StatementDocument): CsvCell[][] {
  if (!credit) return [];
  return [row({ row: "credit", id: credit.terms.sloId, name: credit.terms.name, from: toIso(period.from), until: toIso(period.until), target_ppm: credit.terms.targetPpm, good: credit.uptimePpb, total: 1_000_000_000, met: credit.isMet ? "yes" : "no", affected_ms: credit.downtimeMs, note: `${credit.creditPpm} ppm of the fee, ${credit.confirmed === null ? "provisional" : "confirmed"}` })];
}

function row(values: Partial<Record<(typeof header)[number], CsvCell>>): CsvCell[] {
  return header.map((column) => values[column] ?? "");
}
