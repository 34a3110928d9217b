import { Say } from "#components/ui/say";
import { say, sayKnown } from "#lib/language/rules/say";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ConfirmPage } from "#components/layout/confirm-page";
import { Notice } from "#components/layout/notice";
import { PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { Button } from "#components/ui/button";
import { TextInput } from "#components/ui/text-input";
import { readForm, requirePublic } from "#lib/access/gates";
import { isFailure } from "#lib/core/failure";
import { readAsSubscriber } from "#lib/subscriptions/queries/subscriber";

export function generateMetadata(): Metadata {
  return { title: say("Stop status mails"), robots: { index: false } };
}

/** Looking stops nothing; the button does, and a mail program's own one-click POST. A mailbox of several people is left, not stopped. */
export default async function UnsubscribePage({ params, searchParams }: PageProps<"/unsubscribe/[token]">) {
  const ctx = await requirePublic();
  const { token } = await params;
  const { subscriber } = await readAsSubscriber(ctx, { purpose: "unsubscribe", token }).catch((error: unknown) => {
    if (isFailure(error)) notFound();
    throw error;
  });
  const { left } = await searchParams;
  const form = await readForm(searchParams);
  return <PortalMain>{subscriber.state === "stopped" ? <Stopped email={subscriber.email} /> : subscriber.isShared ? <SharedMailbox email={subscriber.email} token={token} left={left} form={form} /> : <OwnMailbox email={subscriber.email} token={token} />}</PortalMain>;
}

function Stopped({ email }: { email: string }) {
  return <div className="max-w-xl pt-12"><PageTitle title={say("You get no more mails")} lead={<Say words="Nothing goes to {email} any more." email={<span className="wrap-anywhere">{email}</span>} />} /></div>;
}

function OwnMailbox({ email, token }: { email: string; token: string }) {
  return (
    <ConfirmPage title={say("Stop status mails?")} action={`/unsubscribe/${token}/one-click`} label={say("Stop all mails")} isDanger fields={{ from: "page" }}>
      <p><Say words="Status mails to {email} end at once. If others read this mailbox too, they lose them as well." email={<strong className="wrap-anywhere">{email}</strong>} /></p>
    </ConfirmPage>
  );
}

function SharedMailbox({ email, token, left, form }: { email: string; token: string; left: unknown; form: Awaited<ReturnType<typeof readForm>> }) {
  if (left === "list") return <Asked email={email} />;
  if (left === "person") return <LeftByOne email={email} />;
  return (
    <div className="max-w-xl pt-12">
      <PageTitle title={say("Leave a shared mailbox")} lead={<Say words="Several people read {email}, so one of them cannot end its mails for all." email={<strong className="font-medium wrap-anywhere text-ink">{email}</strong>} />} />
      {form.sentence && <Notice kind="error" className="mt-6">{sayKnown(form.sentence)}</Notice>}
      <form method="post" action={`/unsubscribe/${token}/leave`} className="mt-8 grid gap-5">
        <TextInput id="email" name="email" type="email" autoComplete="email" required label={say("Your own address")} hint={say("The one you are reached at, not the mailbox. We use it once, to see which of your mails to end.")} defaultValue={String(form.values["email"] ?? "")} error={form.fields["email"]} />
        <div><Button look="primary">{say("Continue")}</Button></div>
      </form>
      <p className="mt-8 text-sm text-muted">{say("To end the mails for everybody, enter {email} itself. A mail then asks the mailbox.", { email })}</p>
    </div>
  );
}

function Asked({ email }: { email: string }) {
  return (
    <div className="max-w-xl pt-12">
      <PageTitle title={say("The mailbox is asked")} lead={<Say words="A mail with a link is on its way to {email}. The mails go on until somebody there follows it and says so." email={<span className="wrap-anywhere">{email}</span>} />} />
      <p className="mt-4 text-sm text-muted">{say("We send at most one such mail a day.")}</p>
    </div>
  );
}

function LeftByOne({ email }: { email: string }) {
  return (
    <div className="max-w-xl pt-12">
      <PageTitle title={say("How to leave this list")} lead={<Say words="The mails to {email} go on for the others who read it." email={<strong className="font-medium wrap-anywhere text-ink">{email}</strong>} />} />
      <div className="prose mt-4 text-sm text-soft">
        <p>{say("Who gets what is sent to that address is set at your company, not here. Ask whoever runs your mail, or the owner of the list, to take you off it. In Google Groups and Microsoft 365 you can usually leave a group yourself, on its own page.")}</p>
        <p>{say("If status mails also went to you directly, they have ended, and a mail tells you so.")}</p>
      </div>
    </div>
  );
}
