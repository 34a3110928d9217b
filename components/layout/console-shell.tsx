import { clsx } from "clsx";
import type { ReactNode } from "react";
import { NewIncidentLink } from "../composer/new-incident-link.tsx";
import { buttonClass } from "../ui/button.tsx";
import { Icon, type IconName } from "../ui/icon.tsx";
import { PortalScript, SkipLink } from "./page-frame.tsx";

export const consolePlaces = ["home", "incidents", "maintenance", "announcements", "templates", "components", "slos", "statements", "slis", "sources", "customers", "subscribers", "deliveries", "hosts", "mailbox", "people", "settings", "audit"] as const;
export type ConsolePlace = (typeof consolePlaces)[number];

const PLACES: Record<ConsolePlace, { label: string; href: string; icon: IconName }> = {
  home: { label: "Home", href: "/admin", icon: "home" },
  incidents: { label: "Incidents", href: "/admin/incidents", icon: "pulse" },
  maintenance: { label: "Maintenance", href: "/admin/maintenance", icon: "wrench" },
  announcements: { label: "Announcements", href: "/admin/announcements", icon: "megaphone" },
  templates: { label: "Templates", href: "/admin/templates", icon: "copy" },
  components: { label: "Components", href: "/admin/components", icon: "layers" },
  slos: { label: "SLOs", href: "/admin/slos", icon: "target" },
  statements: { label: "Statements", href: "/admin/statements", icon: "list" },
  slis: { label: "SLIs", href: "/admin/slis", icon: "pulse" },
  sources: { label: "Sources", href: "/admin/sources", icon: "rss" },
  customers: { label: "Customers", href: "/admin/customers", icon: "building" },
  subscribers: { label: "Subscribers", href: "/admin/subscribers", icon: "bell" },
  deliveries: { label: "Deliveries", href: "/admin/deliveries", icon: "send" },
  hosts: { label: "Domains", href: "/admin/hosts", icon: "globe" },
  mailbox: { label: "Mailbox", href: "/admin/mailbox", icon: "mail" },
  people: { label: "People", href: "/admin/people", icon: "people" },
  settings: { label: "Settings", href: "/admin/settings", icon: "gear" },
  audit: { label: "Audit log", href: "/admin/audit", icon: "list" },
};

export type ConsoleShellProps = {
  brand: string;
  current: ConsolePlace;
  /** What this person may open, in order. */
  places?: readonly ConsolePlace[];
  counts?: Partial<Record<ConsolePlace, number>>;
  person: { name: string; role: string };
  canPost?: boolean;
  nonce?: string;
  children: ReactNode;
};

export function ConsoleShell(props: ConsoleShellProps) {
  return (
    <div className="lg:grid lg:min-h-dvh lg:grid-cols-[15rem_minmax(0,1fr)]">
      <PortalScript only="theme" nonce={props.nonce} />
      <SkipLink />
      <header className="border-b border-line bg-wash/50 lg:border-e lg:border-b-0 print:hidden">
        <div className="hidden lg:sticky lg:top-0 lg:flex lg:h-dvh lg:flex-col lg:p-4"><SideBar {...props} /></div>
        <details className="group lg:hidden">
          <summary className="flex min-h-14 items-center gap-3 px-4 text-sm font-medium">
            <Icon name="menu" />
            {props.brand}
            <span className="text-muted">{PLACES[props.current].label}</span>
          </summary>
          <div className="flex flex-col gap-4 border-t border-line p-4"><SideBar {...props} /></div>
        </details>
      </header>
      <main id="main" tabIndex={-1} className="w-full max-w-console px-4 pt-6 pb-16 outline-none sm:px-6 lg:px-10 lg:pt-8">{props.children}</main>
    </div>
  );
}

function SideBar({ brand, current, places = consolePlaces, counts = {}, person, canPost = true }: ConsoleShellProps) {
  return (
    <>
      <a href="/admin" className="hidden px-2 pt-1 pb-5 text-sm font-semibold tracking-tight lg:block">{brand}</a>
      {canPost && <NewIncidentLink />}
      <nav aria-label="Console" className="lg:mt-4 lg:min-h-0 lg:flex-1 lg:overflow-y-auto">
        <ul className="grid gap-0.5 sm:max-lg:grid-cols-2">{places.map((place) => <li key={place}><PlaceLink place={place} isCurrent={place === current} count={counts[place]} /></li>)}</ul>
      </nav>
      <PersonMenu {...person} />
    </>
  );
}

function PlaceLink({ place, isCurrent, count }: { place: ConsolePlace; isCurrent: boolean; count?: number }) {
  const { label, href, icon } = PLACES[place];
  return (
    <a href={href} aria-current={isCurrent ? "page" : undefined} className={clsx("flex min-h-9 items-center gap-2.5 rounded-md px-2 text-sm", isCurrent ? "bg-line/70 font-medium text-ink" : "text-soft hover:bg-wash hover:text-ink")}>
      <Icon name={icon} className={isCurrent ? "text-ink" : "text-muted"} />
      <span className="flex-1">{label}</span>
      {count !== undefined && count > 0 && <span className="text-xs text-muted tabular-nums">{count}</span>}
    </a>
  );
}

function PersonMenu({ name, role }: { name: string; role: string }) {
  return (
    <div className="border-t border-line pt-3 text-sm">
      <p className="px-2 font-medium">{name}<span className="block text-xs font-normal text-muted">{role}</span></p>
      <div className="mt-2 flex flex-wrap items-center gap-x-1">
        <a href="/account" className={buttonClass("quiet", "small")}>Account</a>
        <a href="/" className={buttonClass("quiet", "small")}>Public page</a>
        <form method="post" action="/sign-out"><button type="submit" className={buttonClass("quiet", "small")}>Sign out</button></form>
      </div>
    </div>
  );
}
