import { saySpan } from "#lib/core/time-words";
import { currentLanguage } from "#lib/core/language";
import { Say } from "../ui/say.tsx";
import { say, sayLasting } from "#lib/language/rules/say";
import { localDate } from "#lib/core/time";
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
            <p className="print:hidden"><LinkButton size="small" href={`${maintenanceHref(reader, code)}/event.ics`}><Icon name="calendar" />{say("Add to calendar")}</LinkButton></p>
          )}
        </div>
      </div>
      {view.overrunAt !== null && state !== "completed" && state !== "cancelled" && <Overrun view={view} />}
      {view.asksUntil !== null && reader.name !== undefined && <OwnReply view={view} href={`${maintenanceHref(reader, code)}/reply`} zone={zone} now={madeAt} />}
      <Section id="announcements" title={say("What was said")}>
        {said.length > 0 ? <MaintenanceTimeline updates={said} current={{ from: view.scheduledFor, until: view.scheduledUntil }} zone={zone} /> : <p className="text-sm text-muted">{say("Nothing has been written yet.")}</p>}
      </Section>
    </>
  );
}

/** The work in a sentence, for who sees a link to it. */
export function describeMaintenance({ title, scheduledFor, scheduledUntil, zone }: MaintenanceView): string {
  return `${title}, ${saySpan({ from: scheduledFor, until: scheduledUntil }, { zone, language: currentLanguage() })}.`;
}

function Schedule({ view }: { view: MaintenanceView }) {
  const { state, scheduledFor, scheduledUntil, zone, madeAt } = view;
  const isOneDay = localDate(scheduledFor, zone) === localDate(scheduledUntil, zone);
  return (
    <div className="grid gap-1 text-soft">
      <p>
        <Say words={state === "cancelled" ? "{state}, it was planned from {from} to {until}" : "{state}, from {from} to {until}"} state={<strong className="font-semibold text-ink">{say(maintenanceStateLabels[state])}</strong>} from={<Time at={scheduledFor} zone={zone} show="full" />} until={<Time at={scheduledUntil} zone={zone} show={isOneDay ? "timeUtc" : "full"} />} />
      </p>
      <p className="text-sm">
        {say("{lasted} planned", { lasted: sayLasting(scheduledUntil - scheduledFor) })}
        {state === "scheduled" && scheduledFor > madeAt && <Say words=", begins {when}" when={<RelativeDue at={scheduledFor} now={madeAt} />} />}
        <TrueTimes view={view} />
      </p>
    </div>
  );
}

/** When it really began and ended, where that is known. */
function TrueTimes({ view: { state, startedAt, completedAt, cancelledAt, zone, madeAt } }: { view: MaintenanceView }) {
  if (startedAt === null) return null;
  const ended = completedAt ?? cancelledAt;
  if (ended !== null) return <Say words="; it took {lasted}, from {from} to {until}" lasted={<span className="tabular-nums">{sayLasting(ended - startedAt)}</span>} from={<Time at={startedAt} zone={zone} show="timeUtc" />} until={<Time at={ended} zone={zone} show="timeUtc" />} />;
  if (state !== "in_progress" && state !== "verifying") return null;
  return <Say words="; begun at {time}, {lasted} so far" time={<Time at={startedAt} zone={zone} />} lasted={<Elapsed since={startedAt} now={madeAt} />} />;
}

/** What it touches of what this reader uses, by their own names. */
function Meaning({ view: { components, theirComponents }, isCustomer }: { view: MaintenanceView; isCustomer: boolean }) {
  if (components.length === 0) return null;
  if (!isCustomer) return <p className="text-sm text-muted">{say("Touches {list}", { list: components.join(" · ") })}</p>;
  const others = components.filter((name) => !theirComponents.includes(name));
  if (theirComponents.length === 0) return <p className="text-sm text-muted">{say("Touches {list}: nothing that you use.", { list: components.join(" · ") })}</p>;
  return <p className="text-sm"><span className="text-muted">{say("Of what you use it touches ")}</span>{theirComponents.join(" · ")}{others.length > 0 && <span className="text-muted">{say("; and {list}", { list: others.join(" · ") })}</span>}</p>;
}

function Repeats({ view: { repeats, next, zone } }: { view: MaintenanceView }) {
  if (repeats === null) return null;
  return (
    <p className="text-sm text-muted">
      <Say words={next.length > 0 ? "Repeats {rule}. Next: {times}" : "Repeats {rule}"} rule={repeats} times={next.slice(0, 4).map(({ from, until }, index) => <span key={from}>{index > 0 && " · "}<Span from={from} until={until} zone={zone} /></span>)} />
    </p>
  );
}

function Overrun({ view: { state, scheduledUntil, zone, madeAt } }: { view: MaintenanceView }) {
  return (
    <Notice kind="warning" title={state === "scheduled" ? say("It has not begun, though its time has passed") : say("It takes longer than planned")} className="mt-6">
      <Say words={state === "scheduled" ? "It was to be over by {time}, {when}. You will see here when it begins or is given another time." : "The end was planned for {time}, {when}. You will see here when it is over."} time={<Time at={scheduledUntil} zone={zone} />} when={<RelativeDue at={scheduledUntil} now={madeAt} />} />
    </Notice>
  );
}
