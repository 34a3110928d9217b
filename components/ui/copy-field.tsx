import { say } from "#lib/language/rules/say";
import { clsx } from "clsx";
import type { ReactNode } from "react";
import { buttonClass } from "./button.tsx";

type Props = { id: string; label: string; value: string; hint?: string };

const fieldClass = "w-full min-w-0 rounded-md border border-line bg-wash px-3 font-mono text-xs select-all";

/** A text to be taken elsewhere, such as a feed's address. portal.js shows the button; without it the text selects as a whole. */
export function CopyField({ id, label, value, hint }: Props) {
  return (
    <Copyable id={id} label={label} hint={hint}>
      <input id={id} readOnly value={value} aria-describedby={hint ? `${id}-hint` : undefined} className={clsx(fieldClass, "min-h-10")} />
    </Copyable>
  );
}

/** The same for some lines of code. */
export function CopyText({ id, label, value, hint }: Props) {
  return (
    <Copyable id={id} label={label} hint={hint}>
      <textarea id={id} readOnly defaultValue={value} rows={value.split("\n").length} wrap="off" aria-describedby={hint ? `${id}-hint` : undefined} className={clsx(fieldClass, "resize-none py-2.5")} />
    </Copyable>
  );
}

function Copyable({ id, label, hint, children }: { id: string; label: string; hint: string | undefined; children: ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">{label}</label>
      {hint && <p id={`${id}-hint`} className="text-xs text-muted">{hint}</p>}
      <div className="flex items-start gap-2">
        {children}
        <button type="button" hidden data-copy={id} aria-label={say("Copy {label}", { label })} className={buttonClass("secondary")}>{say("Copy")}</button>
      </div>
    </div>
  );
}
