import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { controlClass, describe, Field, type FieldProps } from "./field.tsx";
import { Icon } from "./icon.tsx";

export type Option = { value: string; label: string };

export function SelectControl({ options, className, ...rest }: ComponentProps<"select"> & { options: readonly Option[] }) {
  return (
    <span className={clsx("relative block", className)}>
      <select className={clsx(controlClass, "appearance-none pe-9")} {...rest}>
        {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
      </select>
      <Icon name="chevron" className="pointer-events-none absolute end-3 top-1/2 -translate-y-1/2 rotate-90 text-muted" />
    </span>
  );
}

export function Select({ id, label, hint, error, optional, className, options, ...rest }: FieldProps & ComponentProps<"select"> & { options: readonly Option[] }) {
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional} className={className}>
      <SelectControl name={id} options={options} {...describe({ id, hint, error })} {...rest} />
    </Field>
  );
}
