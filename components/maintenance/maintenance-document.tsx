import { formatDuration, formatSpan, localDate } from "#lib/core/time";
import { type MaintenanceState, maintenanceStateLabels } from "#lib/maintenance/terms";
import type { MaintenanceView } from "#lib/status/terms";
import { Notice } from "../layout/notice.tsx";
import { maintenanceHref, type Reader } from "../status/reader.tsx";
import { type MarkState, StateMark } from "../status/state-mark.tsx";
import { Section } from "../ui/card.tsx";
import { LinkButton } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Elapsed, RelativeDue, Span, Time } from "../ui/time.tsx";
import { MaintenanceTimeline } from "./maintenance-timeline.tsx";
import { OwnReply } from "./own-reply.tsx";

const marks: Record<MaintenanceState, MarkState> = { scheduled: "under_maintenance", in_progress: "under_maintenance", verifying: "under_maintenance", completed: "operational", cancelled: "no_data" };

/** One planned work as one reader may see it. */
export function MaintenanceDocument({ view, reader }: { view: MaintenanceView; reader: Reader }) {
  const { title, state, code, zone, madeAt } = view;
  // A reminder says nothing that the head of the page does not say better.
  const said = view.updates.filter(({ kind }) => kind !== "reminder");
  return (
    <>
      <div className="flex gap-3 pt-8 sm:gap-4 sm:pt-10 lg:-ms-12">
        <StateMark state={marks[state]} size="large" className="mt-1 sm:mt-0.5" />
        <div className="grid min-w-0 flex-1 gap-3">
          <h1 className="text-xl font-semibold wrap-anywhere">{title}</h1>
          <Schedule view={view} />
          <Meaning view={view} isCustomer={reader.name !== undefined} />
          <Repeats view={view} />
          {state !== "cancelled" && state !== "completed" && (
            <p className="print:hidden"><LinkButton size="small" href={`${maintenanceHref(reader, code)}/event.ics`}><Icon name="calendar" />Add to calendar</LinkButton></p>
          )}
        </div>
      </div>
      {view.overrunAt !== null && state !== "completed" && state !== "cancelled" && <Overrun view={view} />}
      {view.asksUntil !== null && reader.name !== undefined && <OwnReply view={view} href={`${maintenanceHref(reader, code)}/reply`} zone={zone} now={madeAt} />}
      <Section id="announcements" title="What was said">
        {said.length > 0 ? <MaintenanceTimeline updates={said} current={{ from: view.scheduledFor, until: view.scheduledUntil }} zone={zone} /> : <p className="text-sm text-muted">Nothing has been written yet.</p>}
      </Section>
    </>
  );
}

/** The work in a sentence, for who sees a link to it. */
export function describeMaintenance({ title, scheduledFor, scheduledUntil, zone }: MaintenanceView): string {
  return `${title}, ${formatSpan(scheduledFor, scheduledUntil, zone)}.`;
}

function Schedule({ view }: { view: MaintenanceView }) {
  const { state, scheduledFor, scheduledUntil, zone, madeAt } = view;
  const isOneDay = localDate(scheduledFor, zone) === localDate(scheduledUntil, zone);
  return (
    <div className="grid gap-1 text-soft">
      <p>
        <strong className="font-semibold text-ink">{maintenanceStateLabels[state]}</strong>, {state === "cancelled" ? "it was planned from " : "from "}
        <Time at={scheduledFor} zone={zone} show="full" /> to <Time at={scheduledUntil} zone={zone} show={isOneDay ? "timeUtc" : "full"} />
      </p>
      <p className="text-sm">
        {formatDuration(scheduledUntil - scheduledFor)} planned
        {state === "scheduled" && scheduledFor > madeAt && <>, begins <RelativeDue at={scheduledFor} now={madeAt} /></>}
        <TrueTimes view={view} />
      </p>
    </div>
  );
}

/** When it really began and ended, where that is known. */
function TrueTimes({ view: { state, startedAt, completedAt, cancelledAt, zone, madeAt } }: { view: MaintenanceView }) {
  if (startedAt === null) return null;
  const ended = completedAt ?? cancelledAt;
  if (ended !== null) return <>; it took <span className="tabular-nums">{formatDuration(ended - startedAt)}</span>, from <Time at={startedAt} zone={zone} show="timeUtc" /> to <Time at={ended} zone={zone} show="timeUtc" /></>;
  if (state !== "in_progress" && state !== "verifying") return null;
  return <>; begun at <Time at={startedAt} zone={zone} />, <Elapsed since={startedAt} now={madeAt} /> so far</>;
}

/** What it touches of what this reader uses, by their own names. */
function Meaning({ view: { components, theirComponents }, isCustomer }: { view: MaintenanceView; isCustomer: boolean }) {
  if (components.length === 0) return null;
  if (!isCustomer) return <p className="text-sm text-muted">Touches {components.join(" · ")}</p>;
  const others = components.filter((name) => !theirComponents.includes(name));
  if (theirComponents.length === 0) return <p className="text-sm text-muted">Touches {components.join(" · ")}: nothing that you use.</p>;
  return <p className="text-sm"><span className="text-muted">Of what you use it touches </span>{theirComponents.join(" · ")}{others.length > 0 && <span className="text-muted">; and {others.join(" · ")}</span>}</p>;
}

function Repeats({ view: { repeats, next, zone } }: { view: MaintenanceView }) {
  if (repeats === null) return null;
  return (
    <p className="text-sm text-muted">
      Repeats {repeats}
      {next.length > 0 && <>. Next: {next.slice(0, 4).map(({ from, until }, index) => <span key={from}>{index > 0 && " · "}<Span from={from} until={until} zone={zone} /></span>)}</>}
    </p>
  );
}

function Overrun({ view: { state, scheduledUntil, zone, madeAt } }: { view: MaintenanceView }) {
  return (
    <Notice kind="warning" title={state === "scheduled" ? "It has not begun, though its time has passed" : "It takes longer than planned"} className="mt-6">
      {state === "scheduled" ? "It was to be over by " : "The end was planned for "}<Time at={scheduledUntil} zone={zone} />, <RelativeDue at={scheduledUntil} now={madeAt} />. You will see here when {state === "scheduled" ? "it begins or is given another time" : "it is over"}.
    </Notice>
  );
}
