import type { Metadata } from "next";
import { ChannelView } from "#components/channels/channel-view";
import { PortalMain } from "#components/layout/portal-footer";
import { findNewSecret, readForm, requireCustomer } from "#lib/access/gates";
import { choicePath, getEndpoint } from "#lib/delivery/queries/own-endpoints";
import { say } from "#lib/language/rules/say";
import { secretOf } from "../../../../../../channel-answer.ts";
import { orNotFound } from "../../../../../../or-not-found.ts";

type Props = PageProps<"/c/[customer]/notifications/channels/[id]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { customer } = await requireCustomer((await params).customer, "customer.subscribe");
  return { title: `${say("Chat, webhooks and more")} · ${customer.name}` };
}

export default async function ChannelPage({ params, searchParams }: Props) {
  const { ctx, signedIn, customer } = await requireCustomer((await params).customer, "customer.subscribe");
  const zone = signedIn.timeZone ?? customer.timeZone;
  const owner = { email: signedIn.email, timeZone: zone, customerId: customer.id, personId: signedIn.personId };
  const { endpoint, deliveries } = await orNotFound(getEndpoint(ctx, { owner, id: (await params).id }));
  return (
    <PortalMain>
      <div className="max-w-xl pt-12">
        <ChannelView
          way={endpoint}
          items={deliveries}
          secret={secretOf(await findNewSecret(), endpoint.id)}
          base={`/c/${customer.slug}/notifications/channels`}
          choiceHref={choicePath(endpoint)}
          form={await readForm(searchParams)}
          saved={(await searchParams)["saved"]}
          zone={zone}
        />
      </div>
    </PortalMain>
  );
}
