import { say } from "#lib/language/rules/say";
import { type MarkState, StateMark } from "../status/state-mark.tsx";
import { Icon } from "../ui/icon.tsx";
import { Time } from "../ui/time.tsx";

export type HistoryItem = {
  id: string;
  href: string;
  title: string;
  /** An announcement has no state, and says so by its own mark. */
  mark: MarkState | "announcement";
  /** "resolved", "completed". */
  stateWord: string;
  startedAt: number;
  /** "48 min", or left out while it lasts. */
  lasted?: string;
  /** Plain text: the last update in a line or two. */
  lastWords?: string;
};

/** One month of incidents, newest first. A month without any is said to be quiet. */
export function HistoryMonth({ month, items, zone }: { month: string; items: readonly HistoryItem[]; zone: string }) {
  const id = `month-${month.replaceAll(" ", "-").toLowerCase()}`;
  return (
    <section aria-labelledby={id} className="mt-12">
      <h2 id={id} className="border-b border-line pb-2 text-base font-semibold">{month}</h2>
      {items.length === 0 ? <p className="py-3 text-sm text-muted">{say("No incidents.")}</p> : <HistoryItems items={items} zone={zone} />}
    </section>
  );
}

export function HistoryItems({ items, zone }: { items: readonly HistoryItem[]; zone: string }) {
  return (
    <ul className="divide-y divide-line">
      {items.map((item) => (
        <li key={item.id} className="flex gap-3 py-4 first:pt-3 sm:gap-4">
          {item.mark === "announcement" ? <Icon name="megaphone" className="mt-1 text-muted" /> : <StateMark state={item.mark} className="mt-1" />}
          <div className="min-w-0 flex-1">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <a href={item.href} className="font-medium hover:underline">{item.title}</a>
              <span className="text-xs whitespace-nowrap text-muted tabular-nums">{item.lasted ?? say("going on")}</span>
            </div>
            <p className="text-xs text-muted"><Time at={item.startedAt} zone={zone} show="dateTime" />, {item.stateWord}</p>
            {item.lastWords && <p className="mt-1.5 line-clamp-2 max-w-prose text-sm text-soft">{item.lastWords}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}
