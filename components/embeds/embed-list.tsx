import { say } from "#lib/language/rules/say";
import { Button } from "../ui/button.tsx";
import { CopyText } from "../ui/copy-field.tsx";
import { Ago, Time } from "../ui/time.tsx";

export interface EmbedItem {
  id: string;
  label: string;
  lastFour: string;
  origins: readonly string[];
  createdAt: number;
  lastUsedAt: number | null;
}

export function EmbedList({ embeds, base, zone, now }: { embeds: readonly EmbedItem[]; base: string; zone: string; now: number }) {
  if (embeds.length === 0) return null;
  return (
    <ul className="border-t border-line">
      {embeds.map((embed) => (
        <li key={embed.id} className="flex items-start gap-4 border-b border-line py-3">
          <div className="min-w-0 flex-1 text-sm">
            <p className="font-medium break-words">{embed.label} <span className="font-mono text-xs font-normal text-muted">…{embed.lastFour}</span></p>
            <p className="mt-0.5 text-xs break-words text-soft">{say("in pages of {origins}", { origins: embed.origins.join(", ") })}</p>
            <p className="mt-0.5 text-xs text-muted">{say("made")} <Time at={embed.createdAt} zone={zone} show="date" /> · {embed.lastUsedAt === null ? say("never shown") : <>{say("last shown")} <Ago at={embed.lastUsedAt} now={now} /></>}</p>
          </div>
          <form method="post" action={`${base}/embeds/${embed.id}/revoke`}><Button size="small">{say("Revoke")}<span className="sr-only"> {embed.label}</span></Button></form>
        </li>
      ))}
    </ul>
  );
}

/** Two ways to put a customer's status into its own page; the address in them is shown this once. */
export function EmbedSnippets({ origin, token }: { origin: string; token: string }) {
  const address = `${origin}/embed/c/${token}`;
  return (
    <div className="grid gap-4">
      <CopyText id="new-embed-frame" label={say("As a frame")} hint={say("With your journeys and notes.")} value={`<iframe src="${address}"\n  title="Service status" width="100%" height="480"\n  loading="lazy" referrerpolicy="no-referrer"></iframe>`} />
      <CopyText id="new-embed-element" label={say("As an element")} hint={say("In the colours of your page.")} value={`<script async src="${origin}/embed/status.js"></script>\n<candor-status src="${address}/status.json"></candor-status>`} />
    </div>
  );
}
