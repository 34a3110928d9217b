import type { z } from "zod";
import { MINUTE } from "../../../core/time.ts";
import { inOrder, lifecycleOf } from "../../../incidents/rules/state.ts";
import type { MaintenanceState } from "../../../maintenance/terms.ts";
import { permanentCode, uniqueCodes } from "../../history/rules/codes.ts";
import { type JsonFile, readItem, readJsonFiles } from "../../history/rules/json-files.ts";
import type { ImportPlan, PlannedComponent, PlannedIncident, PlannedMaintenance, PlannedUpdate, Remark, SourceFile } from "../../history/rules/planned.ts";
import { Incident, Maintenance } from "../input.ts";

interface Named {
  slug: string;
  code: string;
}

/** What the folder of a status page like DatoCMS's comes to: a file an incident or a maintenance, its address its name. */
export function planDatocms(files: readonly SourceFile[]): ImportPlan {
  const [problems, notes]: [Remark[], Remark[]] = [[], []];
  const read = readJsonFiles(files, problems);
  const codes = uniqueCodes(read.map(slugOf), permanentCode);
  const named = (file: JsonFile): Named => ({ slug: slugOf(file), code: codes.get(slugOf(file)) ?? slugOf(file) });
  const incidents = read.filter((file) => !isPlanned(file)).flatMap((file) => {
    const incident = readItem(Incident, { file: file.name, value: file.value, problems });
    return incident ? [planIncident(incident, named(file))] : [];
  });
  const maintenances = read.filter(isPlanned).flatMap((file) => {
    const work = readItem(Maintenance, { file: file.name, value: file.value, problems });
    return work ? [planMaintenance(work, named(file))] : [];
  });
  const components = componentsOf([...incidents, ...maintenances]);
  if (components.length > 0) notes.push({ file: null, item: null, reason: `The files name ${components.length} components by their ids only; they are archived under these: ${components.map(({ name }) => name).join(", ")}.` });
  return { pages: [], groups: [], components, incidents, maintenances, announcements: [], problems, notes };
}

function slugOf({ name }: JsonFile): string {
  return (name.split("/").at(-1) ?? name).replace(/\.json$/i, "");
}

function isPlanned({ value }: JsonFile): boolean {
  return typeof value === "object" && value !== null && "scheduledTime" in value;
}

function planIncident({ name, impact, components, updates: told }: z.output<typeof Incident>, { slug, code }: Named): PlannedIncident {
  const externalId = `datocms-${slug}`;
  const updates = inOrder(told.map(({ content, status, date }, index) => ({ id: `${externalId}-${index + 1}`, state: status, body: content, occurredAt: date, recordedAt: date })));
  const { state, startedAt, resolvedAt } = lifecycleOf(updates);
  return { externalId, code, url: null, title: name, state, impact, startedAt, resolvedAt, createdAt: startedAt, componentExternalIds: components.map(componentId), updates: updates.map(({ id, ...update }) => ({ externalId: id, ...update, components: [] })) };
}

function planMaintenance({ name, scheduledTime, minutes, content, components, updates: told }: z.output<typeof Maintenance>, { slug, code }: Named): PlannedMaintenance {
  const externalId = `datocms-${slug}`;
  const ids = components.map(componentId);
  const said = told.map(({ content: body, status, date }, index) => ({ externalId: `${externalId}-${index + 1}`, state: stateOf(status), body, occurredAt: date, recordedAt: date })).toSorted((a, b) => a.occurredAt - b.occurredAt);
  const createdAt = Math.min(scheduledTime, ...said.map(({ occurredAt }) => occurredAt));
  const plan = { externalId: `${externalId}-0`, state: "scheduled" as const, body: content, occurredAt: createdAt, recordedAt: createdAt };
  const completed = said.findLast(({ state }) => state === "completed");
  const started = said.find(({ state }) => state === "in_progress" || state === "verifying");
  const updates = [plan, ...said].map((update): PlannedUpdate<MaintenanceState> => ({ ...update, components: componentsAt(update, { ids, begins: started?.externalId, ends: completed?.externalId }) }));
  return { externalId, code, url: null, title: name, state: said.at(-1)?.state ?? "scheduled", scheduledFor: scheduledTime, scheduledUntil: scheduledTime + minutes * MINUTE, startedAt: started?.occurredAt ?? null, completedAt: completed?.occurredAt ?? null, createdAt, componentExternalIds: ids, updates };
}

function stateOf(status: string): MaintenanceState {
  return status === "in-progress" ? "in_progress" : (status as MaintenanceState);
}

function componentsAt({ externalId }: { externalId: string }, { ids, begins, ends }: { ids: string[]; begins: string | undefined; ends: string | undefined }) {
  if (externalId === begins) return ids.map((id) => ({ externalId: id, state: "under_maintenance" as const }));
  return externalId === ends && begins !== undefined ? ids.map((id) => ({ externalId: id, state: "operational" as const })) : [];
}

function componentId(name: string): string {
  return `datocms-component-${name}`;
}

function componentsOf(stories: readonly { componentExternalIds: string[]; createdAt: number }[]): PlannedComponent[] {
  const first = new Map<string, number>();
  for (const { componentExternalIds, createdAt } of stories) for (const id of componentExternalIds) first.set(id, Math.min(createdAt, first.get(id) ?? createdAt));
  return [...first].toSorted().map(([externalId, startedAt]) => ({ externalId, name: externalId.slice("datocms-component-".length), description: "", position: 0, groupExternalId: null, state: "operational", startedAt, isRetired: true }));
}
