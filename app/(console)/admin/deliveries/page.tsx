import type { Metadata } from "next";
import { channelWords, DeliveryStateBadge, deliveryKindWords, deliveryStateWords } from "#components/deliveries/delivery-state";
import { ToldPosts } from "#components/deliveries/told-posts";
import { EmptyState } from "#components/layout/empty-state";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { LinkButton } from "#components/ui/button";
import { Table } from "#components/ui/table";
import { Pagination, Tabs } from "#components/ui/tabs";
import { TextLink } from "#components/ui/text-link";
import { Time } from "#components/ui/time";
import { requireStaff } from "#lib/access/gates";
import { decodeCursor, toPage } from "#lib/core/pages";
import { orNotFound } from "../or-not-found.ts";
import { listDeliveries } from "#lib/delivery/queries/ledger";
import { getTold, type Story } from "#lib/delivery/queries/told";
import { deliveryStates, type DeliveryState } from "#lib/delivery/terms";

export const metadata: Metadata = { title: "Deliveries" };

const pageSize = 50;
const shown: DeliveryState[] = ["queued", "sent", "dead", "unknown", "superseded"];

export default async function DeliveriesPage({ searchParams }: PageProps<"/admin/deliveries">) {
  const { ctx, signedIn } = await requireStaff();
  const { state: asked, before, story: named } = await searchParams;
  const told = typeof named === "string" ? await orNotFound(getTold(ctx, named)) : null;
  const story = told?.story ?? null;
  const state = deliveryStates.find((each) => each === asked) ?? null;
  const found = await listDeliveries(ctx, { state, story: story?.id ?? null, before: decodeCursor(typeof before === "string" ? before : null), limit: pageSize + 1 });
  const { rows, next } = toPage(found, pageSize, (row) => ({ at: row.createdAt, id: row.id }));
  const query = (of: DeliveryState | null, more = "") => addressOf({ ...(story ? { story: story.id } : {}), ...(of ? { state: of } : {}) }, more);
  const zone = signedIn.timeZone ?? "UTC";
  return (
    <>
      {story && <Breadcrumb crumbs={[{ label: "Deliveries", href: "/admin/deliveries" }, { label: story.title, href: pageOf(story) }]} />}
      <div className={story ? "mt-3" : ""}>
        <PageTitle title={story ? `Who was told: ${story.title}` : "Deliveries"} lead="Every message, to whom it went and what became of it." actions={<LinkButton href={`/admin/deliveries/export${story ? `?story=${story.id}` : ""}`}>Download as CSV</LinkButton>} />
      </div>
      {told && <div className="mt-8"><ToldPosts posts={told.posts} timeToFirstPost={told.timeToFirstPost} timeToLastDelivery={told.timeToLastDelivery} zone={zone} /></div>}
      <div className="mt-6">
        <Tabs label="State" tabs={[{ label: "All", href: query(null), isCurrent: state === null }, ...shown.map((each) => ({ label: deliveryStateWords[each], href: query(each), isCurrent: state === each }))]} />
      </div>
      <div className="mt-6">
        <Table
          caption="Deliveries, newest first"
          columns={[{ key: "to", label: "To" }, { key: "what", label: "What" }, { key: "by", label: "By", isHiddenOnPhone: true }, { key: "page", label: "Page", isHiddenOnPhone: true }, { key: "state", label: "State" }, { key: "at", label: "Made", isNumber: true, isHiddenOnPhone: true }]}
          rows={rows.map((row) => ({
            id: row.id,
            cells: {
              to: <TextLink href={`/admin/deliveries/${row.id}`}><span className="break-all">{row.address}</span></TextLink>,
              what: row.storyTitle ?? deliveryKindWords[row.kind],
              by: channelWords[row.channel],
              page: row.customerName ?? "Public",
              state: <DeliveryStateBadge state={row.state} />,
              at: <Time at={row.createdAt} zone={zone} show="dateTime" />,
            },
          }))}
          empty={<EmptyState title="No deliveries here">When an update is published, one line for each reader appears, with its outcome.</EmptyState>}
        />
        <Pagination {...(before ? { newerHref: query(state), newerLabel: "Newest" } : {})} {...(next ? { olderHref: query(state, next) } : {})} />
      </div>
    </>
  );
}

function addressOf(chosen: Record<string, string>, before: string): string {
  const query = new URLSearchParams({ ...chosen, ...(before === "" ? {} : { before }) }).toString();
  return query === "" ? "/admin/deliveries" : `/admin/deliveries?${query}`;
}

const pages: Record<Story["kind"], string> = { incident: "incidents", maintenance: "maintenance", announcement: "announcements" };

function pageOf({ kind, id }: Story): string {
  return `/admin/${pages[kind]}/${id}`;
}
