import { Icon } from "../ui/icon.tsx";
import { TextArea } from "../ui/text-input.tsx";

export type ComposerCustomer = { id: string; name: string };

/** Words for one customer alone, a row each; a row with words in it is open. */
export function CustomerNotes({ customers, notes, errors }: { customers: readonly ComposerCustomer[]; notes: Record<string, string>; errors: Record<string, string> }) {
  return (
    <fieldset>
      <legend className="text-sm font-medium">Notes for single customers</legend>
      <p className="mt-0.5 mb-2 text-xs text-muted">Each is shown and mailed to that customer only, below the text above.</p>
      <ul className="border-t border-line">
        {customers.map(({ id, name }) => {
          const field = `note:${id}`;
          return (
            <li key={id} className="group border-b border-line">
              <details open={Boolean(notes[id] || errors[field])}>
                <summary className="flex min-h-10 items-center gap-2 text-sm hover:bg-wash/60">
                  <Icon name="chevron" className="chevron size-3.5 text-muted" />
                  <span className="flex-1">{name}</span>
                  <span className="text-xs text-muted group-has-[textarea:not(:placeholder-shown)]:hidden">Add a note</span>
                  <span className="hidden text-xs text-muted group-has-[textarea:not(:placeholder-shown)]:inline">Has a note</span>
                </summary>
                <div className="pt-2 pb-4 ps-6"><TextArea id={field} rows={3} placeholder=" " label={`For ${name}`} error={errors[field]} defaultValue={notes[id]} /></div>
              </details>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
