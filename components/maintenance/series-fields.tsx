import { type WeekdayCode, weekdayCodes } from "#lib/core/recurrence";
import type { SeriesChoices } from "#lib/maintenance/rules/series";
import { Icon } from "../ui/icon.tsx";
import { Radio } from "../ui/choice.tsx";
import { FieldError } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";
import { TextInput } from "../ui/text-input.tsx";

const dayNames: Record<WeekdayCode, string> = { MO: "Mon", TU: "Tue", WE: "Wed", TH: "Thu", FR: "Fri", SA: "Sat", SU: "Sun" };

const repeats = [
  { value: "none", label: "Does not repeat" },
  { value: "daily", label: "Every day" },
  { value: "weekly", label: "Every week" },
  { value: "monthly_day", label: "Every month, on that day" },
  { value: "monthly_weekday", label: "Every month, on that weekday" },
  { value: "rule", label: "By a rule (RRULE)" },
];

/** Whether work repeats, in plain choices; what a choice needs appears with it, by style alone. */
export function SeriesFields({ choices, errors, isOpen }: { choices: SeriesChoices; errors: Record<string, string>; isOpen: boolean }) {
  const hasErrors = ["rrule", "every", "days", "until", "count", "from"].some((name) => errors[name]);
  return (
    <details open={isOpen || hasErrors || choices.repeat !== "none"} className="group/series rounded-md border border-line px-4 py-3">
      <summary className="flex items-center gap-2 text-sm font-medium"><Icon name="chevron" className="chevron size-3.5 text-muted" />Repeat</summary>
      <div className="mt-4 grid gap-5">
        <div className="grid items-start gap-5 sm:grid-cols-2">
          <Select id="repeat" label="How often" options={repeats} defaultValue={choices.repeat} />
          <div className="hidden group-has-[option[value=daily]:checked]/series:block group-has-[option[value=weekly]:checked]/series:block group-has-[option[value^=monthly]:checked]/series:block">
            <TextInput id="every" label="Interval" hint="1 for each, 2 for every second." inputMode="numeric" defaultValue={choices.every} error={errors["every"]} className="max-w-60" />
          </div>
          <div className="hidden group-has-[option[value=rule]:checked]/series:block">
            <TextInput id="rrule" label="Rule" hint="RFC 5545, as FREQ=MONTHLY;BYDAY=1SU. It begins with the start above." defaultValue={choices.rrule} error={errors["rrule"]} spellCheck={false} autoComplete="off" />
          </div>
        </div>
        <Days days={choices.days} error={errors["days"]} />
        <Finish choices={choices} errors={errors} />
        <p className="text-xs text-muted">Each time becomes work of its own about a week before, or as early as somebody is reminded or asked. Times are kept on the wall clock of your zone.</p>
      </div>
    </details>
  );
}

function Days({ days, error }: { days: readonly string[]; error: string | undefined }) {
  return (
    <fieldset className="hidden group-has-[option[value=weekly]:checked]/series:block" aria-describedby={error ? "days-error" : undefined}>
      <legend className="mb-1.5 text-sm font-medium">On <span className="font-normal text-muted">(none: the day it begins on)</span></legend>
      <div className="flex flex-wrap gap-2">
        {weekdayCodes.map((code) => (
          <label key={code} className="inline-flex min-h-9 items-center rounded-md border border-edge/60 bg-raised px-3 text-sm text-soft hover:border-edge has-checked:border-accent has-checked:bg-accent-wash has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent">
            <input type="checkbox" name="days" value={code} defaultChecked={days.includes(code)} className="sr-only" />
            {dayNames[code]}
          </label>
        ))}
      </div>
      {error && <FieldError id="days-error">{error}</FieldError>}
    </fieldset>
  );
}

function Finish({ choices, errors }: { choices: SeriesChoices; errors: Record<string, string> }) {
  return (
    <fieldset className="hidden gap-3 group-has-[option[value=daily]:checked]/series:grid group-has-[option[value=weekly]:checked]/series:grid group-has-[option[value^=monthly]:checked]/series:grid">
      <legend className="mb-1.5 text-sm font-medium">Until</legend>
      <div className="flex flex-wrap gap-x-6">
        <Radio name="finishes" value="never" label="Ended by hand" defaultChecked={choices.ends === "never"} />
        <Radio name="finishes" value="until" label="A last day" defaultChecked={choices.ends === "until"} />
        <Radio name="finishes" value="count" label="So many times" defaultChecked={choices.ends === "count"} />
      </div>
      <div className="hidden group-has-[input[value=until]:checked]/series:block"><TextInput id="until" type="date" label="Last day" defaultValue={choices.until} error={errors["until"]} className="max-w-60" /></div>
      <div className="hidden group-has-[input[value=count]:checked]/series:block"><TextInput id="count" inputMode="numeric" label="How many times" defaultValue={choices.count} error={errors["count"]} className="max-w-40" /></div>
    </fieldset>
  );
}
