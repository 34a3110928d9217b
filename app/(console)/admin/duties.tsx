import { clsx } from "clsx";
import { Icon, type IconName } from "#components/ui/icon";
import { RelativeDue, Time } from "#components/ui/time";
import type { Duty } from "#lib/incidents/queries/duties";

const icons: Record<Duty["kind"], IconName> = { promise: "clock", approval: "check", review: "eye", scheduled: "calendar" };

/** What waits for a person, or happens at its time. */
export function Duties({ duties, now, zone }: { duties: readonly Duty[]; now: number; zone: string }) {
  return (
    <ul className="border-t border-line text-sm">
      {duties.map(({ id, kind, title, what, href, dueAt, isTheirs }) => (
        <li key={id} className="flex gap-3 border-b border-line py-3">
          <Icon name={icons[kind]} className="mt-0.5 text-muted" />
          <div className="grid min-w-0 flex-1 gap-x-6 gap-y-0.5 sm:grid-cols-[minmax(0,1fr)_auto]">
            <div className="min-w-0">
              <a href={href} className={clsx("wrap-anywhere hover:underline", isTheirs ? "font-medium" : "text-soft")}>{title}</a>
              <p className="text-xs text-muted wrap-anywhere">{what}</p>
            </div>
            {dueAt !== null && (
              <p className="text-xs text-muted sm:text-end">
                <Time at={dueAt} zone={zone} show="dateTime" className="block" />
                <span className={dueAt < now && kind !== "scheduled" ? "font-semibold text-danger-text" : undefined}><RelativeDue at={dueAt} now={now} /></span>
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
