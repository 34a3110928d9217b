import { formatDuration, formatInstant, parseLocalDateTime } from "#lib/core/time";
import { formatUptime } from "#lib/status/rules/uptime";
import type { StatusView } from "#lib/status/terms";
import type { ComponentGroup, ComponentRowProps, NotableDay } from "./component-list.tsx";

type Group = StatusView["groups"][number];
type Component = Group["components"][number];
type Day = NonNullable<Component["days"]>[number];

/** More than anybody reads through: their groups are then folded, but for those in which something is wrong. */
const most = 40;

export function toGroups(view: StatusView): ComponentGroup[] {
  const isSingle = view.groups.length === 1;
  const isMany = !isSingle && view.groups.reduce((sum, group) => sum + group.components.length, 0) > most;
  return view.groups.map((group) => ({
    id: group.id ?? "ungrouped",
    name: group.name ?? (isSingle ? undefined : "Others"),
    components: group.components.map((component) => toRow(component, view.zone)),
    folded: isMany ? fold(group) : undefined,
  }));
}

function fold({ state, uptimePpm, components }: Group): ComponentGroup["folded"] {
  const count = components.length === 1 ? "1 component" : `${components.length} components`;
  const wrong = components.filter((component) => component.state !== "operational").length;
  return { state, summary: wrong === 0 ? `${count}, ${components.length === 1 ? "" : "all "}operational` : `${wrong} of ${count} not operational`, uptime: uptimePpm === null ? undefined : formatUptime(uptimePpm) };
}

function toRow(component: Component, zone: string): ComponentRowProps {
  const { id, name, description, state, days, uptime } = component;
  const row = { id, name, description: description || undefined, state };
  if (!days) return row;
  return { ...row, days: days.map((day) => day.state), notable: toNotable(days, zone), uptime: uptime ?? undefined, uptimeExplained: uptime ? explain(days) : undefined };
}

function toNotable(days: readonly Day[], zone: string): NotableDay[] {
  const notable = days.filter((day) => day.state !== "operational" && day.state !== "no_data").toReversed();
  return notable.map((day) => ({ day: nameOf(day.date, zone), state: day.state, lasted: day.affectedMs > 0 ? formatDuration(day.affectedMs) : undefined }));
}

function nameOf(date: string, zone: string): string {
  const at = parseLocalDateTime(date, zone);
  return at === null ? date : formatInstant(at, zone, "weekday");
}

function explain(days: readonly Day[]): string {
  const measured = days.filter((day) => day.state !== "no_data").length;
  const outageMs = days.reduce((sum, day) => sum + day.downtimeMs, 0);
  const outage = outageMs === 0 ? "No outage" : `${formatDuration(outageMs)} of outage`;
  return `${outage} in ${measured === 1 ? "1 day" : `${measured} days`}.`;
}
