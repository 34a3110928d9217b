import { say } from "#lib/language/rules/say";
import type { Metadata } from "next";
import { ChannelsView } from "#components/channels/channels-view";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { readForm, requireCustomer } from "#lib/access/gates";
import { listOfferedWays, listOwnEndpoints } from "#lib/delivery/queries/own-endpoints";

type Props = PageProps<"/c/[customer]/notifications/channels">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { customer } = await requireCustomer((await params).customer, "customer.subscribe");
  return { title: `${say("Chat, webhooks and more")} · ${customer.name}` };
}

export default async function ChannelsPage({ params, searchParams }: Props) {
  const { ctx, signedIn, customer } = await requireCustomer((await params).customer, "customer.subscribe");
  const base = `/c/${customer.slug}/notifications`;
  const owner = { email: signedIn.email, timeZone: signedIn.timeZone ?? customer.timeZone, customerId: customer.id, personId: signedIn.personId };
  return (
    <PortalMain>
      <div className="max-w-xl pt-12">
        <Breadcrumb crumbs={[{ label: say("How you are told"), href: base }, { label: say("Chat, webhooks and more") }]} />
        <div className="mt-3"><PageTitle title={say("Chat, webhooks and more")} lead={say("About {name}. They stop when you leave the company.", { name: customer.name })} /></div>
        <ChannelsView ways={await listOwnEndpoints(ctx, owner)} {...listOfferedWays()} base={`${base}/channels`} form={await readForm(searchParams)} saved={(await searchParams)["saved"]} now={ctx.now} />
      </div>
    </PortalMain>
  );
}
