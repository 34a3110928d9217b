import { componentStateLabels, type ComponentState } from "../../catalog/terms.ts";
import { formatInstant, formatSpan } from "../../core/time.ts";
import type { Language } from "../../customers/terms.ts";
import { incidentImpactLabels, incidentStateLabels } from "../../incidents/terms.ts";
import { maintenanceStateLabels } from "../../maintenance/terms.ts";
import type { Notice } from "../terms.ts";

/** The words that stand around a notice's own. */
interface Words {
  state: string;
  impact: string;
  affected: string;
  since: string;
  when: string;
  over: string;
  next: string;
  open: string;
  note(customer: string): string;
  kinds: Record<Notice["kind"], string>;
  states: Record<NonNullable<Notice["state"]>, string>;
  impacts: Record<Notice["impact"], string>;
  components: Record<ComponentState, string>;
}

const dictionaries: Record<Language, Words> = {
  en: {
    state: "State",
    impact: "Impact",
    affected: "Affected",
    since: "Since",
    when: "When",
    over: "Over",
    next: "Next update",
    open: "Open the page",
    note: (customer) => `For ${customer}`,
    kinds: { incident_update: "Incident", maintenance_update: "Maintenance", announcement: "Announcement", postmortem: "Post-mortem", statement: "Statement", test: "Test message" },
    states: { ...incidentStateLabels, ...maintenanceStateLabels },
    impacts: incidentImpactLabels,
    components: componentStateLabels,
  },
  de: {
    state: "Status",
    impact: "Auswirkung",
    affected: "Betroffen",
    since: "Seit",
    when: "Wann",
    over: "Beendet",
    next: "Nächste Meldung",
    open: "Seite öffnen",
    note: (customer) => `Für ${customer}`,
    kinds: { incident_update: "Störung", maintenance_update: "Wartung", announcement: "Ankündigung", postmortem: "Nachbericht", statement: "Bericht", test: "Probenachricht" },
    states: { investigating: "Wird untersucht", identified: "Ursache gefunden", monitoring: "Unter Beobachtung", resolved: "Behoben", scheduled: "Geplant", in_progress: "Läuft", verifying: "Wird geprüft", completed: "Abgeschlossen", cancelled: "Abgesagt" },
    impacts: { none: "Keine Auswirkung", minor: "Gering", major: "Erheblich", critical: "Kritisch" },
    components: { operational: "In Betrieb", under_maintenance: "In Wartung", degraded_performance: "Eingeschränkt", partial_outage: "Teilausfall", major_outage: "Ausfall" },
  },
};

export interface Fact {
  term: string;
  value: string;
}

export function wordsOf(notice: Pick<Notice, "language">): Words {
  return dictionaries[notice.language];
}

/** "Resolved", or the kind of thing where it has no state. */
export function stateWord(notice: Notice): string {
  const words = wordsOf(notice);
  return notice.state === null || notice.kind === "postmortem" ? words.kinds[notice.kind] : words.states[notice.state];
}

/** What stands beside the words, shortest first: the same facts on every channel. */
export function factsOf(notice: Notice): Fact[] {
  const words = wordsOf(notice);
  const at = (instant: number) => formatInstant(instant, notice.timeZone, "full");
  const isIncident = notice.kind === "incident_update" || notice.kind === "postmortem";
  return [
    ...(notice.state === null ? [] : [{ term: words.state, value: words.states[notice.state] }]),
    ...(isIncident ? [{ term: words.impact, value: words.impacts[notice.impact] }] : []),
    ...(notice.scheduledFor !== null ? [{ term: words.when, value: spanOf(notice, notice.scheduledFor) }] : []),
    ...(notice.startedAt !== null && isIncident ? [{ term: words.since, value: at(notice.startedAt) }] : []),
    ...(notice.endedAt !== null ? [{ term: words.over, value: at(notice.endedAt) }] : []),
    ...(notice.nextUpdateDueAt !== null && notice.endedAt === null ? [{ term: words.next, value: at(notice.nextUpdateDueAt) }] : []),
    ...(notice.affected.length > 0 ? [{ term: words.affected, value: notice.affected.map((each) => `${each.name} (${words.components[each.state]})`).join(", ") }] : []),
  ];
}

function spanOf({ scheduledUntil, timeZone }: Notice, from: number): string {
  return scheduledUntil === null ? formatInstant(from, timeZone, "full") : formatSpan(from, scheduledUntil, timeZone);
}

/** What colours a message: how bad it is, while it is. */
export type Tone = "good" | "planned" | "minor" | "major" | "critical" | "plain";

export function toneOf({ kind, state, impact, isLast }: Notice): Tone {
  if (kind === "maintenance_update") return state === "completed" ? "good" : "planned";
  if (kind !== "incident_update") return "plain";
  if (isLast || state === "resolved") return "good";
  return impact === "none" ? "plain" : impact;
}

/** The common words and, set apart, what only this customer reads. */
export function bodyOf(notice: Notice): string {
  const { body, note, customer } = notice;
  return note !== null && customer ? `${body}\n\n**${wordsOf(notice).note(customer.name)}**\n\n${note}` : body;
}

/** Text cut to a number of characters, as code units, with the cut shown. */
export function cut(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1).toWellFormed().trimEnd()}…`;
}
