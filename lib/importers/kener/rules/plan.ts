import type { z } from "zod";
import { readItem, readJsonFiles } from "../../history/rules/json-files.ts";
import type { ImportPlan, PlannedComponent, PlannedGroup, Remark, SourceFile } from "../../history/rules/planned.ts";
import { Comment, Event, Incident, type KenerMonitor, Maintenance, Monitor } from "../input.ts";
import { componentId, planEvent, planIncident } from "./stories.ts";

/** What answers of Kener's API v4 come to: monitors, incidents with their comments, events of maintenances; in files named as one likes. */
export function planKener(files: readonly SourceFile[]): ImportPlan {
  const [problems, notes]: [Remark[], Remark[]] = [[], []];
  const documents = readJsonFiles(files, problems);
  const known = new Set(["monitor", "incident", "comment", "maintenance", "event"].flatMap((one) => [one, `${one}s`]));
  for (const { name, value } of documents) if (!Object.keys(Object(value) as object).some((key) => known.has(key))) problems.push({ file: name, item: null, reason: "This is no answer of Kener's API v4: there are no monitors, incidents, comments, maintenances or events in it." });
  const read = <T extends { id?: number; tag?: string }>(schema: z.ZodType<T>, one: string): T[] => {
    const found = documents.flatMap(({ name, value }) => listOf(value, one).flatMap((item) => readItem(schema, { file: name, value: item, problems }) ?? []));
    return [...new Map(found.map((each) => [each.id ?? each.tag, each])).values()];
  };
  const [monitors, incidents, comments] = [read(Monitor, "monitor"), read(Incident, "incident"), read(Comment, "comment")];
  const [maintenances, events] = [new Map(read(Maintenance, "maintenance").map((work) => [work.id, work])), read(Event, "event")];
  for (const comment of comments) if (!incidents.some(({ id }) => id === comment.incident_id)) problems.push({ file: null, item: `comment ${comment.id}`, reason: `Its incident ${comment.incident_id} is not in the files.` });
  const [kept, gone] = [incidents.filter(({ status }) => status !== "CLOSED"), incidents.filter(({ status }) => status === "CLOSED")];
  for (const { id, title } of gone) problems.push({ file: null, item: `incident ${id}`, reason: `"${title}" was deleted there.` });
  const stories = kept.map((incident) => planIncident(incident, comments.filter((comment) => comment.incident_id === incident.id && comment.status !== "INACTIVE")));
  const planned = events.flatMap((event) => {
    const work = event.maintenance ?? maintenances.get(event.maintenance_id);
    if (work) return [planEvent(event, work)];
    problems.push({ file: null, item: `event ${event.id}`, reason: `Its maintenance ${event.maintenance_id} is not in the files.` });
    return [];
  });
  return { pages: [], ...planMonitors(monitors, [...stories, ...planned]), incidents: stories, maintenances: planned, announcements: [], problems, notes };
}

function listOf(value: unknown, one: string): unknown[] {
  const document = Object(value) as Record<string, unknown>;
  const list = document[`${one}s`];
  return [...(Array.isArray(list) ? (list as unknown[]) : []), ...(document[one] === undefined ? [] : [document[one]])];
}

function planMonitors(monitors: readonly KenerMonitor[], stories: readonly { createdAt: number; componentExternalIds: string[] }[]): { groups: PlannedGroup[]; components: PlannedComponent[] } {
  const began = Math.min(...stories.map(({ createdAt }) => createdAt));
  const startedAt = Number.isFinite(began) ? began : 0;
  const categories = [...new Set(monitors.flatMap(({ category_name: name }) => (name === "" || name === "Home" ? [] : [name])))];
  const groups = categories.map((name, position) => ({ externalId: `kener-category-${name}`, name, description: "", position }));
  const listed = monitors.map(({ tag, name, description, category_name: category, is_hidden: hidden }, position): PlannedComponent => ({ externalId: componentId(tag), name, description, position, groupExternalId: categories.includes(category) ? `kener-category-${category}` : null, state: "operational", startedAt, isRetired: hidden === "YES" }));
  const named = [...new Set(stories.flatMap((story) => story.componentExternalIds))].filter((id) => !listed.some(({ externalId }) => externalId === id));
  const retired = named.map((externalId): PlannedComponent => ({ externalId, name: externalId.slice("kener-".length), description: "", position: 0, groupExternalId: null, state: "operational", startedAt, isRetired: true }));
  return { groups, components: [...listed, ...retired] };
}
