import { Say } from "../ui/say.tsx";
import { say } from "#lib/language/rules/say";
import type { MaintenanceView } from "#lib/status/terms";
import { LinkButton } from "../ui/button.tsx";
import { Section } from "../ui/card.tsx";
import { Prose } from "../ui/prose.tsx";
import { RelativeDue, Span, Time } from "../ui/time.tsx";

interface OwnReplyProps {
  view: MaintenanceView;
  href: string;
  zone: string;
  now: number;
}

/** Whether the time suits this customer: what it has said, or the way to say it. Of others nothing stands here. */
export function OwnReply({ view: { asksUntil, reply, state, sequence }, href, zone, now }: OwnReplyProps) {
  if (asksUntil === null || (state !== "scheduled" && reply === null)) return null;
  const isOpen = state === "scheduled" && asksUntil > now;
  return (
    <Section id="reply" title={say("Does this time suit you?")}>
      <div className="grid gap-3 rounded-md border border-line bg-raised px-4 py-4 text-sm">
        {reply ? <Said reply={reply} zone={zone} /> : isOpen ? <p>{say(sequence > 0 ? "We ask you about this new time: accept it, or object and propose another." : "We ask you: accept it, or object and propose another.")}</p> : <p className="text-muted">{say("You gave no answer in time. If it does not suit you, write to your contact.")}</p>}
        {isOpen && (
          <p className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <LinkButton look={reply ? "secondary" : "primary"} href={href} className="print:hidden">{reply ? say("Change the answer") : say("Accept or object")}</LinkButton>
            <span className="text-muted"><Say words="Until {time}, {when}" time={<Time at={asksUntil} zone={zone} show="full" />} when={<RelativeDue at={asksUntil} now={now} />} /></span>
          </p>
        )}
      </div>
    </Section>
  );
}

function Said({ reply: { answer, comment, proposedFor, proposedUntil, repliedAt }, zone }: { reply: NonNullable<MaintenanceView["reply"]>; zone: string }) {
  return (
    <div className="grid gap-2">
      <p><strong className="font-semibold">{answer === "accept" ? say("You accepted it") : say("You objected")}</strong> <span className="text-muted"><Say words="at {time}" time={<Time at={repliedAt} zone={zone} show="full" />} /></span></p>
      {proposedFor !== null && <p className="text-soft"><Say words="You proposed {time}." time={proposedUntil === null ? <Time at={proposedFor} zone={zone} show="full" /> : <Span from={proposedFor} until={proposedUntil} zone={zone} />} /></p>}
      {comment !== "" && <Prose className="text-soft">{comment}</Prose>}
    </div>
  );
}
