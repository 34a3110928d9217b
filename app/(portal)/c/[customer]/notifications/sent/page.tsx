import { say, sayKnown } from "#lib/language/rules/say";
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
  return { title: `${say("Who was told")} · ${customer.name}` };
}

export default async function SentPage({ params, searchParams }: Props) {
  const { ctx, customer, signedIn } = await requireCustomer((await params).customer, "customer.manage_members");
  const { before } = await searchParams;
  const { rows, next } = await listOwnDeliveries(ctx, { before: typeof before === "string" ? before : null });
  const home = `/c/${customer.slug}/notifications/sent`;
  const zone = signedIn.timeZone ?? customer.timeZone;
  return (
    <PortalMain>
      <div className="pt-12"><PageTitle title={say("Who was told")} lead={say("What went to the people of {name}, and when. You see this because you are an owner.", { name: customer.name })} actions={rows.length > 0 ? <LinkButton href={`${home}/export`}>{say("Download as CSV")}</LinkButton> : undefined} /></div>
      <div className="mt-8">
        <Table
          caption={say("Messages, newest first")}
          columns={[{ key: "to", label: say("To") }, { key: "what", label: say("About") }, { key: "by", label: say("By"), isHiddenOnPhone: true }, { key: "state", label: say("State") }, { key: "at", label: say("Sent"), isNumber: true }]}
          rows={rows.map((row) => ({
            id: row.id,
            cells: {
              to: <span className="break-all">{row.address}</span>,
              what: row.title ?? sayKnown(deliveryKindWords[row.kind]),
              by: sayKnown(channelWords[row.channel]),
              state: <DeliveryStateBadge state={row.state} />,
              at: row.sentAt === null ? "–" : <Time at={row.sentAt} zone={zone} show="dateTime" />,
            },
          }))}
          empty={<EmptyState title={say("Nothing was sent yet")}>{say("When something is told, a line for each of your people appears here, with its outcome.")}</EmptyState>}
        />
        <Pagination {...(before ? { newerHref: home, newerLabel: say("Newest") } : {})} {...(next ? { olderHref: `${home}?before=${next}` } : {})} />
      </div>
    </PortalMain>
  );
}
