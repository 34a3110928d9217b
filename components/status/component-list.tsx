import { say } from "#lib/language/rules/say";
import { clsx } from "clsx";
import { Icon } from "../ui/icon.tsx";
import { NinetyDayBar } from "./ninety-day-bar.tsx";
import { type MarkState, StateLabel, StateMark, stateLabels } from "./state-mark.tsx";

/** A day on which not all was well. `day` and `lasted` arrive formatted in the page's zone. */
export type NotableDay = { day: string; state: MarkState; lasted?: string };

export type ComponentRowProps = {
  id: string;
  name: string;
  description?: string;
  state: MarkState;
  /** Oldest first. Left out when the component's history is not shown. */
  days?: readonly MarkState[];
  notable?: readonly NotableDay[];
  /** "99.93 %", rounded down. */
  uptime?: string;
  /** What the figure was made from: "63 min of outage in 90 days; maintenance does not count". */
  uptimeExplained?: string;
};

export type ComponentGroup = {
  id: string;
  name?: string;
  components: readonly ComponentRowProps[];
  /** Set where there are too many components to show all at once: the group then opens, and is open already if not all in it is well. */
  folded?: { state: MarkState; summary: string; uptime?: string };
};

export function ComponentGroupList({ groups }: { groups: readonly ComponentGroup[] }) {
  const isFolded = groups.some((group) => group.folded);
  return (
    <div className={isFolded ? "border-t border-line" : "grid grid-cols-[minmax(0,1fr)] gap-8"}>
      {groups.map((group) => (group.folded ? <FoldedGroup key={group.id} {...group} folded={group.folded} /> : <OpenGroup key={group.id} {...group} />))}
    </div>
  );
}

function OpenGroup({ id, name, components }: ComponentGroup) {
  return (
    <div>
      {name && <h3 id={`group-${id}`} className="border-b border-line pb-2 text-sm font-medium text-muted">{name}</h3>}
      <Rows labelledBy={name && `group-${id}`} components={components} />
    </div>
  );
}

function FoldedGroup({ id, name, components, folded }: ComponentGroup & { folded: NonNullable<ComponentGroup["folded"]> }) {
  return (
    <details id={`fold-${id}`} open={folded.state !== "operational"} className="fold border-b border-line open:pb-8">
      <summary className="grid grid-cols-[1rem_1fr_auto] items-center gap-x-3 py-3 hover:bg-wash/60 sm:gap-x-4">
        <StateMark state={folded.state} />
        <span className="flex min-w-0 flex-wrap items-baseline gap-x-3">
          <h3 id={`group-${id}`} className="text-sm font-medium">{name}</h3>
          <span className="text-xs text-muted">{folded.summary}</span>
        </span>
        <Figure uptime={folded.uptime} />
      </summary>
      <div className="border-t border-line sm:ps-8"><Rows labelledBy={`group-${id}`} components={components} /></div>
    </details>
  );
}

function Rows({ labelledBy, components }: { labelledBy: string | undefined; components: readonly ComponentRowProps[] }) {
  return <ul aria-labelledby={labelledBy} className="[&>li]:border-b [&>li]:border-line">{components.map((component) => <ComponentRow key={component.id} {...component} />)}</ul>;
}

/** The whole row opens: what the number means, and the same days as a table. */
export function ComponentRow(component: ComponentRowProps) {
  const { id, name, state, days, uptime } = component;
  return (
    <li>
      <details id={`component-${id}`}>
        <summary className="grid grid-cols-[1rem_1fr_auto] items-center gap-x-3 gap-y-2 py-3 hover:bg-wash/60 sm:grid-cols-[1rem_minmax(0,1fr)_minmax(0,22.5rem)_5rem] sm:gap-x-4">
          <StateMark state={state} className="self-start mt-1 sm:mt-0 sm:self-center" />
          <span className="min-w-0">
            <span className="block text-sm font-medium">{name}</span>
            <span className={clsx("block text-xs", state === "operational" ? "text-muted" : "font-medium text-ink")}>{say(stateLabels[state])}</span>
          </span>
          {days && <NinetyDayBar name={name} days={days} className="order-last col-span-3 sm:order-none sm:col-span-1" />}
          <Figure uptime={uptime} />
        </summary>
        <RowDetails {...component} />
      </details>
    </li>
  );
}

function Figure({ uptime }: { uptime: string | undefined }) {
  return (
    <span className="flex items-center justify-end gap-1 text-sm whitespace-nowrap tabular-nums sm:-col-end-1">
      {uptime}
      <Icon name="chevron" className="chevron size-3.5 text-muted print:hidden" />
    </span>
  );
}

function RowDetails({ name, description, days, notable = [], uptime, uptimeExplained }: ComponentRowProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 pt-1 pb-5 text-sm text-soft sm:ps-8 [&>p]:max-w-prose">
      {description && <p>{description}</p>}
      {uptimeExplained && <p>{uptime && <span className="font-medium text-ink tabular-nums">{say("{uptime} uptime. ", { uptime })}</span>}{uptimeExplained}</p>}
      {days && notable.length === 0 && <p>{say("Nothing to report on any of the last {count} days.", { count: days.length })}</p>}
      {notable.length > 0 && <NotableDays name={name} notable={notable} />}
    </div>
  );
}

// The cells' classes stand on the table once: there may be thousands of cells.
const notableTable = "w-full max-w-lg border-collapse [&_:is(th,td)]:py-1.5 [&_:is(th,td)]:pe-4 [&_:is(th,td)]:text-start [&_:is(th,td)]:font-normal [&_:is(th,td):last-child]:pe-0 [&_:is(th,td):last-child]:text-end [&_tbody]:tabular-nums [&_tr]:border-b [&_tr]:border-line";

function NotableDays({ name, notable }: { name: string; notable: readonly NotableDay[] }) {
  return (
    <table className={notableTable}>
      <caption className="sr-only">{say("Days on which {name} was not fully operational", { name })}</caption>
      <thead className="text-xs text-muted">
        <tr><th scope="col">{say("Day")}</th><th scope="col">{say("Worst state")}</th><th scope="col">{say("Lasted")}</th></tr>
      </thead>
      <tbody>
        {notable.map((row) => (
          <tr key={row.day}>
            <th scope="row">{row.day}</th>
            <td><StateLabel state={row.state} className="max-sm:whitespace-normal" /></td>
            <td>{row.lasted}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
