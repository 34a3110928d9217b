import type { ReactNode } from "react";
import { TextLink } from "../ui/text-link.tsx";
import { Span } from "../ui/time.tsx";
import { StateMark } from "./state-mark.tsx";

export type UpcomingWork = { id: string; title: string; href?: string; from: number; until: number; effect?: string; calendarHref?: string; isUnderWay?: boolean };

export function UpcomingMaintenance({ work, zone, empty }: { work: readonly UpcomingWork[]; zone: string; empty?: ReactNode }) {
  if (work.length === 0) return <p className="text-sm text-muted">{empty ?? "No maintenance is planned."}</p>;
  return (
    <ul className="border-t border-line">
      {work.map((item) => (
        <li key={item.id} className="flex gap-3 border-b border-line py-3 sm:gap-4">
          <StateMark state="under_maintenance" className="mt-0.5" />
          <div className="min-w-0 flex-1 text-sm">
            <p className="font-medium">{item.href ? <a href={item.href} className="hover:underline">{item.title}</a> : item.title}</p>
            <p className="text-soft">{item.isUnderWay && <strong className="font-medium text-ink">Under way. </strong>}<Span from={item.from} until={item.until} zone={zone} /></p>
            {item.effect && <p className="text-muted">{item.effect}</p>}
          </div>
          {item.calendarHref && <TextLink href={item.calendarHref} className="text-sm print:hidden">Add to calendar<span className="sr-only">: {item.title}</span></TextLink>}
        </li>
      ))}
    </ul>
  );
}
