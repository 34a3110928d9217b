import { Say } from "../ui/say.tsx";
import { say } from "#lib/language/rules/say";
import type { CorrectionView } from "#lib/status/terms";
import { Time } from "../ui/time.tsx";

/** What was found out afterwards, beside the record that it changed. */
export function Corrections({ corrections, zone }: { corrections: readonly CorrectionView[]; zone: string }) {
  if (corrections.length === 0) return null;
  return (
    <ul aria-label={say("Corrections")} className="mt-4 grid gap-2 text-sm text-soft">
      {corrections.map(({ correctedAt, reason, components }) => (
        <li key={`${correctedAt} ${reason}`} className="max-w-prose">
          <span className="text-muted"><Say words="{list}, corrected on {time}: " list={components.join(", ")} time={<Time at={correctedAt} zone={zone} show="dateTime" />} /></span>
          {reason}
        </li>
      ))}
    </ul>
  );
}
