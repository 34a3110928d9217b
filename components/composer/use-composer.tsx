"use client";

import { useEffect, useEffectEvent } from "react";
import { composerForm } from "./composer-form.tsx";

/** Runs `changed` once typing has paused. The signal ends when something newer was typed. */
export function useComposerChange(changed: (signal: AbortSignal) => Promise<void> | void, pauseMs: number) {
  const run = useEffectEvent(changed);
  useEffect(() => {
    const form = composerForm();
    if (!form) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let aborter = new AbortController();
    const later = () => {
      clearTimeout(timer);
      aborter.abort();
      aborter = new AbortController();
      const { signal } = aborter;
      timer = setTimeout(() => void run(signal), pauseMs);
    };
    form.addEventListener("input", later);
    return () => {
      clearTimeout(timer);
      aborter.abort();
      form.removeEventListener("input", later);
    };
  }, [pauseMs]);
}
