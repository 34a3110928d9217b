import type { SubscriberState } from "#lib/subscriptions/terms";
import { Button } from "../ui/button.tsx";
import { Section } from "../ui/card.tsx";
import { Time } from "../ui/time.tsx";

/** What the link "stop mails about this incident" leads to: it asks, since scanners follow links. */
export function IncidentChoice({ action, incident, isMuted }: { action: string; incident: { code: string; title: string }; isMuted: boolean }) {
  return (
    <Section id="incident" title="This incident">
      <p className="text-sm">{incident.title}</p>
      <form method="post" action={action} className="mt-3">
        <input type="hidden" name="incident" value={incident.code} />
        <Button name="intent" value={isMuted ? "unmute" : "mute"}>{isMuted ? "Hear about it again" : "No more mails about this incident"}</Button>
      </form>
    </Section>
  );
}

/** Pause, resume and stop. */
export function Running({ action, state, pausedUntil, timeZone }: { action: string; state: SubscriberState; pausedUntil: number | null; timeZone: string }) {
  if (state === "quarantined") return <Section id="running" title="No mails go out"><p className="text-sm">Mail to this address came back to us. Ask us to try again once your mailbox takes mail.</p></Section>;
  if (state === "stopped" || state === "pending") return null;
  return (
    <Section id="running" title="Pause or stop">
      {state === "paused" && pausedUntil !== null && <p className="mb-3 text-sm">Paused until <Time at={pausedUntil} zone={timeZone} show="dateTime" />.</p>}
      <form method="post" action={action} className="flex flex-wrap items-end gap-3">
        {state === "paused" ? (
          <Button name="intent" value="resume">Resume now</Button>
        ) : (
          <>
            <label className="grid gap-1.5 text-sm font-medium">
              Pause for
              <select name="pauseDays" defaultValue="7" className="min-h-10 rounded-md border border-edge bg-raised px-3 font-normal">
                <option value="1">1 day</option>
                <option value="7">1 week</option>
                <option value="30">30 days</option>
              </select>
            </label>
            <Button name="intent" value="pause">Pause</Button>
          </>
        )}
        <Button look="danger" name="intent" value="stop">Stop all mails</Button>
      </form>
    </Section>
  );
}
