import type { RecordToSet } from "#lib/hosts/rules/senders";
import { type MailRecord, mailRecordLabels, type RecordVerdict } from "#lib/hosts/terms";
import { CopyField } from "../ui/copy-field.tsx";

/** The records a sender's domain needs, and what was found of each. */
export function MailRecords({ records, verdicts }: { records: readonly RecordToSet[]; verdicts: Record<MailRecord, RecordVerdict> | null }) {
  return (
    <div className="grid max-w-prose gap-10">
      {records.map(({ kind, names: [name = ""], value, hint }) => (
        <div key={kind} className="grid gap-4">
          <div>
            <h3 className="font-semibold">{mailRecordLabels[kind]}</h3>
            <p className="text-sm text-soft">{hint}</p>
          </div>
          <CopyField id={`${kind}-name`} label={`${mailRecordLabels[kind]}: TXT record at`} value={name} />
          <CopyField id={`${kind}-value`} label={`${mailRecordLabels[kind]}: it says`} value={value} />
          {verdicts && <Found verdict={verdicts[kind]} />}
        </div>
      ))}
    </div>
  );
}

function Found({ verdict: { isRight, sentence, found } }: { verdict: RecordVerdict }) {
  return (
    <div className="text-sm">
      <p className={isRight ? "text-soft" : "font-medium text-danger-text"}>{isRight ? "Found, and right." : sentence}</p>
      {found.map((text) => <p key={text} className="mt-1 font-mono text-xs wrap-anywhere text-muted">{text}</p>)}
    </div>
  );
}
