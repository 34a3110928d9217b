import { say } from "#lib/language/rules/say";
import type { MaintenanceSummary, SeriesView } from "#lib/status/terms";
import { maintenanceHref, type Reader } from "./reader.tsx";
import type { UpcomingWork } from "./upcoming-maintenance.tsx";

export function toWork(work: MaintenanceSummary, reader: Reader): UpcomingWork {
  const touched = reader.name === undefined ? work.components : work.theirComponents;
  const href = maintenanceHref(reader, work.code);
  return {
    id: work.id,
    title: work.title,
    href,
    from: work.scheduledFor,
    until: work.scheduledUntil,
    effect: effectOf(work.components, touched, reader.name !== undefined),
    repeats: work.repeats ?? undefined,
    isUnderWay: work.state === "in_progress" || work.state === "verifying",
    isOverrun: work.overrunAt !== null,
    asksUntil: reader.name === undefined ? undefined : (work.asksUntil ?? undefined),
    calendarHref: work.state === "scheduled" ? `${href}/event.ics` : undefined,
  };
}

/** Times of a series that are not planned one by one yet: they have no page, and the id of a series is nobody's but the team's. */
export function seriesWork({ title, repeats, components, next }: SeriesView): UpcomingWork {
  const [first = { from: 0, until: 0 }, ...later] = next;
  return { id: `${title} ${first.from}`, title, ...first, repeats, later: later.slice(0, 4), effect: components.length > 0 ? say("Touches {list}", { list: components.join(" · ") }) : undefined };
}

function effectOf(components: readonly string[], theirs: readonly string[], isCustomer: boolean): string | undefined {
  if (components.length === 0) return undefined;
  if (theirs.length === 0) return say("Touches {list}: nothing that you use", { list: components.join(" · ") });
  return say(isCustomer && theirs.length < components.length ? "Touches {list}, among other parts" : "Touches {list}", { list: theirs.join(" · ") });
}
