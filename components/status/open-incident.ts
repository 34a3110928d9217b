import { sayInside } from "#lib/language/rules/say";
import { incidentStateLabels } from "#lib/incidents/terms";
import type { HistoryItem } from "../incidents/history.tsx";
import type { IncidentCardProps } from "../incidents/incident-card.tsx";
import { incidentMark } from "../incidents/incident-mark.tsx";
import { incidentHref, type OpenIncident, type Reader } from "./reader.tsx";

/** An open incident as its card is drawn for a reader. */
export function toCard(incident: OpenIncident, { reader, now, zone }: { reader: Reader; now: number; zone: string }): IncidentCardProps {
  const { code, title, state, impact, startedAt, components, promiseDueAt } = incident;
  return { href: incidentHref(reader, code), title, state, impact, startedAt, affected: components, latest: latestOf(incident, reader), promiseDueAt: promiseDueAt ?? undefined, now, zone };
}

/** The same in one line, where too much goes on to tell all of it. */
export function toLine({ id, code, title, state, impact, startedAt }: OpenIncident, reader: Reader): HistoryItem {
  return { id, href: incidentHref(reader, code), title, mark: incidentMark(state, impact), stateWord: sayInside(incidentStateLabels[state]), startedAt };
}

export function latestOf({ latest }: OpenIncident, reader: Reader): IncidentCardProps["latest"] {
  if (!latest) return undefined;
  const [note] = latest.notes;
  return { body: latest.body, note: note && reader.name !== undefined ? { forName: reader.name, body: note.body } : undefined };
}
