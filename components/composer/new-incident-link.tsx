"use client";

import { clsx } from "clsx";
import { useEffect, useRef } from "react";
import { buttonClass } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";

/** The way to the composer, by Alt+N from anywhere. A letter alone would take keys from those who steer by voice. */
export function NewIncidentLink() {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const isSeen = link.current?.checkVisibility() ?? false;
      if (!isSeen || !event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyN") return;
      event.preventDefault();
      link.current?.click();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, []);
  return <a ref={link} href="/admin/incidents/new" title="New incident (Alt+N)" aria-keyshortcuts="Alt+N" className={clsx(buttonClass("primary", "small"), "w-full")}><Icon name="plus" />New incident</a>;
}
