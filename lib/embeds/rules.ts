import { componentStateLabels } from "../catalog/terms.ts";
import { excerpt } from "../core/markdown.ts";
import { toIso } from "../core/time.ts";
import { incidentStateLabels } from "../incidents/terms.ts";
import { maintenanceStateLabels } from "../maintenance/terms.ts";
import type { MaintenanceSummary, OpenIncidentView, StatusView } from "../status/terms.ts";
import { type EmbedIncident, type EmbedMaintenance, type EmbedStatus, originsAtMost } from "./terms.ts";

const incidentsAtMost = 5;
const maintenanceAtMost = 5;

export interface EmbedPlace {
  name: string;
  /** The audience's status page. */
  home: string;
  incidentUrl: (code: string) => string;
  maintenanceUrl: (code: string) => string;
}

/** What a page of somebody else shows of a status page: nothing that is not on that. It says the same bytes until something changes. */
export function embedStatus(view: StatusView, place: EmbedPlace): EmbedStatus {
  const { headline, status, openIncidents, underWay, upcoming, journeys } = view;
  return {
    version: 1,
    page: { name: place.name, url: place.home },
    status: { state: headline.state, indicator: status.indicator, sentence: headline.sentence, since: headline.since === null ? null : toIso(headline.since) },
    incidents: openIncidents.slice(0, incidentsAtMost).map((incident) => toIncident(incident, place)),
    moreIncidents: Math.max(0, openIncidents.length - incidentsAtMost),
    maintenance: [...underWay, ...upcoming].slice(0, maintenanceAtMost).map((work) => toMaintenance(work, place)),
    ...(journeys.length === 0 ? {} : { journeys: journeys.map(({ name, state }) => ({ name, state, word: componentStateLabels[state] })) }),
  };
}

function toIncident({ code, title, state, impact, startedAt, latest, promiseDueAt, components }: OpenIncidentView, place: EmbedPlace): EmbedIncident {
  return {
    title,
    url: place.incidentUrl(code),
    state,
    word: incidentStateLabels[state],
    impact,
    startedAt: toIso(startedAt),
    updatedAt: latest ? toIso(latest.recordedAt) : null,
    nextUpdateBy: promiseDueAt === null ? null : toIso(promiseDueAt),
    components,
    words: excerpt(latest?.body ?? ""),
  };
}

function toMaintenance({ code, title, state, scheduledFor, scheduledUntil, components }: MaintenanceSummary, place: EmbedPlace): EmbedMaintenance {
  return { title, url: place.maintenanceUrl(code), state, word: maintenanceStateLabels[state], from: toIso(scheduledFor), until: toIso(scheduledUntil), components };
}

// A host may hold characters that end a directive of a content policy: only what is a plain name of the web is an origin here.
const plainOrigin = /^https:\/\/[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::\d{1,5})?$/;
const ownComputer = /^http:\/\/(?:localhost|127\.0\.0\.1)(?::\d{1,5})?$/;

/**
 * Reads origins as people write them, one a line or parted by commas, and answers them as a browser spells them; null where one
 * is none. `allowsOwnComputer` lets pages of the very machine in, while developing.
 */
export function readOrigins(text: string, { allowsOwnComputer }: { allowsOwnComputer: boolean }): string[] | null {
  const words = text.split(/[\s,]+/).filter((word) => word !== "");
  const origins = [...new Set(words.map((word) => originOf(word, allowsOwnComputer)))];
  return origins.length === 0 || origins.length > originsAtMost || origins.includes(null) ? null : origins.flatMap((origin) => origin ?? []);
}

function originOf(word: string, allowsOwnComputer: boolean): string | null {
  if (!URL.canParse(word)) return null;
  const { origin, pathname, search, hash, username, password } = new URL(word);
  if (pathname !== "/" || `${search}${hash}${username}${password}` !== "") return null;
  return plainOrigin.test(origin) || (allowsOwnComputer && ownComputer.test(origin)) ? origin : null;
}
