import { Say } from "../ui/say.tsx";
import { say } from "#lib/language/rules/say";
import type { ReactNode } from "react";
import { TextLink } from "../ui/text-link.tsx";
import { Span, Time } from "../ui/time.tsx";
import { StateMark } from "./state-mark.tsx";

export type UpcomingWork = {
  id: string;
  title: string;
  href?: string;
  from: number;
  until: number;
  effect?: string;
  /** "every week on Sunday". */
  repeats?: string;
  /** Further times of a series. */
  later?: readonly { from: number; until: number }[];
  calendarHref?: string;
  isUnderWay?: boolean;
  /** Its planned end has passed. */
  isOverrun?: boolean;
  /** This reader is asked whether the time suits them, until then. */
  asksUntil?: number;
};

export function UpcomingMaintenance({ work, zone, empty }: { work: readonly UpcomingWork[]; zone: string; empty?: ReactNode }) {
  if (work.length === 0) return <p className="text-sm text-muted">{empty ?? say("No maintenance is planned.")}</p>;
  return (
    <ul className="border-t border-line">
      {work.map((item) => (
        <li key={item.id} className="flex flex-wrap gap-x-3 gap-y-1 border-b border-line py-3 sm:flex-nowrap sm:gap-x-4">
          <StateMark state="under_maintenance" className="mt-0.5" />
          <Item item={item} zone={zone} />
          {item.calendarHref && <TextLink href={item.calendarHref} className="self-start text-sm whitespace-nowrap max-sm:ms-7 print:hidden">{say("Add to calendar")}<span className="sr-only">: {item.title}</span></TextLink>}
        </li>
      ))}
    </ul>
  );
}

function Item({ item, zone }: { item: UpcomingWork; zone: string }) {
  return (
    <div className="min-w-0 flex-1 basis-64 text-sm">
      <p className="font-medium">{item.href ? <a href={item.href} className="hover:underline">{item.title}</a> : item.title}</p>
      <p className="text-soft">
        {item.isUnderWay && <strong className="font-medium text-ink">{say("Under way. ")}</strong>}
        {item.isOverrun && <strong className="font-medium text-ink">{item.isUnderWay ? say("It takes longer than planned. ") : say("It has not begun yet. ")}</strong>}
        <Span from={item.from} until={item.until} zone={zone} />
      </p>
      {item.effect && <p className="text-muted">{item.effect}</p>}
      {item.repeats && <p className="text-muted"><Repetition repeats={item.repeats} later={item.later ?? []} zone={zone} /></p>}
      {item.asksUntil !== undefined && !item.isUnderWay && <p className="text-muted"><Say words="You are asked whether this time suits you, until {time}" time={<Time at={item.asksUntil} zone={zone} show="dateTime" />} /></p>}
    </div>
  );
}

function Repetition({ repeats, later, zone }: { repeats: string; later: NonNullable<UpcomingWork["later"]>; zone: string }) {
  if (later.length === 0) return say("Repeats {rule}", { rule: repeats });
  return <Say words="Repeats {rule}; then {times}" rule={repeats} times={later.map(({ from }, index) => <span key={from}>{index > 0 && ", "}<Time at={from} zone={zone} show="dayMonth" /></span>)} />;
}
