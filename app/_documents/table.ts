import type { Metadata } from "next";
import type { ReactNode } from "react";
import CustomerLayout from "../(portal)/c/[customer]/layout.tsx";
import * as customerStatus from "../(portal)/c/[customer]/page.tsx";
import * as customerIncidents from "../(portal)/c/[customer]/incidents/page.tsx";
import * as customerIncident from "../(portal)/c/[customer]/incidents/[code]/page.tsx";
import * as customerMaintenances from "../(portal)/c/[customer]/maintenance/page.tsx";
import * as customerCalendar from "../(portal)/c/[customer]/maintenance/[code]/event.ics/route.ts";
import * as customerMaintenance from "../(portal)/c/[customer]/maintenance/[code]/page.tsx";
import * as privateRss from "../(portal)/f/[token]/history.rss/route.ts";
import PublicLayout from "../(public)/layout.tsx";
import * as status from "../(public)/page.tsx";
import * as history from "../(public)/history/page.tsx";
import * as incident from "../(public)/incidents/[code]/page.tsx";
import * as maintenances from "../(public)/maintenance/page.tsx";
import * as calendar from "../(public)/maintenance/[code]/event.ics/route.ts";
import * as maintenance from "../(public)/maintenance/[code]/page.tsx";
import * as publicRss from "../(public)/history.rss/route.ts";

export interface PageInput {
  params: Promise<Record<string, string>>;
  searchParams: Promise<Record<string, string>>;
}

/** A page as Next knows it: the same modules, so that there is one definition of every document. */
export interface Page {
  layout: (props: { children: ReactNode; params: Promise<Record<string, string>> }) => Promise<ReactNode>;
  draw: (input: PageInput) => Promise<ReactNode>;
  head: (input: PageInput) => Promise<Metadata>;
}

export type Feed = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

interface PageModule {
  default: unknown;
  metadata?: Metadata;
  generateMetadata?: unknown;
}

/** Every document that is made ahead and kept, by its policy. */
export const pages: Readonly<Record<string, Page>> = {
  "public.status": page(status, PublicLayout),
  "public.history": page(history, PublicLayout),
  "public.incident": page(incident, PublicLayout),
  "public.maintenances": page(maintenances, PublicLayout),
  "public.maintenance": page(maintenance, PublicLayout),
  "customer.status": page(customerStatus, CustomerLayout),
  "customer.incidents": page(customerIncidents, CustomerLayout),
  "customer.incident": page(customerIncident, CustomerLayout),
  "customer.maintenances": page(customerMaintenances, CustomerLayout),
  "customer.maintenance": page(customerMaintenance, CustomerLayout),
};

export const feeds: Readonly<Record<string, Feed>> = {
  "public.rss": publicRss.GET,
  "public.maintenance_calendar": calendar.GET,
  "customer.maintenance_calendar": customerCalendar.GET,
  "feeds.private_rss": privateRss.GET,
};

// Next types each page by its own address; what all of them are called with is this.
function page(module: PageModule, layout: unknown): Page {
  const { metadata = {}, generateMetadata } = module;
  return {
    layout: layout as Page["layout"],
    draw: module.default as Page["draw"],
    head: (generateMetadata as Page["head"] | undefined) ?? (async () => metadata),
  };
}
