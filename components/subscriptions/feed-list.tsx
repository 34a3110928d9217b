import { Button } from "../ui/button.tsx";
import { Ago, Time } from "../ui/time.tsx";
import { say } from "#lib/language/rules/say";
import { Say } from "../ui/say.tsx";

export interface FeedItem {
  id: string;
  label: string;
  lastFour: string;
  createdAt: number;
  lastUsedAt: number | null;
}

export function FeedList({ feeds, base, zone, now }: { feeds: readonly FeedItem[]; base: string; zone: string; now: number }) {
  if (feeds.length === 0) return null;
  return (
    <ul className="border-t border-line">
      {feeds.map((feed) => (
        <li key={feed.id} className="flex items-start gap-4 border-b border-line py-3">
          <div className="min-w-0 flex-1 text-sm">
            <p className="font-medium break-words">{feed.label} <span className="font-mono text-xs font-normal text-muted">…{feed.lastFour}</span></p>
            <p className="mt-0.5 text-xs text-muted"><Say words="made {time}" time={<Time at={feed.createdAt} zone={zone} show="date" />} /> · {feed.lastUsedAt === null ? say("never read") : <Say words="last read {ago}" ago={<Ago at={feed.lastUsedAt} now={now} />} />}</p>
          </div>
          <form method="post" action={`${base}/feeds/${feed.id}/revoke`}><Button size="small">{say("Revoke")}<span className="sr-only"> {feed.label}</span></Button></form>
        </li>
      ))}
    </ul>
  );
}
