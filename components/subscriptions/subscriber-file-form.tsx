import { fill, type SentForm } from "../forms/fill.tsx";
import { Button } from "../ui/button.tsx";
import { Fieldset, Radio } from "../ui/choice.tsx";
import { controlClass, Field } from "../ui/field.tsx";
import { TextArea } from "../ui/text-input.tsx";

/** A file of subscribers, and how their consent stands. */
export function SubscriberFileForm({ form }: { form: SentForm }) {
  const mode = fill(form, "mode", "invite");
  return (
    <form method="post" action="/admin/subscribers/import/preview" encType="multipart/form-data" className="grid max-w-2xl gap-5">
      <Field id="file" label="CSV file" optional>
        <input id="file" name="file" type="file" accept=".csv,text/csv,text/plain" className={`${controlClass} file:me-3 file:rounded-sm file:border-0 file:bg-wash file:px-2 file:py-0.5 file:text-sm file:text-ink`} />
      </Field>
      <TextArea id="text" label="Or paste its text" optional rows={8} spellCheck={false} {...fill(form, "text", "")} />
      <Fieldset id="mode" legend="Have these people agreed to get mails?" error={mode.error}>
        <Radio name="mode" value="invite" defaultChecked={mode.defaultValue !== "confirmed"} label="Ask each of them" hint="New ones get one mail with a link to confirm, and nothing before they do" />
        <Radio name="mode" value="confirmed" defaultChecked={mode.defaultValue === "confirmed"} label="Yes, they have agreed" hint="New ones hear from the next post on. Say below where and when they agreed" />
      </Fieldset>
      <TextArea id="consent" label="Where and when they agreed" hint="Needed where they have agreed. Kept in the audit log with your name, such as “Opted in on our old status page, export of 12 May”." optional rows={2} {...fill(form, "consent", "")} />
      <div><Button look="primary">Preview</Button></div>
    </form>
  );
}
