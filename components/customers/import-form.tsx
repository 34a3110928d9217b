import { fill, type SentForm } from "../forms/fill.tsx";
import { Button } from "../ui/button.tsx";
import { RadioRow } from "../ui/choice.tsx";
import { controlClass, Field } from "../ui/field.tsx";
import { TextArea } from "../ui/text-input.tsx";

const kinds = [{ value: "customers", label: "Customers" }, { value: "members", label: "Members" }];

export function ImportForm({ form }: { form: SentForm }) {
  const kind = fill(form, "kind", "customers");
  return (
    <form method="post" action="/admin/customers/import/preview" encType="multipart/form-data" className="grid max-w-2xl gap-5">
      <RadioRow name="kind" legend="What the file holds" options={kinds} value={kind.defaultValue} error={kind.error} required />
      <Field id="file" label="CSV file" optional>
        <input id="file" name="file" type="file" accept=".csv,text/csv,text/plain" className={`${controlClass} file:me-3 file:rounded-sm file:border-0 file:bg-wash file:px-2 file:py-0.5 file:text-sm file:text-ink`} />
      </Field>
      <TextArea id="text" label="Or paste its text" optional rows={8} spellCheck={false} {...fill(form, "text", "")} />
      <div><Button look="primary">Preview</Button></div>
    </form>
  );
}

export interface ColumnHelp {
  name: string;
  help: string;
}

export function ColumnsHelp({ title, columns, example }: { title: string; columns: readonly ColumnHelp[]; example: string }) {
  return (
    <div className="min-w-0">
      <h3 className="text-sm font-medium">{title}</h3>
      <dl className="mt-2 grid gap-1.5 text-sm sm:grid-cols-[max-content_1fr] sm:gap-x-4">
        {columns.map((column) => <div key={column.name} className="grid sm:col-span-2 sm:grid-cols-subgrid"><dt className="font-mono text-xs leading-6">{column.name}</dt><dd className="text-muted">{column.help}</dd></div>)}
      </dl>
      <pre role="region" aria-label={`Example of ${title.toLowerCase()}`} tabIndex={0} className="mt-3 overflow-x-auto rounded-md border border-line bg-wash p-3 font-mono text-xs">{example}</pre>
    </div>
  );
}
