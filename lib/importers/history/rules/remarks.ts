import type { ImportPlan, Remark } from "./planned.ts";

/** What whoever imports should know of the whole, where Statuspage's public answers say less than our pages can show. */
export function remarksOn(plan: ImportPlan): Remark[] {
  return [morePages(plan), statesUntold(plan), ...troubledNow(plan)].flatMap((reason) => (reason === null ? [] : [{ file: null, item: null, reason }]));
}

function morePages({ pages }: ImportPlan): string | null {
  if (pages.length < 2) return null;
  return `The files are of ${pages.length} pages (${pages.map((page) => page.name || page.id).join(", ")}): all of them become one portal.`;
}

function statesUntold({ incidents }: ImportPlan): string | null {
  const untold = incidents.filter((incident) => incident.componentExternalIds.length > 0 && incident.updates.every((update) => update.components.every(({ state }) => state === "operational")));
  if (untold.length === 0) return null;
  return `${untold.length} of ${incidents.length} incidents name components but never say that one was in trouble: they do not colour the bars of days and do not count in uptime.`;
}

// A component's state comes from incidents here; one that is red without any has nothing that could make it green again.
function troubledNow({ components, incidents }: ImportPlan): string[] {
  const explained = new Set(incidents.filter((incident) => incident.resolvedAt === null).flatMap((incident) => incident.componentExternalIds));
  const troubled = components.filter((component) => component.state !== "operational" && !explained.has(component.externalId));
  if (troubled.length === 0) return [];
  return [`These are in trouble there, but no open incident in the files says why, so they are shown as operational until one does: ${troubled.map((component) => `${component.name} (${component.state})`).join(", ")}.`];
}
