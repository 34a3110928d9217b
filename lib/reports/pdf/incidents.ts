import { promiseLabels } from "#lib/incidents/terms";
import type { Incident } from "../rules/document.ts";
import type { Drawing } from "./drawing.ts";
import type { Phrasing } from "./phrasing.ts";

/** Incidents with what each did to this customer, by its own counts. */
export function drawIncidents({ sheet, document, phrasing }: Drawing): void {
  const { say, number, part, lasting } = phrasing;
  sheet.section(say("Incidents"));
  sheet.heading(1, say("Incidents"));
  if (document.incidents.length === 0) return sheet.paragraph(say("No incident concerned you in this period."));
  const columns = [
    { title: say("Incident"), share: 0.36 },
    { title: say("Time"), share: 0.26 },
    { title: say("Failed for you"), share: 0.14, align: "right" as const },
    { title: say("Share"), share: 0.12, align: "right" as const },
    { title: say("First told after"), share: 0.12, align: "right" as const },
  ];
  sheet.table(columns, document.incidents.map((incident) => [
    { text: incident.title, weight: "medium" as const },
    when(incident, phrasing),
    incident.isFalseAlarm ? say("False alarm") : incident.impact === null ? say("Not measured") : number(incident.impact.failed),
    incident.impact === null ? "–" : part(incident.impact.sharePpm),
    incident.firstUpdateMs === null ? "–" : lasting(incident.firstUpdateMs),
  ]));
  const journeys = document.incidents.flatMap((incident) => (incident.impact?.journeys ?? []).filter(({ failed }) => failed > 0).map((journey) => [incident.title, journey.name, number(journey.failed), number(journey.total), part(journey.sharePpm), lasting(journey.affectedMs)]));
  if (journeys.length === 0) return;
  sheet.heading(2, say("Your journeys in them"));
  const right = { align: "right" as const };
  sheet.table([{ title: say("Incident"), share: 0.32 }, { title: say("Journey"), share: 0.22 }, { title: say("Failed"), share: 0.11, ...right }, { title: say("Requests"), share: 0.13, ...right }, { title: say("Share"), share: 0.1, ...right }, { title: say("For"), share: 0.12, ...right }], journeys);
  sheet.paragraph(say("Failed is what failed beyond what fails normally at the same hours of the weeks before."), { colour: "muted" });
}

function when({ startedAt, resolvedAt }: Incident, { time, lasting, say }: Phrasing): string {
  const start = time(startedAt, "dateTime");
  return resolvedAt === null ? `${start}, ${say("not over")}` : `${start}, ${lasting(resolvedAt - startedAt)}`;
}

/** How quickly and how reliably the team told of incidents, and what is to be done after them. */
export function drawCommunication({ sheet, document, phrasing }: Drawing): void {
  const { say, time, lasting } = phrasing;
  const { communication, actions } = document;
  sheet.section(say("Communication"));
  sheet.heading(1, say("Communication"));
  if (communication.firstUpdate) sheet.paragraph(say("From the beginning of an incident to the first words about it: {median} in the middle, {longest} at most.", { median: lasting(communication.firstUpdate.medianMs), longest: lasting(communication.firstUpdate.longestMs) }));
  if (communication.promises.length === 0) sheet.paragraph(say("No time was promised in this period."));
  else sheet.table([{ title: say("Promised"), share: 0.55 }, ...[say("Kept"), say("Missed"), say("Open")].map((title) => ({ title, share: 0.15, align: "right" as const }))], communication.promises.map(({ kind, kept, missed, open }) => [say(promiseLabels[kind]), String(kept), { text: String(missed), ...(missed > 0 ? { colour: "bad" as const } : {}) }, String(open)]));
  sheet.heading(2, say("Actions after post-mortems"));
  if (actions.length === 0) return sheet.paragraph(say("There is none, open or done."));
  sheet.table([{ title: say("Action"), share: 0.5 }, { title: say("Who"), share: 0.2 }, { title: say("Until"), share: 0.15 }, { title: say("Done"), share: 0.15 }], actions.map((action) => [action.title, action.owner, action.dueAt === null ? "–" : time(action.dueAt, "date"), action.doneAt === null ? say("open") : time(action.doneAt, "date")]));
}
