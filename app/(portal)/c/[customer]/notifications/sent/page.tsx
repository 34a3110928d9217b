import type { Metadata } from "next";
import { channelWords, deliveryKindWords, DeliveryStateBadge } from "#components/deliveries/delivery-state";
import { EmptyState } from "#components/layout/empty-state";
import { PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { LinkButton } from "#components/ui/button";
import { Table } from "#components/ui/table";
import { Pagination } from "#components/ui/tabs";
import { Time } from "#components/ui/time";
import { requireCustomer } from "#lib/access/gates";
import { listOwnDeliveries } from "#lib/delivery/queries/own-people";

type Props = PageProps<"/c/[customer]/notifications/sent">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { customer } = await requireCustomer((await params).customer, "customer.manage_members");
  return { title: `Who was told · ${customer.name}` };
}

export default async function SentPage({ params, searchParams }: Props) {
  const { ctx, customer, signedIn } = await requireCustomer((await params).customer, "customer.manage_members");
  const { before } = await searchParams;
  const { rows, next } = await listOwnDeliveries(ctx, { before: typeof before === "string" ? before : null });
  const home = `/c/${customer.slug}/notifications/sent`;
  const zone = signedIn.timeZone ?? customer.timeZone;
  return (
    <PortalMain>
      <div className="pt-12"><PageTitle title="Who was told" lead={`What went to the people of ${customer.name}, and when. You see this because you are an owner.`} actions={rows.length > 0 ? <LinkButton href={`${home}/export`}>Download as CSV</LinkButton> : undefined} /></div>
      <div className="mt-8">
        <Table
          caption="Messages, newest first"
          columns={[{ key: "to", label: "To" }, { key: "what", label: "About" }, { key: "by", label: "By", isHiddenOnPhone: true }, { key: "state", label: "State" }, { key: "at", label: "Sent", isNumber: true }]}
          rows={rows.map((row) => ({
            id: row.id,
            cells: {
              to: <span className="break-all">{row.address}</span>,
              what: row.title ?? deliveryKindWords[row.kind],
              by: channelWords[row.channel],
              state: <DeliveryStateBadge state={row.state} />,
              at: row.sentAt === null ? "–" : <Time at={row.sentAt} zone={zone} show="dateTime" />,
            },
          }))}
          empty={<EmptyState title="Nothing was sent yet">When something is told, a line for each of your people appears here, with its outcome.</EmptyState>}
        />
        <Pagination {...(before ? { newerHref: home, newerLabel: "Newest" } : {})} {...(next ? { olderHref: `${home}?before=${next}` } : {})} />
      </div>
    </PortalMain>
  );
}
