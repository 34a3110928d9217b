import type { Metadata } from "next";
import { ChannelView } from "#components/channels/channel-view";
import { PortalMain } from "#components/layout/portal-footer";
import { findNewSecret, readForm, requirePublic } from "#lib/access/gates";
import { choicePath, getEndpoint } from "#lib/delivery/queries/own-endpoints";
import { say } from "#lib/language/rules/say";
import { secretOf } from "../../../../../channel-answer.ts";
import { requireHolder } from "../holder.ts";
import { orNotFound } from "../../../../../or-not-found.ts";

export function generateMetadata(): Metadata {
  return { title: say("Chat, webhooks and more"), robots: { index: false } };
}

export default async function ChannelPage({ params, searchParams }: PageProps<"/subscription/[token]/channels/[id]">) {
  const { token, id } = await params;
  const { ctx, owner } = await orNotFound(requireHolder(await requirePublic(), token));
  const { endpoint, deliveries } = await orNotFound(getEndpoint(ctx, { owner, id }));
  return (
    <PortalMain>
      <div className="max-w-xl pt-12">
        <ChannelView
          way={endpoint}
          items={deliveries}
          secret={secretOf(await findNewSecret(), endpoint.id)}
          base={`/subscription/${token}/channels`}
          choiceHref={choicePath(endpoint)}
          form={await readForm(searchParams)}
          saved={(await searchParams)["saved"]}
          zone={owner.timeZone}
        />
      </div>
    </PortalMain>
  );
}
