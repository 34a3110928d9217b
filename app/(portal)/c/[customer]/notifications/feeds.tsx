import { say } from "#lib/language/rules/say";
import { FeedAddresses } from "#components/subscriptions/feed-addresses";
import { FeedList } from "#components/subscriptions/feed-list";
import { Notice } from "#components/layout/notice";
import { Button } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { TextInput } from "#components/ui/text-input";
import { findNewFeed } from "#lib/access/gates";
import type { Context } from "#lib/access/context";
import type { FormState } from "#lib/access/queries";
import { env } from "#lib/platform/env";
import { listOwnFeeds } from "#lib/subscriptions/queries/feeds";

interface Props {
  ctx: Context;
  owner: { personId: string; customerId: string };
  base: string;
  zone: string;
  form: FormState;
  made: unknown;
}

/** A member's private feeds: each made once, read in four forms, revoked as one. */
export async function FeedsSection({ ctx, owner, base, zone, form, made }: Props) {
  return (
    <Section id="feeds" title={say("Private feeds")}>
      <p className="mb-4 text-sm text-soft">{say("A feed of your own for a reader, a chat channel, a program or a calendar. It carries what you see here, notes included. Whoever has one of its addresses can read it, so make one for each place and revoke it when you leave: all four end together.")}</p>
      <NewFeed made={made} found={await findNewFeed()} />
      <FeedList feeds={await listOwnFeeds(ctx, owner)} base={base} zone={zone} now={ctx.now} />
      <form method="post" action={`${base}/feeds`} className="mt-5 flex flex-wrap items-end gap-3">
        <TextInput id="label" name="label" label={say("New feed for")} hint={say("Such as “Team channel” or “My calendar”")} required maxLength={80} defaultValue={String(form.values["label"] ?? "")} error={form.fields["label"]} className="min-w-60 flex-1" />
        <Button>{say("Make the addresses")}</Button>
      </form>
    </Section>
  );
}

function NewFeed({ made, found }: { made: unknown; found: string | null }) {
  const [id, token] = (found ?? "").split(".");
  if (typeof made !== "string" || id !== made || !token) return null;
  return (
    <div className="mb-6">
      <Notice kind="success" title={say("Copy what you need now")}>{say("These addresses are shown this once. We keep only a fingerprint of them.")}</Notice>
      <div className="mt-4"><FeedAddresses id="new-feed" base={`${env.APP_URL}/f/${token}`} /></div>
    </div>
  );
}
