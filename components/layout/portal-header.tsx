import { say } from "#lib/language/rules/say";
import type { Logo } from "#lib/branding/terms";
import { clsx } from "clsx";
import { SkipLink } from "./page-frame.tsx";

export type NavItem = { label: string; href: string; isCurrent?: boolean };

export type PortalHeaderProps = { brand: string; /** In place of the name. */ logo?: Logo | null; homeHref: string; customer?: { name: string; href: string }; nav: readonly NavItem[]; signInHref?: string };

/** The same bytes for every reader of a page: who is looking is filled in by portal.js, from /api/me. */
export function PortalHeader({ brand, logo = null, homeHref, customer, nav, signInHref = "/sign-in" }: PortalHeaderProps) {
  return (
    <header className="border-b border-line">
      <SkipLink />
      <div className="mx-auto flex max-w-portal flex-wrap items-center gap-x-6 px-4 text-sm sm:px-6 lg:px-0">
        <p className="flex min-h-14 min-w-0 flex-1 items-center gap-2.5 sm:flex-none">
          <a href={homeHref} className="font-semibold tracking-tight">{logo ? <img src={logo.path} alt={brand} width={logo.width} height={logo.height} className="h-7 w-auto max-w-40 object-contain object-left sm:max-w-50" /> : brand}</a>
          {customer && (
            <>
              <span aria-hidden="true" className="text-edge">/</span>
              <a href={customer.href} className="truncate text-soft hover:text-ink">{customer.name}</a>
            </>
          )}
        </p>
        <nav aria-label={say("Main")} className="order-last -mx-4 min-w-0 basis-[calc(100%+2rem)] overflow-x-auto px-4 sm:order-none sm:mx-0 sm:flex-1 sm:basis-0 sm:px-0 print:hidden">
          <ul className="flex gap-5 sm:justify-end">
            {nav.map((item) => (
              <li key={item.href}>
                <a href={item.href} aria-current={item.isCurrent ? "page" : undefined} className={clsx("-mb-px flex min-h-11 items-center border-b-2 whitespace-nowrap sm:min-h-14", item.isCurrent ? "border-ink font-medium text-ink" : "border-paper text-muted hover:text-ink")}>{item.label}</a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="relative flex min-h-14 w-28 items-center justify-end border-b-2 border-paper print:hidden">
          {/* Where portal.js writes, maybe before React looks. React does not look into an element whose only child is text. */}
          <div data-person className="peer min-w-0" suppressHydrationWarning>{""}</div>
          <a href={signInHref} className="text-muted hover:text-ink peer-not-empty:hidden">{say("Sign in")}</a>
        </div>
      </div>
    </header>
  );
}
