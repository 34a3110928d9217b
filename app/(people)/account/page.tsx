import type { Metadata } from "next";
import { FormNotice } from "#components/forms/form-notice";
import { SessionList } from "#components/people/session-list";
import { Button, LinkButton } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { Checkbox } from "#components/ui/choice";
import { Select } from "#components/ui/select";
import { TextInput } from "#components/ui/text-input";
import { readForm, requirePerson } from "#lib/access/gates";
import { say } from "#lib/language/rules/say";
import { findOwnReminders, listOwnSessions } from "#lib/people/queries/people";
import { timeZoneOptions } from "#lib/people/rules";

export function generateMetadata(): Metadata {
  return { title: say("Your account"), robots: { index: false } };
}

const savedWords = (): Record<string, string> => ({ profile: say("Your profile is saved."), session: say("That session is signed out."), reminders: say("Saved.") });

export default async function AccountPage({ searchParams }: PageProps<"/account">) {
  const { ctx, signedIn } = await requirePerson();
  const form = await readForm(searchParams);
  const { saved } = await searchParams;
  const [sessions, hearsReminders] = await Promise.all([listOwnSessions(ctx, signedIn.personId), findOwnReminders(ctx)]);
  return (
    <div className="max-w-xl pt-12">
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div>
          <h1 className="text-xl font-semibold">{say("Your account")}</h1>
          <p className="mt-1.5 break-words text-soft">{signedIn.email}</p>
        </div>
        <LinkButton href="/switch">{say("Switch to…")}</LinkButton>
      </div>
      <FormNotice sentence={form.sentence} saved={saved} words={savedWords()} />
      <Section id="profile" title={say("Profile")}>
        <form method="post" action="/account/profile" className="grid max-w-md gap-4">
          <TextInput id="name" label={say("Name")} hint={say("Staff and colleagues see it.")} autoComplete="name" required defaultValue={String(form.values["name"] ?? signedIn.name)} error={form.fields["name"]} />
          <Select id="timeZone" label={say("Time zone")} hint={say("For the mails you get. Pages show the time of your browser.")} options={timeZoneOptions()} defaultValue={String(form.values["timeZone"] ?? signedIn.timeZone ?? "")} error={form.fields["timeZone"]} />
          <div><Button>{say("Save profile")}</Button></div>
        </form>
      </Section>
      {hearsReminders !== null && (
        <Section id="reminders" title={say("Reminders by mail")}>
          <form method="post" action="/account/reminders" className="grid gap-4">
            <Checkbox name="hearsReminders" value="on" defaultChecked={hearsReminders} label={say("Remind me of promises and silence")} hint={say("When an update you promised is due, when any promise to readers is overdue, and when an open incident has had no news for hours.")} />
            <div><Button>{say("Save reminders")}</Button></div>
          </form>
        </Section>
      )}
      <Section id="sessions" title={say("Where you are signed in")}>
        <SessionList sessions={sessions} currentId={signedIn.sessionId} zone={signedIn.timeZone ?? "UTC"} now={ctx.now} />
        <form method="post" action="/account/sessions/revoke-all" className="mt-4"><Button look="danger">{say("Sign out everywhere")}</Button></form>
      </Section>
    </div>
  );
}
