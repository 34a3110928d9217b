import { Say } from "#components/ui/say";
import { say, sayKnown } from "#lib/language/rules/say";
import type { Metadata } from "next";
import { Notice } from "#components/layout/notice";
import { PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { PublicSnippets } from "#components/embeds/public-snippets";
import { ChoiceFields } from "#components/subscriptions/choice-fields";
import { FeedAddresses } from "#components/subscriptions/feed-addresses";
import { Button } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { TextInput } from "#components/ui/text-input";
import { readForm, requirePublic } from "#lib/access/gates";
import { env } from "#lib/platform/env";
import { findIncidentView } from "#lib/status/queries/incident";
import { listChoices } from "#lib/subscriptions/queries/choices";
import { addressesOf } from "../../addresses.ts";
import { feedLinks } from "../reader.ts";

export function generateMetadata(): Metadata {
  return { title: say("Get status mails"), description: say("Hear of incidents and planned maintenance by mail or feed."), alternates: addressesOf("/subscribe", feedLinks()) };
}

export default async function SubscribePage({ searchParams }: PageProps<"/subscribe">) {
  const ctx = await requirePublic();
  const { sent, incident: code } = await searchParams;
  const form = await readForm(searchParams);
  const incident = typeof code === "string" ? await findIncidentView(ctx, code) : null;
  if (sent === "1") return <Sent />;
  return (
    <PortalMain>
      <div className="max-w-xl pt-12">
        <PageTitle title={incident ? say("Get mails about this incident") : say("Get told when something is wrong")} lead={incident ? incident.title : say("A mail for each update, and nothing else. You confirm your address first and can stop at any time.")} />
        {form.sentence && <Notice kind="error" className="mt-6">{sayKnown(form.sentence)}</Notice>}
        <form method="post" action="/subscribe/request" className="mt-8 grid gap-6">
          <TextInput id="email" name="email" label={say("Email address")} type="email" autoComplete="email" required defaultValue={String(form.values["email"] ?? "")} error={form.fields["email"]} />
          {incident ? <input type="hidden" name="incident" value={incident.code} /> : <ChoiceFields groups={await listChoices(ctx)} isEverything={form.values["scope"] !== "components"} chosen={[form.values["components"] ?? []].flat()} everythingLabel={say("Everything")} everythingHint={say("Every public incident and maintenance")} />}
          <div className="hidden" aria-hidden="true">
            <label htmlFor="website">{say("Leave this empty")}</label>
            <input id="website" name="website" tabIndex={-1} autoComplete="off" />
          </div>
          <input type="hidden" name="timeZone" value="UTC" data-time-zone="" />
          <div><Button look="primary">{say("Send me a mail to confirm")}</Button></div>
        </form>
        <p className="mt-8 text-sm text-muted"><Say words="Customers get their own words on their own page after {link}." link={<a className="underline" href="/sign-in">{say("signing in")}</a>} /></p>
        {!incident && <PublicWays />}
      </div>
    </PortalMain>
  );
}

function PublicWays() {
  return (
    <>
      <Section id="feeds" title={say("Feeds and calendar")}><FeedAddresses id="feed" base={env.APP_URL} /></Section>
      <Section id="embed" title={say("On your own page")}><PublicSnippets base={env.APP_URL} name={env.PORTAL_NAME} /></Section>
    </>
  );
}

function Sent() {
  return (
    <PortalMain>
      <div className="max-w-xl pt-12">
        <PageTitle title={say("Check your mail")} lead={say("If this address can get status mails, a message with a link to confirm is on its way. Without your confirmation no more mails come.")} />
        <p className="mt-4 text-sm text-muted">{say("Nothing after five minutes? Look into the spam folder. We send at most one such message a day to an address.")}</p>
        <p className="mt-6"><a className="text-sm underline" href="/">{say("Back to the status page")}</a></p>
      </div>
    </PortalMain>
  );
}
