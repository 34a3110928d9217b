import { say, sayFigure, sayTime, sayLasting } from "#lib/language/rules/say";
import { parseLocalDateTime } from "#lib/core/time";
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
    name: group.name ?? (isSingle ? undefined : say("Others")),
    components: group.components.map((component) => toRow(component, view.zone)),
    folded: isMany ? fold(group) : undefined,
  }));
}

function fold({ state, uptimePpm, components }: Group): ComponentGroup["folded"] {
  const count = components.length;
  const wrong = components.filter((component) => component.state !== "operational").length;
  return { state, summary: wrong === 0 ? say("{count} component, operational|{count} components, all operational", { count }) : say("{wrong} of {count} component not operational|{wrong} of {count} components not operational", { wrong, count }), uptime: uptimePpm === null ? undefined : sayFigure(formatUptime(uptimePpm)) };
}

function toRow(component: Component, zone: string): ComponentRowProps {
  const { id, name, description, state, days, uptime } = component;
  const row = { id, name, description: description || undefined, state };
  if (!days) return row;
  return { ...row, days: days.map((day) => day.state), notable: toNotable(days, zone), uptime: uptime === null ? undefined : sayFigure(uptime), uptimeExplained: uptime ? explain(days) : undefined };
}

function toNotable(days: readonly Day[], zone: string): NotableDay[] {
  const notable = days.filter((day) => day.state !== "operational" && day.state !== "no_data").toReversed();
  return notable.map((day) => ({ day: nameOf(day.date, zone), state: day.state, lasted: day.affectedMs > 0 ? sayLasting(day.affectedMs) : undefined }));
}

function nameOf(date: string, zone: string): string {
  const at = parseLocalDateTime(date, zone);
  return at === null ? date : sayTime({ at, zone }, "weekday");
}

function explain(days: readonly Day[]): string {
  const measured = days.filter((day) => day.state !== "no_data").length;
  const outageMs = days.reduce((sum, day) => sum + day.downtimeMs, 0);
  if (outageMs === 0) return say("No outage in {count} day.|No outage in {count} days.", { count: measured });
  return say("{lasted} of outage in {count} day.|{lasted} of outage in {count} days.", { lasted: sayLasting(outageMs), count: measured });
}
