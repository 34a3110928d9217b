import { slugify } from "../../../core/slug.ts";
import type { PlannedComponent, PlannedGroup, Remark } from "../../history/rules/planned.ts";
import { Category, type Config, System } from "../input.ts";
import type { z } from "zod";
import type { Post } from "./post.ts";

interface Beside {
  posts: readonly Post[];
  problems: Remark[];
  notes: Remark[];
}

/** Systems and categories of the configuration, in its order, and systems that only posts name. */
export function planComponents({ params }: z.output<typeof Config>, { posts, problems, notes }: Beside): { groups: PlannedGroup[]; components: PlannedComponent[] } {
  const refuse = (what: string) => problems.push({ file: "config.yml", item: null, line: 1, reason: `${what} has no name.` });
  const categories = params.categories.flatMap((item, index) => Category.safeParse(item).data ?? (refuse(`Category ${index + 1}`), []));
  const systems = params.systems.flatMap((item, index) => System.safeParse(item).data ?? (refuse(`System ${index + 1}`), []));
  const used = categories.filter(({ name }) => systems.some(({ category }) => category === name));
  const groups = used.map(({ name, description }, position) => ({ externalId: categoryId(name), name, description: description?.trim() ?? "", position }));
  const began = Math.min(...posts.map((post) => post.begins));
  const startedAt = Number.isFinite(began) ? began : 0;
  const listed = systems.map(({ name, description, category }, position): PlannedComponent => ({
    externalId: systemId(name),
    name,
    description: description?.trim() ?? "",
    position,
    groupExternalId: used.some((one) => one.name === category) ? categoryId(category ?? "") : null,
    state: "operational",
    startedAt,
    isRetired: false,
  }));
  return { groups, components: [...distinct(listed, problems), ...retired(posts, { listed, notes })] };
}

export function systemId(name: string): string {
  return `cstate-system-${slugify(name) || encodeURIComponent(name)}`;
}

function categoryId(name: string): string {
  return `cstate-category-${slugify(name) || encodeURIComponent(name)}`;
}

function distinct(components: PlannedComponent[], problems: Remark[]): PlannedComponent[] {
  const known = new Map<string, string>();
  return components.filter(({ externalId, name }) => {
    const twin = known.get(externalId);
    if (twin === undefined) return known.set(externalId, name);
    problems.push({ file: "config.yml", item: externalId, line: 1, reason: `The system "${name}" is called as "${twin}" is.` });
    return false;
  });
}

function retired(posts: readonly Post[], { listed, notes }: { listed: readonly PlannedComponent[]; notes: Remark[] }): PlannedComponent[] {
  const known = new Set(listed.map((component) => component.externalId));
  const gone = new Map<string, PlannedComponent>();
  for (const post of posts.toSorted((a, b) => a.begins - b.begins)) {
    for (const name of post.systems) {
      const externalId = systemId(name);
      if (known.has(externalId) || gone.has(externalId)) continue;
      gone.set(externalId, { externalId, name, description: "", position: 0, groupExternalId: null, state: "operational", startedAt: post.begins, isRetired: true });
    }
  }
  if (gone.size > 0) notes.push({ file: null, item: null, reason: `${gone.size} systems stand in posts but not in config.yml; they are archived, their names stay on those posts: ${[...gone.values()].map(({ name }) => name).join(", ")}.` });
  return [...gone.values()];
}
