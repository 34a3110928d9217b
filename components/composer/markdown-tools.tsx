"use client";

import { useHydrated } from "../ui/hydrated.tsx";

type Tool = { label: string; before: string; after: string; show: string };

const TOOLS: readonly Tool[] = [
  { label: "Bold", before: "**", after: "**", show: "B" },
  { label: "Italic", before: "_", after: "_", show: "I" },
  { label: "Code", before: "`", after: "`", show: "{ }" },
  { label: "Link", before: "[", after: "](https://)", show: "Link" },
  { label: "List", before: "\n- ", after: "", show: "List" },
];

/** Puts Markdown around what is selected. insertText keeps the browser's own undo working. */
export function MarkdownTools({ textareaId }: { textareaId: string }) {
  if (!useHydrated()) return null;
  const apply = ({ before, after }: Tool) => {
    const area = document.getElementById(textareaId);
    if (!(area instanceof HTMLTextAreaElement)) return;
    const selected = area.value.slice(area.selectionStart, area.selectionEnd);
    const caret = area.selectionStart + before.length;
    area.focus();
    document.execCommand("insertText", false, before + selected + after);
    if (selected === "") area.setSelectionRange(caret, caret);
  };
  return (
    <div role="group" aria-label="Markdown" className="flex gap-0.5">
      {TOOLS.map((tool) => <button key={tool.label} type="button" aria-label={tool.label} title={tool.label} onClick={() => apply(tool)} className="min-h-7 min-w-7 rounded-sm px-1.5 text-xs font-medium text-muted hover:bg-wash hover:text-ink">{tool.show}</button>)}
    </div>
  );
}
