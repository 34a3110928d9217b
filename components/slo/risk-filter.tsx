import type { BudgetState } from "#lib/slo/terms";
import { Button, LinkButton } from "../ui/button.tsx";
import { Checkbox } from "../ui/choice.tsx";
import { Select } from "../ui/select.tsx";
import { TextInput } from "../ui/text-input.tsx";

interface Props {
  chosen: { words: string; customerId: string; state: BudgetState | ""; hasAlert: boolean };
  customers: readonly { id: string; name: string }[];
  isFiltered: boolean;
}

const stateOptions = [{ value: "", label: "Any" }, { value: "exhausted", label: "Used up" }, { value: "at_risk", label: "At risk" }, { value: "healthy", label: "Within budget" }, { value: "no_data", label: "No data" }];

/** Which objectives are shown: a form whose address can be kept and sent on. */
export function RiskFilter({ chosen, customers, isFiltered }: Props) {
  return (
    <form method="get" action="/admin/slos" role="search" className="mt-8 flex flex-wrap items-end gap-x-4 gap-y-3">
      <TextInput id="find" type="search" label="Objective or journey" defaultValue={chosen.words} className="w-full sm:w-56" />
      <Select id="customer" label="Customer" options={[{ value: "", label: "All" }, ...customers.map(({ id, name }) => ({ value: id, label: name }))]} defaultValue={chosen.customerId} className="w-full sm:w-52" />
      <Select id="state" label="Budget" options={stateOptions} defaultValue={chosen.state} className="w-full sm:w-40" />
      <Checkbox name="alert" value="1" label="With an open alert" defaultChecked={chosen.hasAlert} className="sm:pb-2.5" />
      <div className="flex gap-3"><Button>Show</Button>{isFiltered && <LinkButton look="quiet" href="/admin/slos">Clear</LinkButton>}</div>
    </form>
  );
}
