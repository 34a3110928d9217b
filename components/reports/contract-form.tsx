import type { Terms } from "#lib/reports/rules/shapes";
import { creditSlices } from "#lib/reports/terms";
import { percentOfPpm } from "#lib/slo/rules/counts";
import { fill, isTicked, type SentForm } from "../forms/fill.tsx";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/choice.tsx";
import { type Option, Select } from "../ui/select.tsx";
import { TextArea, TextInput } from "../ui/text-input.tsx";

interface Props {
  action: string;
  contract: { terms: Terms; version: number } | null;
  objectives: readonly Option[];
  form: SentForm;
}

/** The terms of credits, as they are written in the contract. */
export function ContractForm({ action, contract, objectives, form }: Props) {
  const saved = fieldsOf(contract?.terms ?? null);
  const field = (name: keyof typeof saved) => fill(form, name, saved[name]);
  return (
    <form method="post" action={action} className="mt-8 grid max-w-2xl gap-6">
      <input type="hidden" name="version" value={contract?.version ?? 0} />
      <TextInput id="name" label="What it is called" hint="As in “Master agreement, annex 3”" required maxLength={120} {...field("name")} />
      <Select id="sloId" label="Measured on" options={[{ value: "", label: "Choose …" }, ...objectives]} {...field("sloId")} />
      <div className="grid gap-6 sm:grid-cols-2">
        <TextInput id="target" label="Uptime promised, %" required inputMode="decimal" {...field("target")} />
        <Select id="method" label="Unavailability is" options={[{ value: "downtime", label: "Runs of bad time" }, { value: "average", label: "The mean of all slices’ failures" }]} {...field("method")} />
        <Select id="sliceMinutes" label="A slice lasts" options={creditSlices.map((minutes) => ({ value: String(minutes), label: `${minutes} min` }))} {...field("sliceMinutes")} />
        <TextInput id="downFrom" label="Down when more fails than, %" required inputMode="decimal" {...field("downFrom")} />
        <TextInput id="minimumMinutes" label="Counts from, minutes in a row" required inputMode="numeric" {...field("minimumMinutes")} />
        <TextInput id="claimDays" label="To be claimed within, days" required inputMode="numeric" {...field("claimDays")} />
      </div>
      <Checkbox name="honoursExclusions" value="true" label="Exclusions and planned work of that objective are no downtime" defaultChecked={isTicked(form, "honoursExclusions", contract?.terms.honoursExclusions ?? true)} />
      <TextArea id="tiers" label="Credits" hint="One line a tier: uptime below, a colon, credit in percent of the month’s fee. For example 99.9: 10" rows={4} required {...field("tiers")} />
      <div className="grid gap-6 sm:grid-cols-3">
        <TextInput id="cap" label="At most, %" required inputMode="decimal" {...field("cap")} />
        <TextInput id="fee" label="Fee of a month" optional inputMode="decimal" {...field("fee")} />
        <TextInput id="currency" label="Currency" optional maxLength={3} {...field("currency")} />
      </div>
      <TextArea id="clauses" label="Exclusions and other clauses, in words" rows={3} maxLength={2_000} optional {...field("clauses")} />
      <div><Button look="primary">Save</Button></div>
    </form>
  );
}

function fieldsOf(terms: Terms | null) {
  const { name, sloId, targetPpm, method, sliceMinutes, downFromPpm, minimumMinutes, tiers, capPpm, claimDays, feeMinor, currency, clauses } = terms ?? blank;
  return {
    name, sloId, method, currency, clauses, target: percentOfPpm(targetPpm), sliceMinutes: String(sliceMinutes), downFrom: percentOfPpm(downFromPpm), minimumMinutes: String(minimumMinutes), claimDays: String(claimDays), cap: percentOfPpm(capPpm),
    tiers: tiers.map(({ belowPpm, creditPpm }) => `${percentOfPpm(belowPpm)}: ${percentOfPpm(creditPpm)}`).join("\n"),
    fee: feeMinor === null ? "" : `${Math.floor(feeMinor / 100)}.${String(feeMinor % 100).padStart(2, "0")}`,
  };
}

// Google's terms for its API services: a start that many contracts are near to.
const blank: Omit<Terms, "honoursExclusions"> = { name: "", sloId: "", targetPpm: 999_000, method: "downtime", sliceMinutes: 1, downFromPpm: 50_000, minimumMinutes: 1, tiers: [{ belowPpm: 999_000, creditPpm: 100_000 }, { belowPpm: 990_000, creditPpm: 250_000 }, { belowPpm: 950_000, creditPpm: 500_000 }], capPpm: 500_000, claimDays: 30, feeMinor: null, currency: "", clauses: "" };
