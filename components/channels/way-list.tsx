import { say, sayKnown } from "#lib/language/rules/say";
import { EmptyState } from "../layout/empty-state.tsx";
import { Badge } from "../ui/badge.tsx";
import { Ago } from "../ui/time.tsx";
import { channelNames, stateOf, type Way } from "./words.tsx";

/** Where somebody is told besides by mail. */
export function WayList({ ways, base, now }: { ways: readonly Way[]; base: string; now: number }) {
  if (ways.length === 0) return <EmptyState title={say("Nowhere yet")}>{say("Add a chat room or an address of your own below. What is posted then goes there at once.")}</EmptyState>;
  return (
    <ul className="border-t border-line">
      {ways.map((way) => (
        <li key={way.id} className="border-b border-line py-3">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
            <a href={`${base}/${way.id}`} className="min-w-0 font-medium break-words underline decoration-line underline-offset-4 hover:decoration-ink">{way.label}</a>
            <Badge>{sayKnown(stateOf(way))}</Badge>
          </div>
          <p className="mt-1 text-xs break-words text-muted">{sayKnown(channelNames[way.channel])} · <span className="font-mono">{way.shown}</span> · <LastResult way={way} now={now} /></p>
        </li>
      ))}
    </ul>
  );
}

function LastResult({ way, now }: { way: Way; now: number }) {
  if (way.failingSince !== null) return <>{say("failing since")} <Ago at={way.failingSince} now={now} />: {way.lastFailure}</>;
  return way.lastSentAt === null ? <>{say("nothing sent yet")}</> : <>{say("last sent")} <Ago at={way.lastSentAt} now={now} /></>;
}
