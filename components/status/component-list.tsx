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

export type ComponentGroup = { id: string; name?: string; components: readonly ComponentRowProps[] };

export function ComponentGroupList({ groups }: { groups: readonly ComponentGroup[] }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      {groups.map((group) => (
        <div key={group.id}>
          {group.name && <h3 id={`group-${group.id}`} className="border-b border-line pb-2 text-sm font-medium text-muted">{group.name}</h3>}
          <ul aria-labelledby={group.name ? `group-${group.id}` : undefined}>
            {group.components.map((component) => <ComponentRow key={component.id} {...component} />)}
          </ul>
        </div>
      ))}
    </div>
  );
}

/** The whole row opens: what the number means, and the same days as a table. */
export function ComponentRow(component: ComponentRowProps) {
  const { id, name, state, days, uptime } = component;
  return (
    <li className="border-b border-line">
      <details id={`component-${id}`}>
        <summary className="grid grid-cols-[1rem_1fr_auto] items-center gap-x-3 gap-y-2 py-3 hover:bg-wash/60 sm:grid-cols-[1rem_minmax(0,1fr)_minmax(0,22.5rem)_5rem] sm:gap-x-4">
          <StateMark state={state} className="self-start mt-1 sm:mt-0 sm:self-center" />
          <span className="min-w-0">
            <span className="block text-sm font-medium">{name}</span>
            <span className={clsx("block text-xs", state === "operational" ? "text-muted" : "font-medium text-ink")}>{stateLabels[state]}</span>
          </span>
          {days && <NinetyDayBar name={name} days={days} className="order-last col-span-3 sm:order-none sm:col-span-1" />}
          <span className="flex items-center justify-end gap-1 text-sm whitespace-nowrap tabular-nums sm:col-start-4">
            {uptime}
            <Icon name="chevron" className="chevron size-3.5 text-muted print:hidden" />
          </span>
        </summary>
        <RowDetails {...component} />
      </details>
    </li>
  );
}

function RowDetails({ name, description, days, notable = [], uptime, uptimeExplained }: ComponentRowProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 pb-5 text-sm text-soft sm:ps-8">
      {description && <p className="max-w-prose">{description}</p>}
      {uptimeExplained && <p className="max-w-prose">{uptime && <span className="font-medium text-ink tabular-nums">{uptime} uptime. </span>}{uptimeExplained}</p>}
      {days && notable.length === 0 && <p>Nothing to report on any of the last {days.length} days.</p>}
      {notable.length > 0 && <NotableDays name={name} notable={notable} />}
    </div>
  );
}

function NotableDays({ name, notable }: { name: string; notable: readonly NotableDay[] }) {
  return (
    <table className="w-full max-w-lg border-collapse text-start">
      <caption className="sr-only">Days on which {name} was not fully operational</caption>
      <thead className="text-xs text-muted">
        <tr>
          <th scope="col" className="py-1 pe-4 text-start font-medium">Day</th>
          <th scope="col" className="py-1 pe-4 text-start font-medium">Worst state</th>
          <th scope="col" className="py-1 text-end font-medium">Lasted</th>
        </tr>
      </thead>
      <tbody>
        {notable.map((row) => (
          <tr key={row.day} className="border-t border-line">
            <th scope="row" className="py-1.5 pe-4 text-start font-normal whitespace-nowrap tabular-nums">{row.day}</th>
            <td className="py-1.5 pe-4"><StateLabel state={row.state} className="max-sm:whitespace-normal" /></td>
            <td className="py-1.5 text-end tabular-nums sm:whitespace-nowrap">{row.lasted}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
