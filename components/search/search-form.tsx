import { say } from "#lib/language/rules/say";
import { Button, LinkButton } from "../ui/button.tsx";
import { TextInput } from "../ui/text-input.tsx";

interface SearchFormProps {
  /** Where it leads, and where the list stands without a search. */
  action: string;
  label: string;
  hint?: string;
  text: string;
}

/** A search that is an address: it works without script, and can be kept or sent on. */
export function SearchForm({ action, label, hint, text }: SearchFormProps) {
  return (
    <form method="get" action={action} role="search" className="mt-6 flex flex-wrap items-end gap-3 print:hidden">
      <TextInput id="q" type="search" label={label} {...(hint === undefined ? {} : { hint })} defaultValue={text} maxLength={200} className="w-full max-w-sm" />
      <Button>{say("Search")}</Button>
      {text !== "" && <LinkButton look="quiet" href={action}>{say("Clear")}</LinkButton>}
    </form>
  );
}
