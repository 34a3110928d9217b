"use client";

import { type ReactNode, useEffect, useState } from "react";
import { Button } from "../ui/button.tsx";

type UndoBarProps = { action: string; message: string; seconds: number; /** Where to go on when it is published. */ returnTo?: string; children?: ReactNode };

const publishingSeconds = 2;

/** After posting: nothing has left yet. A plain form, that counts down where there is a script. */
export function UndoBar({ action, message, seconds, returnTo, children }: UndoBarProps) {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const timer = setInterval(() => setLeft((now) => Math.max(0, now - 1)), 1_000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (returnTo === undefined) return;
    const timer = setTimeout(() => location.assign(returnTo), (seconds + publishingSeconds) * 1_000);
    return () => clearTimeout(timer);
  }, [returnTo, seconds]);
  return (
    <form method="post" action={action} className="fixed inset-x-4 bottom-4 z-10 mx-auto flex max-w-xl items-center gap-4 rounded-md border border-line bg-raised py-2 ps-4 pe-2 text-sm shadow-float">
      {children}
      <p role="status" className="flex-1">{left > 0 ? message : "It is on its way."}</p>
      {left > 0 && <Button size="small">Undo<span className="text-muted tabular-nums" aria-hidden="true">{left} s</span></Button>}
    </form>
  );
}
