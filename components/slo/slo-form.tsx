import { ppmOfPercent } from "#lib/slo/rules/counts";
import type { PastFigure } from "#lib/slo/rules/view";
import { attainmentWords, countsWords, leftWords, maintenanceWords, methodWords, noDataWords } from "#lib/slo/rules/words";
import { type BudgetingMethod, budgetingMethods, calendarUnits, compositeWays, type CompositeWay, maintenanceRules, noDataRules, sliceLengths } from "#lib/slo/terms";
import { fill, listOf, type SentForm, textOf } from "../forms/fill.tsx";
import { Button, LinkButton } from "../ui/button.tsx";
import { Section } from "../ui/card.tsx";
import { Checkbox, Fieldset } from "../ui/choice.tsx";
import { controlClass } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";
import { Table } from "../ui/table.tsx";
import { TextInput } from "../ui/text-input.tsx";
import { Span } from "../ui/time.tsx";

/** Values as fields hold them. */
export type SloFields = Record<"name" | "target" | "window" | "zone" | "method" | "sliceMinutes" | "sliceTarget" | "noData" | "maintenance" | "minimumTraffic" | "observeDays" | "way", string> & { slis: readonly string[]; weights: Readonly<Record<string, string>> };

export interface SliChoice {
  id: string;
  name: string;
  customer: string | null;
}

interface Props {
  action: string;
  label: string;
  saved: SloFields;
  choices: readonly SliChoice[];
  form: SentForm;
  /** Of one that is there already: what the next version must follow. */
  version?: number;
  tryAction?: string;
  backHref: string;
}

const days = ["7", "14", "28", "30", "90", "365"];
const windows = [...days.map((each) => ({ value: `rolling:${each}`, label: `${each} days up to now` })), ...calendarUnits.map((unit) => ({ value: `calendar:${unit}`, label: `Calendar ${unit}` }))];
const ways: Record<CompositeWay, string> = { any_bad: "Bad when any part is", pooled: "All events together", weighted: "The mean of the parts" };
const sentenceCase = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** An objective with every policy said: nothing is decided behind its back. */
export function SloForm({ action, label, saved, choices, form, version, tryAction, backHref }: Props) {
  const typed = (name: Exclude<keyof SloFields, "slis" | "weights">) => fill(form, name, saved[name]);
  const isSent = Object.keys(form.values).length > 0;
  const chosen = isSent ? listOf(form, "slis") : saved.slis;
  return (
    <form method="post" action={action} className="grid max-w-2xl gap-6">
      {version !== undefined && <input type="hidden" name="version" value={version} />}
      <TextInput id="name" label="Name" hint="As the customer reads it" required maxLength={120} {...typed("name")} />
      <Fieldset id="slis" legend="Measured on" hint="One SLI, or several of one customer as one objective. Weights count where the mean of the parts is taken; none is 1." error={form.fields["slis"] ?? form.fields["weights"]}>
        <div className="max-h-64 overflow-y-auto rounded-md border border-line px-3 py-2">
          {choices.map((choice) => (
            <div key={choice.id} className="flex items-center justify-between gap-4">
              <Checkbox name="slis" value={choice.id} label={choice.name} hint={choice.customer ?? "All customers"} defaultChecked={chosen.includes(choice.id)} />
              <input name={`weight:${choice.id}`} aria-label={`Weight of ${choice.name}${choice.customer === null ? "" : `, ${choice.customer}`}`} placeholder="1" inputMode="numeric" maxLength={4} defaultValue={isSent ? textOf(form, `weight:${choice.id}`) : saved.weights[choice.id]} className={`${controlClass} max-w-16 text-end tabular-nums`} />
            </div>
          ))}
          {choices.length === 0 && <p className="text-sm text-muted">There is no SLI yet. Define one first.</p>}
        </div>
      </Fieldset>
      <Select id="way" label="Several as one" optional options={[{ value: "", label: "It is only one" }, ...compositeWays.map((way) => ({ value: way, label: ways[way] }))]} {...typed("way")} />
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <TextInput id="target" label="Target in per cent" inputMode="decimal" required {...typed("target")} />
        <Select id="window" label="Window" options={windows} {...typed("window")} />
      </div>
      <TextInput id="zone" label="Zone of a calendar window" hint="Empty for the customer’s own" optional {...typed("zone")} />
      <Select id="method" label="How the budget is counted" options={budgetingMethods.map((method) => ({ value: method, label: sentenceCase(methodWords[method]) }))} {...typed("method")} />
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <Select id="sliceMinutes" label="Length of a slice" optional options={[{ value: "", label: "No slices" }, ...sliceLengths.map((minutes) => ({ value: String(minutes), label: `${minutes} min` }))]} {...typed("sliceMinutes")} />
        <TextInput id="sliceTarget" label="A slice is good from, in per cent" inputMode="decimal" optional {...typed("sliceTarget")} />
      </div>
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <Select id="noData" label="Slices without counts" options={noDataRules.map((rule) => ({ value: rule, label: sentenceCase(noDataWords[rule]) }))} {...typed("noData")} />
        <Select id="maintenance" label="Planned work" options={maintenanceRules.map((rule) => ({ value: rule, label: sentenceCase(maintenanceWords[rule]) }))} {...typed("maintenance")} />
      </div>
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <TextInput id="minimumTraffic" label="Minimum traffic" hint="Events below which nothing is said" inputMode="numeric" optional {...typed("minimumTraffic")} />
        <TextInput id="observeDays" label="Observed for, in days" hint="It binds, and wakes somebody, only then" inputMode="numeric" optional {...typed("observeDays")} />
      </div>
      {version !== undefined && <TextInput id="reason" label="Why it changes" hint="Kept with the new version. The past stays as it was promised." required maxLength={500} defaultValue={textOf(form, "reason")} error={form.fields["reason"]} />}
      <div className="flex flex-wrap gap-3">
        <Button look="primary">{label}</Button>
        {tryAction && <Button formAction={tryAction} formNoValidate>Test it on the past</Button>}
        <LinkButton look="quiet" href={backHref}>Cancel</LinkButton>
      </div>
    </form>
  );
}

/** What a definition would have come to, before it binds anybody. */
export function TriedTable({ past, zone, method, target }: { past: readonly PastFigure[]; zone: string; method: BudgetingMethod; target: string }) {
  const ppm = ppmOfPercent(target);
  return (
    <Section id="tried" title="On the past">
      <Table
        caption={`What ${target} % would have come to`}
        columns={[{ key: "span", label: "Window" }, { key: "attained", label: "Attained", isNumber: true }, { key: "met", label: "Result" }, { key: "left", label: "Budget left", isNumber: true }, { key: "counted", label: "Counted", isNumber: true, isHiddenOnPhone: true }]}
        rows={past.map(({ from, until, figure }) => ({
          id: `${from}`,
          cells: {
            span: <Span from={from} until={until} zone={zone} />,
            attained: figure ? attainmentWords(figure.counts) : "–",
            met: figure?.isMet == null || ppm === null ? "No data" : figure.isMet ? "Met" : "Missed",
            left: leftWords(figure?.leftPpm ?? null),
            counted: figure ? countsWords(figure.counts, method) : "–",
          },
        }))}
        empty={<p className="text-sm text-muted">Nothing was counted that it could be tested on.</p>}
      />
    </Section>
  );
}
