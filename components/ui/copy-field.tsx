import { buttonClass } from "./button.tsx";

/** A text to be taken elsewhere, such as a feed's address. portal.js shows the button; without it the text selects as a whole. */
export function CopyField({ id, label, value, hint }: { id: string; label: string; value: string; hint?: string }) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">{label}</label>
      {hint && <p id={`${id}-hint`} className="text-xs text-muted">{hint}</p>}
      <div className="flex gap-2">
        <input id={id} readOnly value={value} aria-describedby={hint ? `${id}-hint` : undefined} className="min-h-10 w-full min-w-0 rounded-md border border-line bg-wash px-3 font-mono text-xs select-all" />
        <button type="button" hidden data-copy={id} className={buttonClass("secondary")}>Copy</button>
      </div>
    </div>
  );
}
