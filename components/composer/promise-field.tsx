import { RadioRow } from "../ui/choice.tsx";
import { controlClass, describe, FieldError } from "../ui/field.tsx";

const CHIPS = [{ value: "", label: "None" }, { value: "15", label: "15 min" }, { value: "30", label: "30 min" }, { value: "60", label: "1 h" }, { value: "at", label: "At…" }];

/** When readers hear next. The clock appears with "at", by style alone. */
export function PromiseField({ promise, promiseAt, zoneLabel, error }: { promise: string; promiseAt: string; zoneLabel: string; error?: string }) {
  return (
    <div className="group/promise grid gap-2">
      <RadioRow name="promise" legend="Next update due" options={CHIPS} value={promise} />
      <div className="hidden items-center gap-2 group-has-[input[value=at]:checked]/promise:flex">
        <label htmlFor="promiseAt" className="text-sm">At</label>
        <input type="time" name="promiseAt" defaultValue={promiseAt} className={`${controlClass} max-w-36`} {...describe({ id: "promiseAt", error })} />
        <span className="text-xs text-muted">{zoneLabel}</span>
      </div>
      {error && <FieldError id="promiseAt-error">{error}</FieldError>}
    </div>
  );
}
