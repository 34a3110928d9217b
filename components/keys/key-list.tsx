import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Ago, Time } from "../ui/time.tsx";

export interface KeyItem {
  id: string;
  name: string;
  lastFour: string;
  scopes: readonly string[];
  maker: string;
  createdAt: number;
  expiresAt: number;
  lastUsedAt: number | null;
}

export function KeyList({ keys, zone, now }: { keys: readonly KeyItem[]; zone: string; now: number }) {
  return (
    <ul className="border-t border-line">
      {keys.map((key) => (
        <li key={key.id} className="flex items-start gap-4 border-b border-line py-3">
          <div className="min-w-0 flex-1 text-sm">
            <p className="flex flex-wrap items-center gap-2 font-medium break-words">{key.name} <span className="font-mono text-xs font-normal text-muted">…{key.lastFour}</span>{key.expiresAt <= now && <Badge>Expired</Badge>}</p>
            <p className="mt-0.5 font-mono text-xs break-words text-soft">{key.scopes.join(" ")}</p>
            <p className="mt-0.5 text-xs text-muted">
              for {key.maker} · made <Time at={key.createdAt} zone={zone} show="date" /> · {key.expiresAt <= now ? "expired" : "until"} <Time at={key.expiresAt} zone={zone} show="date" /> · {key.lastUsedAt === null ? "never used" : <>last used <Ago at={key.lastUsedAt} now={now} /></>}
            </p>
          </div>
          <Revoke id={key.id} name={key.name} />
        </li>
      ))}
    </ul>
  );
}

// Asked twice without any script: the first click opens the second.
function Revoke({ id, name }: { id: string; name: string }) {
  return (
    <details className="text-end">
      <summary className="inline-flex min-h-10 cursor-pointer items-center text-sm text-muted hover:text-ink">Revoke<span className="sr-only"> {name}</span></summary>
      <form method="post" action={`/admin/settings/keys/${id}/revoke`} className="mt-1"><Button look="danger" size="small">Yes, revoke it</Button></form>
    </details>
  );
}
