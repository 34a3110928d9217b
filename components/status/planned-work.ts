import type { MaintenanceSummary } from "#lib/status/terms";
import { maintenanceHref, type Reader } from "./reader.tsx";
import type { UpcomingWork } from "./upcoming-maintenance.tsx";

export function toWork(work: MaintenanceSummary, reader: Reader): UpcomingWork {
  return {
    id: work.id,
    title: work.title,
    href: maintenanceHref(reader, work.code),
    from: work.scheduledFor,
    until: work.scheduledUntil,
    effect: work.components.length > 0 ? `Touches ${work.components.join(" · ")}` : undefined,
    isUnderWay: work.state === "in_progress" || work.state === "verifying",
  };
}
