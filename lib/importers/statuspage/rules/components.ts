import { parseLocalDateTime } from "../../../core/time.ts";
import type { Found, FoundComponent } from "./collect.ts";
import type { PlannedComponent, PlannedGroup } from "../../history/rules/planned.ts";

/** Groups and components of the pages, and those that only old updates still name. */
export function planComponents(found: Found): { groups: PlannedGroup[]; components: PlannedComponent[] } {
  const all = [...found.components.values()];
  const groups = all.filter(({ component }) => component.group).map(toGroup);
  const present = all.filter(({ component }) => !component.group).map(toComponent);
  return { groups: groups.toSorted(byPosition), components: [...present, ...retired(found, groups)].toSorted(byPosition) };
}

function toGroup({ component }: FoundComponent): PlannedGroup {
  const { id, name, description, position } = component;
  return { externalId: id, name, description, position };
}

function toComponent({ component, page }: FoundComponent): PlannedComponent {
  const { id, name, description, position, status, group_id: groupId } = component;
  const began = component.start_date === null ? null : parseLocalDateTime(component.start_date, page?.time_zone ?? "Etc/UTC");
  return {
    externalId: id,
    name,
    description,
    position,
    groupExternalId: groupId,
    state: status,
    startedAt: began ?? component.created_at ?? 0,
    isRetired: false,
  };
}

/** Components that updates name but no document describes, under the name of their latest mention. */
function retired(found: Found, groups: readonly PlannedGroup[]): PlannedComponent[] {
  const mentions = [...found.incidents.values()]
    .flatMap(({ incident }) => incident.incident_updates)
    .flatMap((update) => update.affected_components.map(({ code, name }) => ({ code, name, at: update.display_at ?? update.created_at })))
    .toSorted((a, b) => a.at - b.at);
  const gone = new Map<string, PlannedComponent>();
  for (const { code, name, at } of mentions) {
    if (!code || found.components.has(code)) continue;
    gone.set(code, { externalId: code, ...splitName(name, groups), description: "", position: 0, state: "operational", startedAt: gone.get(code)?.startedAt ?? at, isRetired: true });
  }
  return [...gone.values()];
}

// An update writes "Group - Component"; without that group the hyphen belongs to the name.
function splitName(name: string, groups: readonly PlannedGroup[]): { name: string; groupExternalId: string | null } {
  const group = groups.find((one) => name.startsWith(`${one.name} - `));
  return group ? { name: name.slice(group.name.length + 3), groupExternalId: group.externalId } : { name: name || "Unnamed component", groupExternalId: null };
}

function byPosition(a: PlannedGroup, b: PlannedGroup): number {
  return a.position - b.position || (a.externalId < b.externalId ? -1 : 1);
}
