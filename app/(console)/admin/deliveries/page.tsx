import type { Metadata } from "next";
import { channelNames } from "#components/channels/words";
import { DeliveryStateBadge, deliveryStateWords } from "#components/deliveries/delivery-state";
import { EmptyState } from "#components/layout/empty-state";
import { PageTitle } from "#components/layout/page-frame";
import { Table } from "#components/ui/table";
import { Pagination, Tabs } from "#components/ui/tabs";
import { TextLink } from "#components/ui/text-link";
import { Time } from "#components/ui/time";
import { requireStaff } from "#lib/access/gates";
import { decodeCursor, toPage } from "#lib/core/pages";
import { listDeliveries } from "#lib/delivery/queries/ledger";
import { deliveryStates, type DeliveryState } from "#lib/delivery/terms";

export const metadata: Metadata = { title: "Deliveries" };

const pageSize = 50;
const shown: DeliveryState[] = ["queued", "sent", "dead", "unknown", "superseded"];

export default async function DeliveriesPage({ searchParams }: PageProps<"/admin/deliveries">) {
  const { ctx, signedIn } = await requireStaff();
  const { state: asked, before } = await searchParams;
  const state = deliveryStates.find((each) => each === asked) ?? null;
  const found = await listDeliveries(ctx, { state, before: decodeCursor(typeof before === "string" ? before : null), limit: pageSize + 1 });
  const { rows, next } = toPage(found, pageSize, (row) => ({ at: row.createdAt, id: row.id }));
  const query = state ? `state=${state}&` : "";
  const zone = signedIn.timeZone ?? "UTC";
  return (
    <>
      <PageTitle title="Deliveries" lead="Every message, to whom it went and what became of it." />
      <div className="mt-6">
        <Tabs label="State" tabs={[{ label: "All", href: "/admin/deliveries", isCurrent: state === null }, ...shown.map((each) => ({ label: deliveryStateWords[each], href: `/admin/deliveries?state=${each}`, isCurrent: state === each }))]} />
      </div>
      <div className="mt-6">
        <Table
          caption="Deliveries, newest first"
          columns={[{ key: "to", label: "To" }, { key: "what", label: "What" }, { key: "page", label: "Page", isHiddenOnPhone: true }, { key: "state", label: "State" }, { key: "at", label: "Made", isNumber: true, isHiddenOnPhone: true }]}
          rows={rows.map((row) => ({
            id: row.id,
            cells: {
              to: <><TextLink href={`/admin/deliveries/${row.id}`}><span className="break-all">{row.address}</span></TextLink>{row.channel !== "email" && <span className="block text-xs text-muted">{channelNames[row.channel]}</span>}</>,
              what: row.incidentTitle ?? (row.kind === "personal" ? "Personal message" : row.kind === "test" ? "Test message" : "Update"),
              page: row.customerName ?? "Public",
              state: <DeliveryStateBadge state={row.state} />,
              at: <Time at={row.createdAt} zone={zone} show="dateTime" />,
            },
          }))}
          empty={<EmptyState title="No deliveries here">When an update is published, one line for each reader appears, with its outcome.</EmptyState>}
        />
        <Pagination {...(before ? { newerHref: `/admin/deliveries${state ? `?state=${state}` : ""}`, newerLabel: "Newest" } : {})} {...(next ? { olderHref: `/admin/deliveries?${query}before=${next}` } : {})} />
      </div>
    </>
  );
}
