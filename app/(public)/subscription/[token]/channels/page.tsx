import type { Metadata } from "next";
import { ChannelsView } from "#components/channels/channels-view";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { readForm, requirePublic } from "#lib/access/gates";
import { listOfferedWays, listOwnEndpoints } from "#lib/delivery/queries/own-endpoints";
import { say } from "#lib/language/rules/say";
import { env } from "#lib/platform/env";
import { requireHolder } from "./holder.ts";
import { orNotFound } from "../../../../or-not-found.ts";

export function generateMetadata(): Metadata {
  return { title: say("Chat, webhooks and more"), robots: { index: false } };
}

export default async function ChannelsPage({ params, searchParams }: PageProps<"/subscription/[token]/channels">) {
  const { token } = await params;
  const { ctx, owner } = await orNotFound(requireHolder(await requirePublic(), token));
  const home = `/subscription/${token}`;
  return (
    <PortalMain>
      <div className="max-w-xl pt-12">
        <Breadcrumb crumbs={[{ label: say("Your status mails"), href: home }, { label: say("Chat, webhooks and more") }]} />
        <div className="mt-3"><PageTitle title={say("Chat, webhooks and more")} lead={<>{say("About {name}, for", { name: env.PORTAL_NAME })} <span className="text-ink">{owner.email}</span></>} /></div>
        <ChannelsView ways={await listOwnEndpoints(ctx, owner)} {...listOfferedWays()} base={`${home}/channels`} form={await readForm(searchParams)} saved={(await searchParams)["saved"]} now={ctx.now} />
      </div>
    </PortalMain>
  );
}
