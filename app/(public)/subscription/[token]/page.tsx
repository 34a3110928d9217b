import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Notice } from "#components/layout/notice";
import { PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { ChoiceFields } from "#components/subscriptions/choice-fields";
import { IncidentChoice, Running } from "#components/subscriptions/subscription-parts";
import { Button } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { TextLink } from "#components/ui/text-link";
import { readForm, requirePublic } from "#lib/access/gates";
import { isFailure } from "#lib/core/failure";
import { env } from "#lib/platform/env";
import { findIncidentView } from "#lib/status/queries/incident";
import { listChoices } from "#lib/subscriptions/queries/choices";
import { audienceOf, getChoices, readAsSubscriber } from "#lib/subscriptions/queries/subscriber";

export const metadata: Metadata = { title: "Your status mails", robots: { index: false } };

const savedWords: Record<string, string> = {
  confirmed: "Your address is confirmed. You will hear about the next update.",
  save: "Your choice is saved.",
  pause: "Mails are paused.",
  resume: "Mails go out again.",
  stop: "You get no more mails. If that was a mistake, save your choice below.",
  mute: "You hear nothing more about that incident.",
  unmute: "You hear about that incident again.",
};

export default async function SubscriptionPage({ params, searchParams }: PageProps<"/subscription/[token]">) {
  const { token } = await params;
  const { ctx, subscriber } = await readAsSubscriber(await requirePublic(), { purpose: "manage", token }).catch((error: unknown) => {
    if (isFailure(error)) notFound();
    throw error;
  });
  const { saved, incident: code } = await searchParams;
  const form = await readForm(searchParams);
  const [groups, choices] = await Promise.all([listChoices(ctx), getChoices(ctx.read, { subscriberId: subscriber.id, audience: audienceOf(subscriber) })]);
  const incident = typeof code === "string" ? await findIncidentView(ctx, code) : null;
  const action = `/subscription/${token}/change`;
  const about = subscriber.customerName ?? env.PORTAL_NAME;
  return (
    <PortalMain>
      <div className="max-w-xl pt-12">
        <PageTitle title="Your status mails" lead={<>For <strong className="font-medium text-ink">{subscriber.email}</strong>, about {about}</>} />
        {typeof saved === "string" && savedWords[saved] && <Notice kind="success" className="mt-6">{savedWords[saved]}</Notice>}
        {form.sentence && <Notice kind="error" className="mt-6">{form.sentence}</Notice>}
        {incident && <IncidentChoice action={action} incident={incident} isMuted={choices.muted.some((each) => each.id === incident.id)} />}
        <Section id="what" title="What you get">
          <form method="post" action={action} className="grid gap-6">
            <input type="hidden" name="intent" value="save" />
            <ChoiceFields
              groups={groups}
              isEverything={choices.isEverything}
              chosen={choices.componentIds}
              everythingLabel="Everything"
              everythingHint={subscriber.customerId ? "Every incident that touches what you use" : "Every public incident and maintenance"}
            />
            <input type="hidden" name="timeZone" value={subscriber.timeZone} />
            <div><Button look="primary">Save</Button></div>
          </form>
          {choices.incidents.length > 0 && <p className="mt-4 text-sm text-muted">Besides, you follow: {choices.incidents.map((each) => each.title).join(", ")}.</p>}
        </Section>
        {subscriber.customerId === null && subscriber.channel === "email" && (subscriber.state === "active" || subscriber.state === "paused") && (
          <Section id="channels" title="Chat, webhooks and more">
            <p className="text-sm text-soft">Slack, Microsoft Teams, Google Chat, Discord or a system of yours can be told too. <TextLink href={`/subscription/${token}/channels`}>Where else you are told</TextLink></p>
          </Section>
        )}
        <Running action={action} state={subscriber.state} pausedUntil={subscriber.pausedUntil} timeZone={subscriber.timeZone} />
      </div>
    </PortalMain>
  );
}
