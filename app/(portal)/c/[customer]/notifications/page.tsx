import type { Metadata } from "next";
import { Notice } from "#components/layout/notice";
import { PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { ChoiceFields } from "#components/subscriptions/choice-fields";
import { FeedList } from "#components/subscriptions/feed-list";
import { PreferenceFields } from "#components/subscriptions/preference-fields";
import { Button } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { CopyField } from "#components/ui/copy-field";
import { TextInput } from "#components/ui/text-input";
import { findNewFeed, readForm, requireCustomer } from "#lib/access/gates";
import { timeZones } from "#lib/customers/rules/details";
import { env } from "#lib/platform/env";
import { listChoices } from "#lib/subscriptions/queries/choices";
import { listOwnFeeds } from "#lib/subscriptions/queries/feeds";
import { findMemberSubscriber, getChoices, getFreshPreferences, getPreferences } from "#lib/subscriptions/queries/subscriber";

type Props = PageProps<"/c/[customer]/notifications">;

const savedWords: Record<string, string> = { save: "Your choice is saved.", stop: "You get no more mails about this page.", follow: "You hear about that incident.", unfollow: "You hear nothing more about that incident.", revoked: "That feed's address does not work any more." };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { customer } = await requireCustomer((await params).customer, "customer.subscribe");
  return { title: `Notifications · ${customer.name}` };
}

export default async function NotificationsPage({ params, searchParams }: Props) {
  const { ctx, signedIn, customer } = await requireCustomer((await params).customer, "customer.subscribe");
  const form = await readForm(searchParams);
  const { saved, made } = await searchParams;
  const owner = { personId: signedIn.personId, customerId: customer.id };
  const [subscriber, groups, feeds] = await Promise.all([findMemberSubscriber(ctx.read, owner), listChoices(ctx), listOwnFeeds(ctx, owner)]);
  const choices = subscriber ? await getChoices(ctx.read, { subscriberId: subscriber.id, audience: ctx.audience }) : null;
  const preferences = subscriber ? await getPreferences(ctx.read, subscriber.id) : await getFreshPreferences(ctx.read, customer.id);
  const zone = subscriber?.timeZone ?? signedIn.timeZone ?? customer.timeZone;
  const isOn = subscriber?.state === "active" || subscriber?.state === "paused";
  const base = `/c/${customer.slug}/notifications`;
  return (
    <PortalMain>
      <div className="max-w-xl pt-12">
        <PageTitle title="How you are told" lead={<>About {customer.name}, for <span className="text-ink">{signedIn.email}</span>. Your colleagues choose for themselves.</>} />
        {typeof saved === "string" && savedWords[saved] && <Notice kind="success" className="mt-6">{savedWords[saved]}</Notice>}
        {form.sentence && <Notice kind="error" className="mt-6">{form.sentence}</Notice>}
        <Section id="email" title="Email">
          <p className="mb-4 text-sm text-soft">{isOn ? "Mails go out for each update that concerns you, with your company’s own notes." : "You get no mails about this page yet."}</p>
          <form method="post" action={`${base}/subscribe`} className="grid gap-7">
            <ChoiceFields groups={groups} isEverything={choices ? choices.isEverything || choices.componentIds.length === 0 : true} chosen={choices?.componentIds ?? []} everythingLabel="Everything" everythingHint="All that touches what you use" form={form} />
            <PreferenceFields preferences={preferences} timeZone={zone} zones={[...new Set([zone, ...timeZones()])]} isCustomers form={form} />
            <div className="flex flex-wrap gap-3">
              <Button look="primary" name="intent" value="save">{isOn ? "Save" : "Send me mails"}</Button>
              {isOn && <Button look="danger" name="intent" value="stop">Stop mails</Button>}
            </div>
          </form>
          {choices && choices.incidents.length > 0 && <p className="mt-4 text-sm text-muted">Besides, you follow: {choices.incidents.map((incident) => incident.title).join(", ")}.</p>}
        </Section>
        <Section id="feeds" title="Private feeds">
          <p className="mb-4 text-sm text-soft">An RSS address of your own for a feed reader or a chat channel. It carries what you see here, notes included. Whoever has the address can read it, so make one for each place and revoke it when you leave.</p>
          <NewFeed made={made} found={await findNewFeed()} />
          <FeedList feeds={feeds} base={base} zone={signedIn.timeZone ?? customer.timeZone} now={ctx.now} />
          <form method="post" action={`${base}/feeds`} className="mt-5 flex flex-wrap items-end gap-3">
            <TextInput id="label" name="label" label="New feed for" hint="Such as “Team channel” or “My reader”" required maxLength={80} defaultValue={String(form.values["label"] ?? "")} error={form.fields["label"]} className="min-w-60 flex-1" />
            <Button>Make the address</Button>
          </form>
        </Section>
      </div>
    </PortalMain>
  );
}

function NewFeed({ made, found }: { made: unknown; found: string | null }) {
  const [id, token] = (found ?? "").split(".");
  if (typeof made !== "string" || id !== made || !token) return null;
  return (
    <div className="mb-6">
      <Notice kind="success" title="Copy this address now">It is shown this once. We keep only a fingerprint of it.</Notice>
      <div className="mt-4"><CopyField id="new-feed" label="Address of the new feed" value={`${env.APP_URL}/f/${token}/history.rss`} /></div>
    </div>
  );
}
