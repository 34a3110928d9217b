"use client";

import { clsx } from "clsx";
import { useEffect, useEffectEvent, useId, useState } from "react";
import { fillIn, type PickableTemplate, wouldOverwrite } from "./template-fill.tsx";
import { AskBefore } from "./template-select.tsx";

const shownAtMost = 8;

/** What a slash at the start of a field offers: filtered by what follows it, chosen by arrows and Enter. */
export function SlashTemplates({ fieldId, templates, isInside = false }: { fieldId: string; templates: readonly PickableTemplate[]; /** Of a tall field: the list opens below its first line. */ isInside?: boolean }) {
  const [query, setQuery] = useState<string | null>(null);
  const [place, setPlace] = useState(0);
  const [asked, setAsked] = useState<PickableTemplate | null>(null);
  const listId = useId();
  const found = query === null ? [] : matching(templates, query);
  const isOpen = found.length > 0;
  const close = () => setQuery(null);
  const choose = (template: PickableTemplate | undefined) => {
    if (!template) return;
    close();
    if (wouldOverwrite(template)) setAsked(template);
    else fillIn(template);
  };
  const typed = useEffectEvent((text: string) => {
    setQuery(/^\/[\w-]*$/.test(text) ? text.slice(1).toLowerCase() : null);
    setPlace(0);
  });
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (!isOpen) return;
    const act = { ArrowDown: () => setPlace((place + 1) % found.length), ArrowUp: () => setPlace((place + found.length - 1) % found.length), Enter: () => choose(found[place]), Tab: () => choose(found[place]), Escape: close }[event.key];
    if (!act || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const field = document.getElementById(fieldId);
    const onInput = ({ target }: Event) => typed((target as HTMLInputElement | HTMLTextAreaElement).value);
    const onKey = (event: KeyboardEvent) => pressed(event);
    field?.addEventListener("input", onInput);
    field?.addEventListener("keydown", onKey);
    return () => {
      field?.removeEventListener("input", onInput);
      field?.removeEventListener("keydown", onKey);
    };
  }, [fieldId]);
  useNamedList({ fieldId, listId, active: isOpen ? `${listId}-${place}` : null });
  return (
    <>
      {isOpen && (
        <div id={listId} role="listbox" aria-label="Templates" tabIndex={-1} className={clsx("absolute z-10 max-h-80 overflow-y-auto rounded-md border border-line bg-raised py-1 text-sm shadow-float", isInside ? "inset-x-2 top-10" : "inset-x-0 top-full mt-1")}>
          {found.map((template, index) => (
            <div key={template.id} id={`${listId}-${index}`} role="option" tabIndex={-1} aria-selected={index === place} onMouseDown={(event) => { event.preventDefault(); choose(template); }} className={clsx("flex cursor-pointer items-baseline gap-3 px-3 py-2", index === place && "bg-accent-wash")}>
              <span className="min-w-0 flex-1 font-medium wrap-anywhere">{template.name}</span>
              <span className="text-xs text-muted">/{template.shortcut}</span>
            </div>
          ))}
        </div>
      )}
      {asked && <AskBefore name={asked.name} onReplace={() => { fillIn(asked); setAsked(null); }} onKeep={() => setAsked(null)} />}
    </>
  );
}

// The field itself keeps the focus: a reader of screens hears the list through it.
function useNamedList({ fieldId, listId, active }: { fieldId: string; listId: string; active: string | null }) {
  useEffect(() => {
    const field = document.getElementById(fieldId);
    if (!field || active === null) return;
    field.setAttribute("aria-controls", listId);
    field.setAttribute("aria-activedescendant", active);
    return () => {
      field.removeAttribute("aria-controls");
      field.removeAttribute("aria-activedescendant");
    };
  }, [fieldId, listId, active]);
}

/** By shortcut first, then by any word of the name. */
function matching(templates: readonly PickableTemplate[], query: string): PickableTemplate[] {
  const begins = templates.filter((each) => each.shortcut.startsWith(query));
  const others = templates.filter((each) => !begins.includes(each) && each.name.toLowerCase().includes(query.replaceAll("-", " ")));
  return [...begins, ...others].slice(0, shownAtMost);
}
