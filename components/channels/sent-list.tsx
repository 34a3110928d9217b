import type { DeliveryKind, DeliveryState } from "#lib/delivery/terms";
import { say, sayKnown } from "#lib/language/rules/say";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Time } from "../ui/time.tsx";

export interface SentItem {
  id: string;
  kind: DeliveryKind;
  state: DeliveryState;
  createdAt: number;
  dueAt: number;
  attempts: number;
  lastError: string | null;
  answer: string | null;
  isKept: boolean;
}

const kindWords: Record<DeliveryKind, string> = { incident_update: "Incident", maintenance_update: "Maintenance", announcement: "Announcement", postmortem: "Post-mortem", statement: "Statement", digest: "Digest", test: "Test message", personal: "Code" };
const stateWords: Record<DeliveryState, string> = { queued: "On its way", sending: "On its way", sent: "Sent", superseded: "Overtaken by a newer one", suppressed: "Not sent", dead: "Given up", unknown: "Given up", collected: "In the digest" };

/** What went to an endpoint lately and what it said: its owner's alone. */
export function SentList({ items, action, zone }: { items: readonly SentItem[]; action: string; zone: string }) {
  if (items.length === 0) return <p className="text-sm text-muted">{say("Nothing yet. Send a test message to see how it arrives.")}</p>;
  return (
    <ul className="border-t border-line">
      {items.map((item) => (
        <li key={item.id} className="border-b border-line py-3 text-sm">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
            <p><span className="font-medium">{sayKnown(kindWords[item.kind])}</span> <span className="text-xs text-muted"><Time at={item.createdAt} zone={zone} show="dateTime" /></span></p>
            <Badge>{sayKnown(stateWords[item.state])}</Badge>
          </div>
          <Words item={item} zone={zone} />
          {(item.state === "dead" || item.state === "unknown") && item.isKept && (
            <form method="post" action={action} className="mt-2">
              <input type="hidden" name="delivery" value={item.id} />
              <Button size="small" name="intent" value="replay">{say("Send again")}<span className="sr-only"> {sayKnown(kindWords[item.kind])}</span></Button>
            </form>
          )}
        </li>
      ))}
    </ul>
  );
}

function Words({ item, zone }: { item: SentItem; zone: string }) {
  const isRetried = item.state === "queued" && item.attempts > 0;
  return (
    <>
      {item.lastError && <p className="mt-1 text-soft">{item.lastError}{isRetried && <> {say("Tried again at")} <Time at={item.dueAt} zone={zone} show="time" />.</>}</p>}
      {item.answer && (
        <details className="mt-1">
          <summary className="inline-flex cursor-pointer py-1 text-xs text-muted hover:text-ink">{say("What it answered")}</summary>
          <pre className="mt-1 max-h-60 overflow-auto rounded-md border border-line bg-wash p-3 font-mono text-xs break-words whitespace-pre-wrap">{item.answer}</pre>
        </details>
      )}
    </>
  );
}
