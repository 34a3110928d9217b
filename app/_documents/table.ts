import type { Metadata } from "next";
import type { ReactNode } from "react";
import CustomerLayout from "../(portal)/c/[customer]/layout.tsx";
import * as customerStatus from "../(portal)/c/[customer]/page.tsx";
import * as customerIncidents from "../(portal)/c/[customer]/incidents/page.tsx";
import * as customerIncident from "../(portal)/c/[customer]/incidents/[code]/page.tsx";
import * as customerMaintenances from "../(portal)/c/[customer]/maintenance/page.tsx";
import * as customerCalendar from "../(portal)/c/[customer]/maintenance/[code]/event.ics/route.ts";
import * as customerMaintenance from "../(portal)/c/[customer]/maintenance/[code]/page.tsx";
import * as customerAnnouncement from "../(portal)/c/[customer]/announcements/[code]/page.tsx";
import * as customerHowWeCount from "../(portal)/c/[customer]/slos/how-we-count/page.tsx";
import * as customerSlo from "../(portal)/c/[customer]/slos/[slo]/page.tsx";
import * as customerStatement from "../(portal)/c/[customer]/reports/[statement]/page.tsx";
import * as customerStatements from "../(portal)/c/[customer]/reports/page.tsx";
import * as customerSlos from "../(portal)/c/[customer]/slos/page.tsx";
import EmbedLayout from "../(portal)/embed/c/[token]/layout.tsx";
import * as embed from "../(portal)/embed/c/[token]/page.tsx";
import * as embedOwnStatus from "../(portal)/embed/c/[token]/status.json/route.ts";
import * as privateStatuspage from "../(portal)/f/[token]/api/v2/[...document]/route.ts";
import * as privateJson from "../(portal)/f/[token]/feed.json/route.ts";
import * as privateAtom from "../(portal)/f/[token]/history.atom/route.ts";
import * as privateCalendar from "../(portal)/f/[token]/history.ics/route.ts";
import * as privateRss from "../(portal)/f/[token]/history.rss/route.ts";
import PublicLayout from "../(public)/layout.tsx";
import * as status from "../(public)/page.tsx";
import * as history from "../(public)/history/page.tsx";
import * as incident from "../(public)/incidents/[code]/page.tsx";
import * as maintenances from "../(public)/maintenance/page.tsx";
import * as calendar from "../(public)/maintenance/[code]/event.ics/route.ts";
import * as maintenance from "../(public)/maintenance/[code]/page.tsx";
import * as apiReference from "../(public)/docs/api/page.tsx";
import * as apiDocument from "../api/v1/openapi.json/route.ts";
import * as announcement from "../(public)/announcements/[code]/page.tsx";
import * as verify from "../(public)/verify/page.tsx";
import * as statuspage from "../(public)/api/v2/[...document]/route.ts";
import * as badge from "../(public)/badge.svg/route.ts";
import * as embedStatus from "../(public)/embed/status.json/route.ts";
import * as publicJson from "../(public)/feed.json/route.ts";
import * as publicAtom from "../(public)/history.atom/route.ts";
import * as publicCalendar from "../(public)/history.ics/route.ts";
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
  "public.announcement": page(announcement, PublicLayout),
  "public.api_reference": page(apiReference, PublicLayout),
  "customer.status": page(customerStatus, CustomerLayout),
  "customer.incidents": page(customerIncidents, CustomerLayout),
  "customer.incident": page(customerIncident, CustomerLayout),
  "customer.maintenances": page(customerMaintenances, CustomerLayout),
  "customer.statements": page(customerStatements, CustomerLayout),
  "customer.statement": page(customerStatement, CustomerLayout),
  "public.verify": page(verify, PublicLayout),
  "customer.slos": page(customerSlos, CustomerLayout),
  "customer.slo": page(customerSlo, CustomerLayout),
  "customer.how_we_count": page(customerHowWeCount, CustomerLayout),
  "embeds.page": page(embed, EmbedLayout),
  "customer.maintenance": page(customerMaintenance, CustomerLayout),
  "customer.announcement": page(customerAnnouncement, CustomerLayout),
};

export const feeds: Readonly<Record<string, Feed>> = {
  "public.rss": publicRss.GET,
  "public.atom": publicAtom.GET,
  "public.json_feed": publicJson.GET,
  "public.calendar": publicCalendar.GET,
  "public.embed_status": embedStatus.GET,
  "public.badge": badge.GET,
  "public.statuspage": statuspage.GET,
  "public.api_document": apiDocument.GET,
  "public.maintenance_calendar": calendar.GET,
  "customer.maintenance_calendar": customerCalendar.GET,
  "feeds.private_rss": privateRss.GET,
  "feeds.private_atom": privateAtom.GET,
  "feeds.private_json": privateJson.GET,
  "feeds.private_calendar": privateCalendar.GET,
  "feeds.private_statuspage": privateStatuspage.GET,
  "embeds.status": embedOwnStatus.GET,
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
