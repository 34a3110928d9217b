import { Say } from "#components/ui/say";
import { say, sayKnown, type Words } from "#lib/language/rules/say";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Notice } from "#components/layout/notice";
import { PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { ChoiceFields, type ChoiceGroup } from "#components/subscriptions/choice-fields";
import { EndingChoice, IncidentChoice, MutedIncidents, type Ending } from "#components/subscriptions/narrowing";
import { PreferenceFields } from "#components/subscriptions/preference-fields";
import { Running, SharedMailbox } from "#components/subscriptions/subscription-parts";
import { Button } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { TextLink } from "#components/ui/text-link";
import { readForm, requirePublic } from "#lib/access/gates";
import { isFailure } from "#lib/core/failure";
import { timeZones } from "#lib/customers/rules/details";
import { env } from "#lib/platform/env";
import { signLink } from "#lib/platform/signed-link";
import { findIncidentView } from "#lib/status/queries/incident";
import type { IncidentView } from "#lib/status/terms";
import { listChoices } from "#lib/subscriptions/queries/choices";
import { getChoices, getPreferences, readAsSubscriber } from "#lib/subscriptions/queries/subscriber";
import { audienceOf } from "#lib/subscriptions/rules";
import { isRoleAddress } from "#lib/subscriptions/rules/role-address";

export function generateMetadata(): Metadata {
  return { title: say("Your status mails"), robots: { index: false } };
}

const savedWords: Record<string, Words> = {
  confirmed: "Your address is confirmed. You will hear about the next update.",
  save: "Your choice is saved.",
  pause: "Mails are paused.",
  resume: "Mails go out again.",
  healed: "Thank you. The next thing you asked to hear of goes out to you again.",
  stop: "You get no more mails. If that was a mistake, save your choice below.",
  mute: "You hear nothing more about that incident.",
  unmute: "You hear about that incident again.",
  share: "Noted: several people read this mailbox.",
  stop_component: "You hear nothing more about that component.",
  stop_kind: "You get no more mails of that kind.",
  stop_digest: "Each mail comes at once again.",
};

export default async function SubscriptionPage({ params, searchParams }: PageProps<"/subscription/[token]">) {
  const { token } = await params;
  const { ctx, subscriber } = await readAsSubscriber(await requirePublic(), { purpose: "manage", token }).catch((error: unknown) => {
    if (isFailure(error)) notFound();
    throw error;
  });
  const { saved, incident: code, stop, component } = await searchParams;
  const form = await readForm(searchParams);
  const [groups, choices, preferences] = await Promise.all([listChoices(ctx), getChoices(ctx.read, { subscriberId: subscriber.id, audience: audienceOf(subscriber) }), getPreferences(ctx.read, subscriber.id)]);
  const incident = typeof code === "string" ? await findIncidentView(ctx, code) : null;
  const ending = endingOf({ stop, component, groups });
  const action = `/subscription/${token}/change`;
  const leaveHref = `/unsubscribe/${signLink("unsubscribe", { id: subscriber.id, version: subscriber.linkVersion })}`;
  return (
    <PortalMain>
      <div className="max-w-xl pt-12">
        <PageTitle title={say("Your status mails")} lead={<Say words="For {email}, about {name}" email={<strong className="font-medium wrap-anywhere text-ink">{subscriber.email}</strong>} name={subscriber.customerName ?? env.PORTAL_NAME} />} />
        {typeof saved === "string" && savedWords[saved] && <Notice kind="success" className="mt-6">{say(savedWords[saved])}</Notice>}
        {form.sentence && <Notice kind="error" className="mt-6">{sayKnown(form.sentence)}</Notice>}
        {incident && <IncidentChoice action={action} incident={{ ...incident, components: touchedBy(incident) }} isMuted={choices.muted.some((each) => each.id === incident.id)} />}
        {ending && <EndingChoice action={action} ending={ending} />}
        {!subscriber.isShared && isRoleAddress(subscriber.email) && <SharedMailbox action={action} leaveHref={leaveHref} isShared={false} />}
        <Section id="what" title={say("What you get")}>
          <form method="post" action={action} className="grid gap-7">
            <input type="hidden" name="intent" value="save" />
            <ChoiceFields
              groups={groups}
              isEverything={choices.isEverything}
              chosen={choices.componentIds}
              everythingLabel={say("Everything")}
              form={form}
              everythingHint={subscriber.customerId ? say("All that touches what you use") : say("All that is public")}
            />
            <PreferenceFields preferences={preferences} timeZone={subscriber.timeZone} zones={[...new Set([subscriber.timeZone, ...timeZones()])]} isCustomers={subscriber.customerId !== null} form={form} />
            <div><Button look="primary">{say("Save")}</Button></div>
          </form>
          {choices.incidents.length > 0 && <p className="mt-4 text-sm text-muted">{say("Besides, you follow: {list}.", { list: choices.incidents.map((each) => each.title).join(", ") })}</p>}
        </Section>
        <MutedIncidents action={action} incidents={choices.muted} />
        {subscriber.customerId === null && subscriber.channel === "email" && (subscriber.state === "active" || subscriber.state === "paused") && (
          <Section id="channels" title={say("Chat, webhooks and more")}>
            <p className="text-sm text-soft">{say("Slack, Microsoft Teams, Google Chat, Discord or a system of yours can be told too.")} <TextLink href={`/subscription/${token}/channels`}>{say("Where else you are told")}</TextLink></p>
          </Section>
        )}
        {subscriber.isShared && subscriber.state !== "quarantined" ? <SharedMailbox action={action} leaveHref={leaveHref} isShared /> : <Running action={action} state={subscriber.state} pausedUntil={subscriber.pausedUntil} timeZone={subscriber.timeZone} />}
      </div>
    </PortalMain>
  );
}

/** What the link in a mail would end, if it says so. */
function endingOf({ stop, component, groups }: { stop: unknown; component: unknown; groups: readonly ChoiceGroup[] }): Ending | null {
  if (stop === "digest") return { digest: true };
  if (stop === "maintenance" || stop === "announcements") return { kind: stop };
  const known = groups.flatMap((group) => group.components).find((each) => each.id === component);
  return known ? { component: known } : null;
}

function touchedBy({ impacts }: IncidentView): { id: string; name: string }[] {
  return [...new Map(impacts.map((impact) => [impact.componentId, { id: impact.componentId, name: impact.component }])).values()];
}
