import { say } from "#lib/language/rules/say";
import { clsx } from "clsx";

export type Tab = { label: string; href: string; isCurrent?: boolean; count?: number };

export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className="overflow-x-auto border-b border-line print:hidden">
      <ul className="flex gap-6">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <a href={tab.href} aria-current={tab.isCurrent ? "page" : undefined} className={clsx("-mb-px block border-b-2 py-2.5 text-sm whitespace-nowrap", tab.isCurrent ? "border-ink font-medium text-ink" : "border-paper text-muted hover:text-ink")}>
              {tab.label}
              {tab.count !== undefined && <span className="ms-1.5 text-muted">{tab.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export function Pagination({ newerHref, olderHref, newerLabel = say("Newer"), olderLabel = say("Older") }: { newerHref?: string; olderHref?: string; newerLabel?: string; olderLabel?: string }) {
  if (!newerHref && !olderHref) return null;
  return (
    <nav aria-label={say("Pages")} className="mt-8 flex justify-between text-sm print:hidden">
      {newerHref ? <a rel="prev" href={newerHref} className="font-medium text-accent hover:text-accent-strong">← {newerLabel}</a> : <span />}
      {olderHref && <a rel="next" href={olderHref} className="font-medium text-accent hover:text-accent-strong">{olderLabel} →</a>}
    </nav>
  );
}
