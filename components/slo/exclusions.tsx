import type { Exclusion } from "#lib/slo/rules/view";
import { categoryWords } from "#lib/slo/rules/words";
import { exclusionCategories } from "#lib/slo/terms";
import type { SentForm } from "../forms/fill.tsx";
import { textOf } from "../forms/fill.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { RadioRow } from "../ui/choice.tsx";
import { Select } from "../ui/select.tsx";
import { TextArea, TextInput } from "../ui/text-input.tsx";
import { Span } from "../ui/time.tsx";

interface Props {
  sloId: string;
  exclusions: readonly Exclusion[];
  zone: string;
  canManage: boolean;
}

/** What was taken out of an objective, by whom and why, as its customer reads it as well. */
export function ExclusionList({ sloId, exclusions, zone, canManage }: Props) {
  if (exclusions.length === 0) return <p className="text-sm text-muted">None. What is excluded stands here, and on the customer’s page, with who did it and why.</p>;
  return (
    <ul className="grid gap-5 text-sm">
      {exclusions.map((each) => {
        const path = `/admin/slos/${sloId}/exclusions/${each.id}`;
        return (
          <li key={each.id} className="grid gap-1 border-s border-line ps-4">
            <p className="font-medium"><Span from={each.from} until={each.until} zone={zone} /> {each.approvedAt === null && <Badge>Waits for a second person</Badge>}</p>
            <p className="wrap-anywhere">{categoryWords[each.category]}, {each.effect === "removed" ? "taken out" : "counted good"}{each.clause === "" ? "" : ` by ${each.clause}`}: {each.reason}</p>
            <p className="text-muted">By {each.createdByName}{each.approvedByName === null ? "" : `, agreed by ${each.approvedByName}`}.</p>
            {each.dispute !== null && <p className="wrap-anywhere">{each.disputedByName} sees it differently: “{each.dispute}”{each.disputeAnswer === null ? "" : ` – answered: “${each.disputeAnswer}”`}</p>}
            {canManage && (
              <div className="mt-1 flex flex-wrap items-end gap-3">
                {each.approvedAt === null && <form method="post" action={`${path}/approve`}><Button size="small" look="primary">Agree</Button></form>}
                <form method="post" action={`${path}/withdraw`}><Button size="small">Withdraw</Button></form>
              </div>
            )}
            {canManage && each.dispute !== null && each.disputeSettledAt === null && (
              <form method="post" action={`${path}/answer`} className="mt-2 grid max-w-prose gap-2">
                <TextArea id={`words-${each.id}`} name="words" label="Answer" rows={2} required maxLength={2_000} />
                <div><Button size="small">Answer</Button></div>
              </form>
            )}
          </li>
        );
      })}
    </ul>
  );
}

export function ExclusionForm({ sloId, zone, form, needsSecond }: { sloId: string; zone: string; form: SentForm; needsSecond: boolean }) {
  const field = (name: string) => ({ defaultValue: textOf(form, name), error: form.fields[name] });
  return (
    <form method="post" action={`/admin/slos/${sloId}/exclusions/add`} className="grid max-w-2xl gap-5">
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <TextInput id="from" type="datetime-local" label={`From (${zone})`} required {...field("from")} />
        <TextInput id="until" type="datetime-local" label={`Until (${zone})`} required {...field("until")} />
      </div>
      <RadioRow name="effect" legend="What it does" options={[{ value: "removed", label: "Take it out" }, { value: "good", label: "Count it good" }]} value={textOf(form, "effect") || "removed"} error={form.fields["effect"]} />
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <Select id="category" label="Category" options={exclusionCategories.map((each) => ({ value: each, label: categoryWords[each] }))} {...field("category")} />
        <TextInput id="clause" label="Clause of the contract" optional maxLength={120} {...field("clause")} />
      </div>
      <TextArea id="reason" label="Why" hint="The customer reads it" rows={3} required maxLength={1_000} {...field("reason")} />
      <div><Button>{needsSecond ? "Ask for it" : "Exclude"}</Button></div>
    </form>
  );
}
