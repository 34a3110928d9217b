"use client";

import { type MouseEvent, useRef, useState } from "react";
import { Button } from "../ui/button.tsx";
import { SelectControl } from "../ui/select.tsx";
import { fillIn, type PickableTemplate, wouldOverwrite } from "./template-fill.tsx";

/** A template by its name. Without a script the form is sent and comes back filled in. */
export function TemplateSelect({ templates }: { templates: readonly PickableTemplate[] }) {
  const [asked, setAsked] = useState<PickableTemplate | null>(null);
  const chosen = useRef<HTMLDivElement>(null);
  const choose = (event: MouseEvent) => {
    event.preventDefault();
    const id = chosen.current?.querySelector("select")?.value;
    const template = templates.find((each) => each.id === id);
    if (!template) return;
    if (wouldOverwrite(template)) setAsked(template);
    else fillIn(template);
  };
  const replace = () => {
    if (asked) fillIn(asked);
    setAsked(null);
  };
  return (
    <div className="grid gap-2">
      <div ref={chosen} className="flex items-end gap-2">
        <div className="grid min-w-0 flex-1 gap-1.5">
          <label htmlFor="template" className="text-sm font-medium">Template</label>
          <SelectControl id="template" name="template" options={[{ value: "", label: "None" }, ...templates.map(({ id, name, shortcut }) => ({ value: id, label: `${name}  /${shortcut}` }))]} />
        </div>
        <Button name="intent" value="template" formNoValidate onClick={choose}>Fill in</Button>
      </div>
      {asked && <AskBefore name={asked.name} onReplace={replace} onKeep={() => setAsked(null)} />}
    </div>
  );
}

export function AskBefore({ name, onReplace, onKeep }: { name: string; onReplace: () => void; onKeep: () => void }) {
  return (
    <div role="alertdialog" aria-label="Replace what you wrote" className="flex flex-wrap items-center gap-2 rounded-md border border-line bg-raised px-3 py-2 text-sm">
      <p className="min-w-0 flex-1">“{name}” replaces what you wrote.</p>
      {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- it was asked for by a key a moment ago, and waits for the answer */}
      <Button type="button" size="small" look="primary" autoFocus onClick={onReplace}>Replace</Button>
      <Button type="button" size="small" onClick={onKeep}>Keep mine</Button>
    </div>
  );
}
