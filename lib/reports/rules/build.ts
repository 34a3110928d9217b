import { measureImpact } from "#lib/impact/rules/measure";
import { documentFormat } from "../terms.ts";
import { buildCredit } from "./credit.ts";
import { differencesOf } from "./differences.ts";
import type { Incident, StatementDocument } from "./document.ts";
import type { Evidence, IncidentEvidence } from "./evidence.ts";
import { buildObjective } from "./objective.ts";
import { headlineOf, summarize } from "./summary.ts";

/**
 * The statement that evidence comes to. Pure: whoever has the evidence builds the same document to the byte, which is how a
 * statement is verified. It is format 1's builder: what it answers for a given evidence never changes; another answer is format 2.
 */
export function buildStatement(evidence: Evidence, evidenceHash: string): StatementDocument {
  const { id, kind, customer, portal, period, madeAt, comment, maintenance, actions } = evidence;
  const head = { id, kind, customer, portal, period, madeAt, comment, maintenance, actions };
  const told = {
    ...head,
    objectives: evidence.objectives.map((each) => buildObjective(each, { period, zone: customer.zone, incidents: evidence.incidents })),
    incidents: evidence.incidents.map(buildIncident),
    credit: buildCredit(evidence),
    communication: buildCommunication(evidence.incidents),
  };
  const amends = evidence.amends && { id: evidence.amends.id, number: evidence.amends.number, hash: evidence.amends.hash, reason: evidence.amends.reason, differences: differencesOf(evidence.amends.said, told) };
  const headline = headlineOf(told);
  return { format: documentFormat, evidenceHash, ...told, amends, headline, summary: summarize({ ...told, amends }, headline) };
}

function buildIncident({ updates, promises, seen, ...happened }: IncidentEvidence): Incident {
  return { ...happened, firstUpdateMs: firstUpdateMs({ ...happened, updates }), updates: updates.length, promises, impact: impactOf(seen) };
}

function impactOf(seen: IncidentEvidence["seen"]): Incident["impact"] {
  if (!seen) return null;
  const { from, until, slotMs, slis } = seen;
  const toSlots = (slots: readonly [number, number, number][]) => slots.map(([at, good, total]) => ({ at, good, total }));
  const measured = measureImpact(slis.map((sli) => ({ ...sli, slots: toSlots(sli.slots), weeks: sli.weeks.map(toSlots) })), { span: { from, until }, slotMs });
  return measured.confidence === "none" ? null : { from, until, slotMs, ...measured };
}

/** From its beginning to when it was first written down for its readers. */
function firstUpdateMs({ startedAt, updates }: Pick<IncidentEvidence, "startedAt" | "updates">): number | null {
  const told = updates.filter(({ kind }) => kind === "update").map(({ recordedAt }) => recordedAt);
  return told.length === 0 ? null : Math.max(0, Math.min(...told) - startedAt);
}

function buildCommunication(incidents: readonly IncidentEvidence[]): StatementDocument["communication"] {
  const first = incidents.flatMap((incident) => firstUpdateMs(incident) ?? []).toSorted((a, b) => a - b);
  const pledges = incidents.flatMap(({ promises }) => promises);
  const promises = (["next_update", "postmortem", "action"] as const).map((kind) => {
    const ofKind = pledges.filter((pledge) => pledge.kind === kind);
    const missed = ofKind.filter((pledge) => pledge.isMissed || pledge.isKept === false).length;
    const kept = ofKind.filter((pledge) => pledge.isKept === true && !pledge.isMissed).length;
    return { kind, kept, missed, open: ofKind.length - kept - missed };
  });
  // Of an even number the later of the two in the middle: no time is made up.
  return { incidents: incidents.length, firstUpdate: first.length === 0 ? null : { medianMs: first[Math.floor(first.length / 2)] ?? 0, longestMs: first.at(-1) ?? 0 }, promises: promises.filter((each) => each.kept + each.missed + each.open > 0) };
}
