"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "../ui/button.tsx";
import { type Option, SelectControl } from "../ui/select.tsx";
import { COMPOSER, composerForm, PREVIEW_FRAME } from "./composer-form.tsx";
import { dress } from "./preview-frame.tsx";
import { useComposerChange } from "./use-composer.tsx";

const VIEWS = [{ value: "page", label: "Page" }, { value: "mail", label: "Mail" }, { value: "feed", label: "Feed" }] as const;

type View = (typeof VIEWS)[number]["value"];

/**
 * The post as each audience will get it: the form, sent into a frame whose answer brings its own security policy.
 * Without a script each button does the same once.
 */
export function PreviewPanel({ previewHref, audiences }: { previewHref: string; audiences: readonly Option[] }) {
  const [asked, setAsked] = useState<{ view: View; times: number }>({ view: "page", times: 0 });
  const buttons = useRef<HTMLDivElement>(null);
  const again = () => setAsked(({ view, times }) => ({ view, times: times + 1 }));
  useComposerChange(again, 800);
  useEffect(() => {
    const button = buttons.current?.querySelector<HTMLButtonElement>(`[value="${asked.view}"]`);
    composerForm()?.requestSubmit(button);
  }, [asked]);
  return (
    <section aria-labelledby="preview" className="grid gap-3">
      <h2 id="preview" className="text-sm font-semibold">Preview</h2>
      <div className="flex items-center gap-2">
        <div ref={buttons} role="group" aria-label="What to preview" className="flex gap-1">
          {VIEWS.map(({ value, label }) => (
            <Button key={value} look={asked.view === value ? "secondary" : "quiet"} size="small" aria-pressed={asked.view === value} form={COMPOSER} formAction={previewHref} formTarget={PREVIEW_FRAME} formNoValidate name="view" value={value} onClick={(event) => { event.preventDefault(); setAsked(({ times }) => ({ view: value, times: times + 1 })); }}>{label}</Button>
          ))}
        </div>
        <SelectControl form={COMPOSER} name="as" aria-label="As whom" options={audiences} onChange={again} className="min-w-0 flex-1" />
      </div>
      {/* A new frame each time: going on in the same one would fill the history that "back" walks through. */}
      {/* oxlint-disable-next-line react/iframe-missing-sandbox -- the answer's own policy allows no script, and a sandbox would keep the stylesheets out */}
      <iframe key={asked.times} name={PREVIEW_FRAME} title="Preview" onLoad={({ currentTarget }) => void dress(currentTarget)} className="h-96 w-full rounded-md border border-line bg-paper" />
    </section>
  );
}
