import { say, sayKnown } from "#lib/language/rules/say";
import { clsx } from "clsx";
import type { ReactNode } from "react";

export type FieldProps = { id: string; label: string; hint?: ReactNode; error?: string; optional?: boolean };

/** Ties a control to its hint and error; spread it on the control. */
export function describe({ id, hint, error }: Pick<FieldProps, "id" | "hint" | "error">) {
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return { id, "aria-describedby": describedBy || undefined, "aria-invalid": error ? (true as const) : undefined };
}

export const controlClass = clsx(
  "block w-full min-h-10 rounded-md border border-edge bg-raised px-3 py-2 text-base text-ink placeholder:text-muted sm:text-sm",
  "hover:border-soft aria-invalid:border-danger-text aria-invalid:outline-1 aria-invalid:outline-danger-text disabled:bg-wash disabled:text-muted",
);

export function Field({ id, label, hint, error, optional, children, className }: FieldProps & { children: ReactNode; className?: string }) {
  return (
    <div className={clsx("grid gap-1.5", className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
        {optional && <span className="font-normal text-muted">{say(" (optional)")}</span>}
      </label>
      {hint && <p id={`${id}-hint`} className="max-w-prose text-xs text-muted">{hint}</p>}
      {children}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}

export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return <p id={id} className="text-xs font-medium text-danger-text">{typeof children === "string" ? sayKnown(children) : children}</p>;
}
