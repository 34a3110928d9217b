import { toIsoWithOffset } from "../../core/time.ts";
import type { StatuspageAnswer, StatuspageDocument, StatuspageFacts, StatuspageSite } from "../terms.ts";
import { componentAnswers } from "./components.ts";
import { incidentAnswer, lastToldAt, maintenanceAnswer, type Page } from "./stories.ts";

/** One answer of the API for one audience, key by key as Statuspage gives it. */
export function statuspageAnswer(facts: StatuspageFacts, { document, site }: { document: StatuspageDocument; site: StatuspageSite }): StatuspageAnswer {
  const page = pageOf(facts, site);
  const incidents = facts.incidents.map((incident) => ({ incident, answer: () => incidentAnswer(incident, page) }));
  const unresolved = () => incidents.filter(({ incident }) => incident.resolvedAt === null).map(({ answer }) => answer());
  const planned = (...states: string[]) => facts.maintenances.filter(({ state }) => states.includes(state)).toSorted((a, b) => a.scheduledFor - b.scheduledFor).map((work) => maintenanceAnswer(work, page));
  switch (document) {
    case "summary":
      return { page: page.answer, components: page.components, incidents: unresolved(), scheduled_maintenances: planned("scheduled", "in_progress", "verifying"), status: facts.status };
    case "status":
      return { page: page.answer, status: facts.status };
    case "components":
      return { page: page.answer, components: page.components };
    case "incidents":
      return { page: page.answer, incidents: incidents.map(({ answer }) => answer()) };
    case "incidents/unresolved":
      return { page: page.answer, incidents: unresolved() };
    case "scheduled-maintenances":
      return { page: page.answer, scheduled_maintenances: facts.maintenances.map((work) => maintenanceAnswer(work, page)) };
    case "scheduled-maintenances/upcoming":
      return { page: page.answer, scheduled_maintenances: planned("scheduled") };
    case "scheduled-maintenances/active":
      return { page: page.answer, scheduled_maintenances: planned("in_progress", "verifying") };
  }
}

/** A single incident, however old it is. */
export function statuspageIncident(facts: StatuspageFacts, { code, site }: { code: string; site: StatuspageSite }): StatuspageAnswer | null {
  const page = pageOf(facts, site);
  const incident = facts.incidents.find((one) => one.code === code);
  return incident ? { page: page.answer, incident: incidentAnswer(incident, page) } : null;
}

function pageOf(facts: StatuspageFacts, site: StatuspageSite): Page {
  const { zone } = facts;
  const changes = [...facts.components.flatMap(({ isShown, changedAt }) => (isShown ? [changedAt] : [])), ...[...facts.incidents, ...facts.maintenances].map(lastToldAt)];
  // The name that the tz database knows it by, and Statuspage's pages say.
  const time_zone = zone === "UTC" ? "Etc/UTC" : zone;
  const answer = { id: site.pageId, name: site.name, url: site.home, time_zone, updated_at: toIsoWithOffset(Math.max(0, ...changes), zone) };
  const all = componentAnswers(facts, site.pageId);
  return { site, zone, answer, components: all.shown, byId: all.byId, fullNames: all.fullNames };
}
