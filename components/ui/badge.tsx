import type { ReactNode } from "react";

/** A word set apart. Never carries colour: colour is for state. */
export function Badge({ children }: { children: ReactNode }) {
  return <span className="inline-flex items-center gap-1 rounded-sm border border-line bg-wash px-1.5 text-xs font-medium text-soft">{children}</span>;
}
