import { say, type Words } from "#lib/language/rules/say";
import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Icon, type IconName } from "../ui/icon.tsx";

export type NoticeKind = "info" | "success" | "warning" | "error";

const KINDS: Record<NoticeKind, { icon: IconName; word: Words; colour: string }> = {
  info: { icon: "info", word: "Note", colour: "text-accent" },
  success: { icon: "check", word: "Done", colour: "text-operational" },
  warning: { icon: "alert", word: "Careful", colour: "text-degraded" },
  error: { icon: "alert", word: "Error", colour: "text-danger-text" },
};

/** Says what happened and what to do now. */
export function Notice({ kind = "info", title, children, className }: { kind?: NoticeKind; title?: string; children?: ReactNode; className?: string }) {
  const { icon, word, colour } = KINDS[kind];
  return (
    <div role={kind === "error" ? "alert" : "status"} className={clsx("flex gap-3 rounded-md border border-line bg-raised px-4 py-3 text-sm", className)}>
      <Icon name={icon} className={clsx("mt-0.5", colour)} />
      <div className="min-w-0 flex-1">
        <span className="sr-only">{say(word)}: </span>
        {title && <p className="font-medium">{title}</p>}
        {children && <div className={title ? "text-soft" : undefined}>{children}</div>}
      </div>
    </div>
  );
}
