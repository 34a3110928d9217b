import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { controlClass, describe, Field, type FieldProps } from "./field.tsx";

export function TextInput({ id, label, hint, error, optional, className, type = "text", ...rest }: FieldProps & ComponentProps<"input">) {
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional} className={className}>
      <input type={type} name={id} className={controlClass} {...describe({ id, hint, error })} {...rest} />
    </Field>
  );
}

export function TextArea({ id, label, hint, error, optional, className, rows = 6, ...rest }: FieldProps & ComponentProps<"textarea">) {
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional} className={className}>
      <textarea name={id} rows={rows} className={clsx(controlClass, "leading-normal")} {...describe({ id, hint, error })} {...rest} />
    </Field>
  );
}
