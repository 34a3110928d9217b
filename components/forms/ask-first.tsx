import type { ReactNode } from "react";
import { Button } from "../ui/button.tsx";

/** Asks before what takes something away, without any script: the first click opens the second. */
export function AskFirst({ ask, of, action, label, fields = {}, children }: { ask: string; of: string; action: string; label: string; fields?: Record<string, string>; children?: ReactNode }) {
  return (
    <details>
      <summary className="inline-flex cursor-pointer py-1.5 -my-1.5 text-sm text-muted hover:text-ink">{ask}<span className="sr-only"> {of}</span></summary>
      <form method="post" action={action} className="mt-2 max-w-prose text-sm">
        {Object.entries(fields).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
        {children && <div className="mb-3 text-soft">{children}</div>}
        <Button look="danger" size="small">{label}</Button>
      </form>
    </details>
  );
}
