import { Icon } from "../ui/icon.tsx";
import { TextInput } from "../ui/text-input.tsx";

type Props = { at: string; zoneLabel: string; error?: string };

/** When it is published, if not now. */
export function ScheduleField({ at, zoneLabel, error }: Props) {
  return (
    <details open={Boolean(at || error)} className="border-t border-line pt-4">
      <summary className="flex items-center gap-2 text-sm hover:text-accent-strong"><Icon name="chevron" className="chevron size-3.5 text-muted" />Choose when it is published</summary>
      <div className="mt-3 ps-6"><TextInput id="scheduledFor" type="datetime-local" label={`Time to publish (${zoneLabel})`} hint="Until then nobody but staff sees it, and you can change it or take it back. If the incident goes on meanwhile it is kept, and you are told." defaultValue={at} error={error} optional className="max-w-md" /></div>
    </details>
  );
}

/** With a resolution: by when readers get to know what was learnt. Appears with "Resolved", by style alone. */
export function PostmortemPromise({ at, zoneLabel, error }: Props) {
  return (
    <div className="hidden group-has-[input[value=resolved]:checked]/composer:block">
      <TextInput id="postmortemAt" type="datetime-local" label={`Post-mortem promised by (${zoneLabel})`} hint="Readers see this promise, and whether it was kept." defaultValue={at} error={error} optional className="max-w-md" />
    </div>
  );
}
