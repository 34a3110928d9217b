import { say } from "#lib/language/rules/say";
import { describeDevice } from "#lib/people/rules";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Ago, Time } from "../ui/time.tsx";

export type SessionItem = { id: string; userAgent: string; method: string; createdAt: number; lastSeenAt: number };

export function SessionList({ sessions, currentId, zone, now }: { sessions: readonly SessionItem[]; currentId: string; zone: string; now: number }) {
  return (
    <ul className="border-t border-line">
      {sessions.map((session) => (
        <li key={session.id} className="flex items-start gap-4 border-b border-line py-3">
          <div className="min-w-0 flex-1 text-sm">
            <p className="flex flex-wrap items-center gap-2 font-medium">{describeDevice(session.userAgent)}{session.id === currentId && <Badge>{say("This browser")}</Badge>}</p>
            <p className="mt-0.5 text-xs text-muted">{session.method} · {say("since")} <Time at={session.createdAt} zone={zone} show="dateTime" /> · {say("last used")} <Ago at={session.lastSeenAt} now={now} /></p>
          </div>
          {session.id !== currentId && (
            <form method="post" action={`/account/sessions/${session.id}/revoke`}><Button size="small">{say("Sign out")}<span className="sr-only"> {describeDevice(session.userAgent)}</span></Button></form>
          )}
        </li>
      ))}
    </ul>
  );
}
