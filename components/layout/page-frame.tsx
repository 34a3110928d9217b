import { say } from "#lib/language/rules/say";
import type { ReactNode } from "react";

export function SkipLink() {
  return <a href="#main" className="sr-only z-10 rounded-md bg-ink px-4 py-2 text-sm font-medium text-paper focus:not-sr-only focus:absolute focus:start-4 focus:top-2">{say("Skip to content")}</a>;
}

/**
 * The script of documents. In the console it only keeps the chosen theme: React owns the rest of the page. The page is drawn
 * with it or without it, but not first without: colours and times would change under the reader.
 */
export function PortalScript({ only, nonce }: { only?: "theme"; nonce?: string }) {
  return <script async blocking="render" src="/portal.js" data-only={only} nonce={nonce} />;
}

export function PageTitle({ title, lead, actions }: { title: string; lead?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 className="text-xl font-semibold">{title}</h1>
        {lead && <p className="mt-1.5 max-w-prose text-soft">{lead}</p>}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}

export type Crumb = { label: string; href?: string };

export function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label={say("You are here")} className="text-sm text-muted">
      <ol className="flex flex-wrap gap-x-2">
        {crumbs.map((crumb, index) => (
          <li key={crumb.label} className="flex gap-x-2">
            {index > 0 && <span aria-hidden="true">/</span>}
            {crumb.href ? <a href={crumb.href} className="hover:text-ink hover:underline">{crumb.label}</a> : <span aria-current="page" className="text-ink">{crumb.label}</span>}
          </li>
        ))}
      </ol>
    </nav>
  );
}
