import { settingFields, type SourceKind } from "#lib/sli/terms";
import { fill, type SentForm } from "../forms/fill.tsx";
import { Button, LinkButton } from "../ui/button.tsx";
import { Select } from "../ui/select.tsx";
import { TextArea, TextInput } from "../ui/text-input.tsx";

interface Props {
  action: string;
  label: string;
  kind: SourceKind;
  saved: { name: string; settings: Record<string, unknown>; version: number; hasSecret: boolean };
  form: SentForm;
  backHref: string;
}

export function SourceForm({ action, label, kind, saved, form, backHref }: Props) {
  const { fields, secret } = settingFields[kind];
  return (
    <form method="post" action={action} className="grid max-w-2xl gap-5">
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="version" value={saved.version} />
      <TextInput id="name" label="Name" required maxLength={120} {...fill(form, "name", saved.name)} />
      {fields.map((field) => {
        const id = `setting:${field.name}`;
        const typed = { ...fill(form, id, textIn(saved.settings[field.name]) ?? field.options?.[0] ?? ""), error: form.fields[field.name] };
        return field.options ? <Select key={id} id={id} label={field.label} options={field.options.map((value) => ({ value, label: value }))} {...typed} /> : <TextInput key={id} id={id} label={field.label} {...(field.hint ? { hint: field.hint } : {})} {...typed} />;
      })}
      {secret !== null && <TextArea id="secret" label={secret} hint={saved.hasSecret ? "Empty keeps the one that is there. It is sealed, and never shown again." : "It is sealed, and never shown again."} rows={2} autoComplete="off" spellCheck={false} error={form.fields["secret"]} />}
      <div className="flex flex-wrap gap-3"><Button look="primary">{label}</Button><LinkButton look="quiet" href={backHref}>Cancel</LinkButton></div>
    </form>
  );
}

function textIn(setting: unknown): string | null {
  return typeof setting === "string" ? setting : null;
}
