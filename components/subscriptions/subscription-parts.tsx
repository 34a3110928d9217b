import type { SubscriberState } from "#lib/subscriptions/terms";
import { Button, LinkButton } from "../ui/button.tsx";
import { Section } from "../ui/card.tsx";
import { Time } from "../ui/time.tsx";
import { say } from "#lib/language/rules/say";
import { Say } from "../ui/say.tsx";

/** Pause, resume and stop. */
export function Running({ action, state, pausedUntil, timeZone }: { action: string; state: SubscriberState; pausedUntil: number | null; timeZone: string }) {
  if (state === "quarantined") return <HeldBack action={`${action.slice(0, action.lastIndexOf("/"))}/try-again`} />;
  if (state === "stopped" || state === "pending") return null;
  return (
    <Section id="running" title={say("Pause or stop")}>
      {state === "paused" && pausedUntil !== null && <p className="mb-3 text-sm"><Say words="Paused until {time}." time={<Time at={pausedUntil} zone={timeZone} show="dateTime" />} /></p>}
      <form method="post" action={action} className="flex flex-wrap items-end gap-3">
        {state === "paused" ? (
          <Button name="intent" value="resume">{say("Resume now")}</Button>
        ) : (
          <>
            <label className="grid gap-1.5 text-sm font-medium">
              {say("Pause for")}
              <select name="pauseDays" defaultValue="7" className="min-h-10 rounded-md border border-edge bg-raised px-3 font-normal">
                <option value="1">{say("{count} day|{count} days", { count: 1 })}</option>
                <option value="7">{say("1 week")}</option>
                <option value="30">{say("{count} day|{count} days", { count: 30 })}</option>
              </select>
            </label>
            <Button name="intent" value="pause">{say("Pause")}</Button>
          </>
        )}
        <Button look="danger" name="intent" value="stop">{say("Stop all mails")}</Button>
      </form>
    </Section>
  );
}

function HeldBack({ action }: { action: string }) {
  return (
    <Section id="running" title={say("No mails go out")}>
      <p className="max-w-prose text-sm text-soft">{say("Mail to this address came back to us, so we stopped. We try again by ourselves after some days; say so if your mailbox takes mail before that.")}</p>
      <form method="post" action={action} className="mt-3"><Button>{say("My mailbox takes mail again")}</Button></form>
    </Section>
  );
}

/** A mailbox of several people: left by each, stopped by the mailbox itself. */
export function SharedMailbox({ action, leaveHref, isShared }: { action: string; leaveHref: string; isShared: boolean }) {
  if (isShared) {
    return (
      <Section id="shared" title={say("A shared mailbox")}>
        <p className="max-w-prose text-sm text-soft">{say("Several people read this mailbox, so one of them cannot pause or end its mails for all.")}</p>
        <p className="mt-3"><LinkButton href={leaveHref}>{say("Leave this list")}</LinkButton></p>
      </Section>
    );
  }
  return (
    <Section id="shared" title={say("Do several people read this mailbox?")}>
      <p className="max-w-prose text-sm text-soft">{say("It looks like one. Say so, and one of them cannot end the mails for all with one click.")}</p>
      <form method="post" action={action} className="mt-3"><Button name="intent" value="share">{say("Several people read it")}</Button></form>
    </Section>
  );
}
