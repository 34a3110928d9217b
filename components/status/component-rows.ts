import { formatDuration, formatInstant, parseLocalDateTime } from "#lib/core/time";
import type { StatusView } from "#lib/status/terms";
import type { ComponentGroup, ComponentRowProps, NotableDay } from "./component-list.tsx";

type Group = StatusView["groups"][number];
type Component = Group["components"][number];
type Day = NonNullable<Component["days"]>[number];

export function toGroups(view: StatusView): ComponentGroup[] {
  const isSingle = view.groups.length === 1;
  return view.groups.map((group) => ({
    id: group.id ?? "ungrouped",
    name: group.name ?? (isSingle ? undefined : "Others"),
    components: group.components.map((component) => toRow(component, view.zone)),
  }));
}

function toRow(component: Component, zone: string): ComponentRowProps {
  const { id, name, description, state, days, uptime } = component;
  const row = { id, name, description: description || undefined, state };
  if (!days) return row;
  return { ...row, days: days.map((day) => day.state), notable: toNotable(days, zone), uptime: uptime ?? undefined, uptimeExplained: uptime ? explain(days, zone) : undefined };
}

function toNotable(days: readonly Day[], zone: string): NotableDay[] {
  const notable = days.filter((day) => day.state !== "operational" && day.state !== "no_data").toReversed();
  return notable.map((day) => ({ day: nameOf(day.date, zone), state: day.state, lasted: day.affectedMs > 0 ? formatDuration(day.affectedMs) : undefined }));
}

function nameOf(date: string, zone: string): string {
  const at = parseLocalDateTime(date, zone);
  return at === null ? date : formatInstant(at, zone, "weekday");
}

function explain(days: readonly Day[], zone: string): string {
  const measured = days.filter((day) => day.state !== "no_data").length;
  const outageMs = days.reduce((sum, day) => sum + day.downtimeMs, 0);
  const outage = outageMs === 0 ? "No outage" : `${formatDuration(outageMs)} of outage`;
  return `${outage} in ${measured === 1 ? "1 day" : `${measured} days`} (days of ${zone}). A partial outage counts for 30 % of its time; degraded performance and maintenance do not count.`;
}
