import { say, sayLasting } from "#lib/language/rules/say";
import type { ReactNode } from "react";
import type { ComponentState } from "#lib/catalog/terms";
import { StateLabel } from "../status/state-mark.tsx";
import { Elapsed, Time } from "../ui/time.tsx";

export type AffectedComponent = { id: string; name: string; state: ComponentState; from: number; until?: number };

/** The record that durations and uptime are made from. */
export function AffectedComponents({ components, now, zone }: { components: readonly AffectedComponent[]; now: number; zone: string }) {
  return (
    <table className="w-full border-collapse text-sm">
      <caption className="sr-only">{say("Affected components, from when until when")}</caption>
      <thead className="text-xs text-muted max-sm:sr-only">
        <tr className="border-b border-line">
          {[say("Component"), say("From"), say("Until")].map((label) => <th key={label} scope="col" className="pe-4 pb-2 text-start font-medium">{label}</th>)}
          <th scope="col" className="pb-2 text-end font-medium">{say("Lasted")}</th>
        </tr>
      </thead>
      <tbody>
        {components.map((row) => (
          <tr key={`${row.id}-${row.from}`} className="border-b border-line align-top max-sm:grid max-sm:py-3">
            <th scope="row" className="py-3 pe-4 text-start font-medium max-sm:p-0">
              <span className="block">{row.name}</span>
              <StateLabel state={row.state} className="text-xs font-normal" />
            </th>
            <AffectedCell label={say("From")}><Time at={row.from} zone={zone} show="dateTime" /></AffectedCell>
            <AffectedCell label={say("Until")}>{row.until === undefined ? say("going on") : <Time at={row.until} zone={zone} show="dateTime" />}</AffectedCell>
            <AffectedCell label={say("Lasted")} isLast>{row.until === undefined ? <Elapsed since={row.from} now={now} /> : sayLasting(row.until - row.from)}</AffectedCell>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function AffectedCell({ label, isLast = false, children }: { label: string; isLast?: boolean; children: ReactNode }) {
  return (
    <td className={isLast ? "py-3 text-end whitespace-nowrap tabular-nums max-sm:p-0 max-sm:text-start" : "py-3 pe-4 whitespace-nowrap text-soft max-sm:p-0"}>
      <span aria-hidden="true" className="text-muted sm:hidden">{label} </span>
      {children}
    </td>
  );
}
