import { formatSpan } from "#lib/core/time";
import type { MaintenanceSummary } from "#lib/status/terms";
import { maintenanceHref, type Reader } from "./reader.tsx";
import type { UpcomingWork } from "./upcoming-maintenance.tsx";

export function toWork(work: MaintenanceSummary, { reader, zone }: { reader: Reader; zone: string }): UpcomingWork {
  return {
    id: work.id,
    title: work.title,
    href: maintenanceHref(reader, work.code),
    when: formatSpan(work.scheduledFor, work.scheduledUntil, zone),
    effect: work.components.length > 0 ? `Touches ${work.components.join(" · ")}` : undefined,
    isUnderWay: work.state === "in_progress" || work.state === "verifying",
  };
}
