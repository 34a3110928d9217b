import { localDate, toIsoWithOffset } from "../../core/time.ts";
import { worstState } from "../../status/rules/indicator.ts";
import type { ComponentAnswer, ComponentFacts, GroupFacts, StatuspageFacts } from "../terms.ts";

interface Answers {
  /** What stands on the page, groups among them, by position. */
  shown: ComponentAnswer[];
  /** Every component the audience has a name for, without groups, by our id. */
  byId: ReadonlyMap<string, ComponentAnswer>;
  /** "Group - Component", as updates write it. */
  fullNames: ReadonlyMap<string, string>;
}

type Facts = Pick<StatuspageFacts, "zone" | "components" | "groups">;

export function componentAnswers({ zone, components, groups }: Facts, pageId: string): Answers {
  const groupOf = new Map(groups.map((group) => [group.id, group]));
  const places = placesOf(components);
  const asAnswer = (one: ComponentFacts): ComponentAnswer => ({
    id: publicId(one),
    name: one.name,
    status: one.state,
    created_at: toIsoWithOffset(one.createdAt, zone),
    updated_at: toIsoWithOffset(one.changedAt, zone),
    position: places.get(one.id) ?? 1,
    description: one.description || null,
    showcase: one.showsHistory,
    start_date: localDate(one.startedAt, zone),
    group_id: groupIdOf(one, groupOf),
    page_id: pageId,
    group: false,
    only_show_if_degraded: false,
  });
  const answers = new Map(components.map((one) => [one.id, asAnswer(one)]));
  const shown = components.filter((one) => one.isShown);
  const grouped = [...Map.groupBy(shown, (one) => one.groupId)].flatMap(([id, of]) => {
    const group = groupOf.get(id ?? "");
    return group ? [groupAnswer(group, { of, zone, pageId, position: places.get(group.id) ?? 1 })] : [];
  });
  const listed = [...shown.flatMap((one) => answers.get(one.id) ?? []), ...grouped];
  const fullNames = new Map(components.map((one) => [one.id, [groupOf.get(one.groupId ?? "")?.name, one.name].filter(Boolean).join(" - ")]));
  return { shown: listed.toSorted((a, b) => a.position - b.position), byId: answers, fullNames };
}

/** Clients go on knowing what was imported by its old id. */
export function publicId({ id, externalId }: { id: string; externalId: string | null }): string {
  return externalId ?? id;
}

function groupIdOf({ groupId }: ComponentFacts, groups: ReadonlyMap<string, GroupFacts>): string | null {
  const group = groups.get(groupId ?? "");
  return group ? publicId(group) : null;
}

function groupAnswer(group: GroupFacts, { of, zone, pageId, position }: { of: ComponentFacts[]; zone: string; pageId: string; position: number }): ComponentAnswer {
  return {
    id: publicId(group),
    name: group.name,
    status: worstState(of.map((one) => one.state)),
    created_at: toIsoWithOffset(group.createdAt, zone),
    updated_at: toIsoWithOffset(Math.max(group.createdAt, ...of.map((one) => one.changedAt)), zone),
    position,
    description: group.description || null,
    showcase: false,
    start_date: null,
    group_id: null,
    page_id: pageId,
    group: true,
    only_show_if_degraded: false,
    components: of.map(publicId),
  };
}

// From 1: groups and what is in none share one count, and each group has its own.
function placesOf(components: readonly ComponentFacts[]): Map<string, number> {
  const places = new Map<string, number>();
  const inside = new Map<string | null, number>();
  const next = (of: string | null) => {
    inside.set(of, (inside.get(of) ?? 0) + 1);
    return inside.get(of) ?? 1;
  };
  for (const { id, groupId, isShown } of components) {
    if (!isShown) continue;
    if (groupId !== null && !places.has(groupId)) places.set(groupId, next(null));
    places.set(id, next(groupId));
  }
  return places;
}
