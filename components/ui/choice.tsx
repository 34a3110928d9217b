import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { FieldError } from "./field.tsx";

const boxClass = "mt-[3px] size-4 shrink-0 accent-accent";

type ChoiceProps = Omit<ComponentProps<"input">, "type"> & { label: ReactNode; hint?: ReactNode };

export function Checkbox(props: ChoiceProps) {
  return <Choice type="checkbox" {...props} />;
}

export function Radio(props: ChoiceProps) {
  return <Choice type="radio" {...props} />;
}

function Choice({ label, hint, className, ...input }: ChoiceProps & { type: "checkbox" | "radio" }) {
  return (
    <label className={clsx("flex items-start gap-2.5 py-1 text-sm", className)}>
      <input className={boxClass} {...input} />
      <span>
        {label}
        {hint && <span className="block text-xs text-muted">{hint}</span>}
      </span>
    </label>
  );
}

export type RadioOption = { value: string; label: ReactNode };

/** Buttons in a row of which one is pressed: radios, so that they need no script. */
export function RadioRow({ name, legend, options, value, error, required }: { name: string; legend: string; options: readonly RadioOption[]; value?: string; error?: string; required?: boolean }) {
  return (
    <fieldset aria-describedby={error ? `${name}-error` : undefined}>
      <legend className="mb-1.5 text-sm font-medium">{legend}</legend>
      <div className="flex flex-wrap gap-2">
        {options.map((option) => (
          <label key={option.value} className="inline-flex min-h-10 items-center gap-2 rounded-md border border-edge/60 bg-raised px-3 text-sm font-medium text-soft hover:border-edge has-checked:border-accent has-checked:bg-accent-wash has-checked:text-ink has-checked:outline has-checked:outline-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
            <input type="radio" name={name} value={option.value} defaultChecked={option.value === value} required={required} className="sr-only" />
            {option.label}
          </label>
        ))}
      </div>
      {error && <FieldError id={`${name}-error`}>{error}</FieldError>}
    </fieldset>
  );
}

export function Fieldset({ legend, hint, error, id, children, className }: { legend: string; hint?: ReactNode; error?: string; id: string; children: ReactNode; className?: string }) {
  return (
    <fieldset className={clsx("grid gap-2", className)} aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="text-sm font-medium">{legend}</legend>
      {hint && <p className="max-w-prose text-xs text-muted">{hint}</p>}
      {children}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </fieldset>
  );
}
