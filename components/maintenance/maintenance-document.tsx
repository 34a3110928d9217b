import { formatSpan, localDate } from "#lib/core/time";
import { type MaintenanceState, maintenanceStateLabels } from "#lib/maintenance/terms";
import type { MaintenanceUpdateView, MaintenanceView } from "#lib/status/terms";
import { type MarkState, StateMark } from "../status/state-mark.tsx";
import { Section } from "../ui/card.tsx";
import { Prose } from "../ui/prose.tsx";
import { Time } from "../ui/time.tsx";

const marks: Record<MaintenanceState, MarkState> = { scheduled: "under_maintenance", in_progress: "under_maintenance", verifying: "under_maintenance", completed: "operational", cancelled: "no_data" };

/** One planned work as one reader may see it. */
export function MaintenanceDocument({ view }: { view: MaintenanceView }) {
  const { title, state, components, zone, updates } = view;
  return (
    <>
      <div className="flex gap-3 pt-8 sm:gap-4 sm:pt-10 lg:-ms-12">
        <StateMark state={marks[state]} size="large" className="mt-1 sm:mt-0.5" />
        <div className="grid min-w-0 flex-1 gap-3">
          <h1 className="text-xl font-semibold wrap-anywhere">{title}</h1>
          <Schedule view={view} />
          {components.length > 0 && <p className="text-sm text-muted">Touches {components.join(" · ")}</p>}
        </div>
      </div>
      <Section id="announcements" title="What was said">
        {updates.length > 0 ? <MaintenanceUpdates updates={updates} zone={zone} /> : <p className="text-sm text-muted">Nothing has been written yet.</p>}
      </Section>
    </>
  );
}

/** The work in a sentence, for who sees a link to it. */
export function describeMaintenance({ title, scheduledFor, scheduledUntil, zone }: MaintenanceView): string {
  return `${title}, ${formatSpan(scheduledFor, scheduledUntil, zone)}.`;
}

function Schedule({ view: { state, scheduledFor, scheduledUntil, zone } }: { view: MaintenanceView }) {
  const isOneDay = localDate(scheduledFor, zone) === localDate(scheduledUntil, zone);
  return (
    <p className="text-soft">
      <strong className="font-semibold text-ink">{maintenanceStateLabels[state]}</strong>, from <Time at={scheduledFor} zone={zone} show="full" /> to <Time at={scheduledUntil} zone={zone} show={isOneDay ? "timeUtc" : "full"} />
    </p>
  );
}

function MaintenanceUpdates({ updates, zone }: { updates: readonly MaintenanceUpdateView[]; zone: string }) {
  return (
    <ol className="border-t border-line">
      {updates.map((update) => (
        <li key={update.id} id={update.id} className="grid gap-2 border-b border-line py-5">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <h3 className="font-semibold">{maintenanceStateLabels[update.state]}</h3>
            <p className="text-xs text-muted"><Time at={update.occurredAt} zone={zone} show="full" /></p>
          </div>
          <Prose>{update.body}</Prose>
        </li>
      ))}
    </ol>
  );
}
