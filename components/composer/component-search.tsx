"use client";

import type { ChangeEvent } from "react";
import { controlClass } from "../ui/field.tsx";
import { useHydrated } from "../ui/hydrated.tsx";

/** Narrows the list beside it to what matches; a component with a chosen state stays in sight. */
export function ComponentSearch({ listId }: { listId: string }) {
  if (!useHydrated()) return null;
  const narrow = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const words = target.value.trim().toLowerCase();
    for (const row of document.querySelectorAll<HTMLElement>(`#${listId} [data-name]`)) {
      const isChosen = row.querySelector("select")?.value !== "";
      row.hidden = !isChosen && !(row.dataset.name ?? "").toLowerCase().includes(words);
    }
  };
  return <input type="search" aria-label="Search components" aria-controls={listId} placeholder="Search components" onChange={narrow} onKeyDown={(event) => { if (event.key === "Enter") event.preventDefault(); }} className={controlClass} />;
}
