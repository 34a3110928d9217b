import { Icon } from "../ui/icon.tsx";

/** "2 incidents, 18 min in all for you" and the way to all of them. */
export function RecentSummary({ sentence, historyHref, historyLabel = "All incidents" }: { sentence: string; historyHref: string; historyLabel?: string }) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 text-sm">
      <p className="text-soft">{sentence}</p>
      <a href={historyHref} className="inline-flex items-center gap-1 font-medium text-accent hover:text-accent-strong">{historyLabel}<Icon name="arrow-right" className="size-3.5" /></a>
    </div>
  );
}
