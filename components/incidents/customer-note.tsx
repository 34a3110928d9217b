import { say } from "#lib/language/rules/say";
import { Icon } from "../ui/icon.tsx";
import { Prose } from "../ui/prose.tsx";

/** Words for one customer alone, set apart from what everybody reads. */
export function CustomerNote({ forName, body }: { forName: string; body: string }) {
  return (
    <div role="note" aria-label={say("For {name}", { name: forName })} className="max-w-prose rounded-md border border-line bg-wash px-4 py-3">
      <p className="mb-1 flex items-center gap-1.5 text-xs font-medium text-soft"><Icon name="lock" className="size-3.5" />{say("For {name}", { name: forName })}</p>
      <Prose className="text-sm">{body}</Prose>
    </div>
  );
}
