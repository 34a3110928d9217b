import { Say } from "#components/ui/say";
import { say, sayKnown } from "#lib/language/rules/say";
import type { Metadata } from "next";
import { Notice } from "#components/layout/notice";
import { PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { ChoiceFields } from "#components/subscriptions/choice-fields";
import { PreferenceFields } from "#components/subscriptions/preference-fields";
import { Button } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { TextLink } from "#components/ui/text-link";
import { readForm, requireCustomer } from "#lib/access/gates";
import { timeZones } from "#lib/customers/rules/details";
import { listChoices } from "#lib/subscriptions/queries/choices";
import { findMemberSubscriber, getChoices, getFreshPreferences, getPreferences } from "#lib/subscriptions/queries/subscriber";
import { FeedsSection } from "./feeds.tsx";

type Props = PageProps<"/c/[customer]/notifications">;

const savedWords = (): Record<string, string> => ({ save: say("Your choice is saved."), stop: say("You get no more mails about this page."), follow: say("You hear about that incident."), unfollow: say("You hear nothing more about that incident."), revoked: say("That feed's addresses do not work any more.") });

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { customer } = await requireCustomer((await params).customer, "customer.subscribe");
  return { title: `${say("Notifications")} · ${customer.name}` };
}

export default async function NotificationsPage({ params, searchParams }: Props) {
  const { ctx, signedIn, customer } = await requireCustomer((await params).customer, "customer.subscribe");
  const form = await readForm(searchParams);
  const { saved, made } = await searchParams;
  const owner = { personId: signedIn.personId, customerId: customer.id };
  const [subscriber, groups] = await Promise.all([findMemberSubscriber(ctx.read, owner), listChoices(ctx)]);
  const choices = subscriber ? await getChoices(ctx.read, { subscriberId: subscriber.id, audience: ctx.audience }) : null;
  const preferences = subscriber ? await getPreferences(ctx.read, subscriber.id) : await getFreshPreferences(ctx.read, customer.id);
  const zone = subscriber?.timeZone ?? signedIn.timeZone ?? customer.timeZone;
  const isOn = subscriber?.state === "active" || subscriber?.state === "paused";
  const base = `/c/${customer.slug}/notifications`;
  return (
    <PortalMain>
      <div className="max-w-xl pt-12">
        <PageTitle title={say("How you are told")} lead={<Say words="About {customer}, for {email}. Your colleagues choose for themselves." customer={customer.name} email={<span className="text-ink">{signedIn.email}</span>} />} />
        {typeof saved === "string" && savedWords()[saved] && <Notice kind="success" className="mt-6">{savedWords()[saved]}</Notice>}
        {form.sentence && <Notice kind="error" className="mt-6">{sayKnown(form.sentence)}</Notice>}
        <Section id="email" title={say("Email")}>
          <p className="mb-4 text-sm text-soft">{isOn ? say("Mails go out for each update that concerns you, with your company’s own notes.") : say("You get no mails about this page yet.")}</p>
          <form method="post" action={`${base}/subscribe`} className="grid gap-7">
            <ChoiceFields groups={groups} isEverything={choices ? choices.isEverything || choices.componentIds.length === 0 : true} chosen={choices?.componentIds ?? []} everythingLabel={say("Everything")} everythingHint={say("All that touches what you use")} form={form} />
            <PreferenceFields preferences={preferences} timeZone={zone} zones={[...new Set([zone, ...timeZones()])]} isCustomers form={form} />
            <div className="flex flex-wrap gap-3">
              <Button look="primary" name="intent" value="save">{isOn ? say("Save") : say("Send me mails")}</Button>
              {isOn && <Button look="danger" name="intent" value="stop">{say("Stop mails")}</Button>}
            </div>
          </form>
          {choices && choices.incidents.length > 0 && <p className="mt-4 text-sm text-muted">{say("Besides, you follow: {list}.", { list: choices.incidents.map((incident) => incident.title).join(", ") })}</p>}
        </Section>
        <Section id="channels" title={say("Chat, webhooks and more")}>
          <p className="text-sm text-soft">{say("Slack, Microsoft Teams, Google Chat, Discord, your own systems, your telephone or browser.")} <TextLink href={`${base}/channels`}>{say("Where else you are told")}</TextLink></p>
        </Section>
        {ctx.permissions.has("customer.manage_members") && (
          <Section id="sent" title={say("Who was told")}>
            <p className="text-sm text-soft">{say("As an owner you see what went to your people, when, and whether it arrived.")} <TextLink href={`${base}/sent`}>{say("What was sent")}</TextLink></p>
          </Section>
        )}
        <FeedsSection ctx={ctx} owner={owner} base={base} zone={signedIn.timeZone ?? customer.timeZone} form={form} made={made} />
      </div>
    </PortalMain>
  );
}
