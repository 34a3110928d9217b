import { say, sayKnown } from "#lib/language/rules/say";
import { AskFirst } from "../forms/ask-first.tsx";
import type { SentForm } from "../forms/fill.tsx";
import { FormNotice } from "../forms/form-notice.tsx";
import { Notice } from "../layout/notice.tsx";
import { Breadcrumb, PageTitle } from "../layout/page-frame.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Section } from "../ui/card.tsx";
import { CopyField } from "../ui/copy-field.tsx";
import { TextInput } from "../ui/text-input.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { Time } from "../ui/time.tsx";
import { SentList, type SentItem } from "./sent-list.tsx";
import { channelNames, stateOf, type Way } from "./words.tsx";

interface ChannelViewProps {
  way: Way & { oldSecretUntil: number | null };
  items: readonly SentItem[];
  /** Shown this once. */
  secret: string | null;
  /** Where all of them are listed, and where this one's choice is made. */
  base: string;
  choiceHref: string;
  form: SentForm;
  saved: string | string[] | undefined;
  zone: string;
}

const words = () => ({
  add: say("Added. Send a test message to see how it arrives."),
  code: say("We sent a code to this number."),
  test: say("The test message has left. Its result stands first below."),
  waiting: say("The test message is on its way. Load this page again in a moment to see its result."),
  replay: say("Sent once more. Its result stands below."),
  rotate: say("There is a new secret. The old one goes on signing for a day."),
  on: say("Switched on. What is posted from now on goes there."),
  off: say("Switched off. Nothing is sent there."),
  confirm: say("The number is confirmed."),
  resend: say("A new code is on its way. Only the newest one works."),
});

export function ChannelView(props: ChannelViewProps) {
  const { way, base, choiceHref, form, saved, zone, items } = props;
  const action = `${base}/${way.id}/change`;
  const state = stateOf(way);
  return (
    <>
      <Breadcrumb crumbs={[{ label: say("Chat, webhooks and more"), href: base }, { label: way.label }]} />
      <div className="mt-3"><PageTitle title={way.label} lead={<>{sayKnown(channelNames[way.channel])} · <span className="font-mono text-sm">{way.shown}</span></>} actions={<Badge>{sayKnown(state)}</Badge>} /></div>
      <FormNotice sentence={form.sentence} saved={saved} words={words()} />
      {props.secret !== null && <NewSecret secret={props.secret} />}
      {state === "Not confirmed" ? <Code action={action} form={form} /> : <Result {...props} action={action} />}
      {state !== "Not confirmed" && (
        <>
          <Section id="sent" title={say("What went there lately")}><SentList items={items} action={action} zone={zone} /></Section>
          <Section id="choice" title={say("What it hears")}><p className="text-sm text-soft">{say("Everything that concerns you, unless you choose otherwise.")} <TextLink href={choiceHref}>{say("Choose what it hears")}</TextLink></p></Section>
        </>
      )}
      {way.channel === "webhook" && <Secret action={action} oldSecretUntil={way.oldSecretUntil} zone={zone} />}
      <Section id="remove" title={say("Remove it")}>
        <AskFirst ask={say("Remove")} of={way.label} action={action} label={say("Remove for good")} fields={{ intent: "remove" }}>{say("Its address is forgotten. What waits to be sent there is dropped.")}</AskFirst>
      </Section>
    </>
  );
}

function Result({ way, action, zone }: ChannelViewProps & { action: string }) {
  const isOff = stateOf(way) === "Switched off";
  return (
    <div className="mt-6 grid gap-4">
      {way.failingSince !== null && (
        <Notice kind={isOff ? "error" : "warning"} title={isOff ? say("Switched off, because nothing arrived") : say("Nothing arrives there")}>
          {say("Since")} <Time at={way.failingSince} zone={zone} show="dateTime" />. {way.lastFailure}
        </Notice>
      )}
      <form method="post" action={action} className="flex flex-wrap gap-3">
        <Button look="primary" name="intent" value="test">{say("Send a test message")}</Button>
        {isOff ? <Button name="intent" value="on">{say("Switch on")}</Button> : <Button name="intent" value="off">{say("Switch off")}</Button>}
      </form>
    </div>
  );
}

function Code({ action, form }: { action: string; form: SentForm }) {
  return (
    <Section id="confirm" title={say("Confirm the number")}>
      <form method="post" action={action} className="grid gap-4">
        <TextInput id="code" label={say("Code")} hint={say("Six digits from our text message. It works for half an hour.")} inputMode="numeric" autoComplete="one-time-code" maxLength={12} error={form.fields["code"]} className="max-w-48" />
        <div className="flex flex-wrap gap-3">
          <Button look="primary" name="intent" value="confirm">{say("Confirm")}</Button>
          <Button name="intent" value="resend">{say("Send a new code")}</Button>
        </div>
      </form>
    </Section>
  );
}

function NewSecret({ secret }: { secret: string }) {
  return (
    <div className="mt-6">
      <Notice kind="success" title={say("Copy this secret now")}>{say("It is shown this once. Check with it that what arrives comes from here.")}</Notice>
      <div className="mt-4"><CopyField id="new-secret" label={say("Signing secret")} value={secret} /></div>
    </div>
  );
}

function Secret({ action, oldSecretUntil, zone }: { action: string; oldSecretUntil: number | null; zone: string }) {
  return (
    <Section id="secret" title={say("Signing secret")}>
      <p className="max-w-prose text-sm text-soft">{say("Every message is signed (Standard Webhooks). With a new secret the old one goes on signing for a day, so that you can change it without losing anything.")}</p>
      {oldSecretUntil !== null && <p className="mt-2 text-sm text-muted">{say("The old one signs until")} <Time at={oldSecretUntil} zone={zone} show="dateTime" />.</p>}
      <form method="post" action={action} className="mt-3"><Button name="intent" value="rotate">{say("Make a new secret")}</Button></form>
    </Section>
  );
}
