import { say } from "#lib/language/rules/say";
import type { ReactNode } from "react";
import { Button, LinkButton } from "../ui/button.tsx";

/** A page that asks before something that cannot be taken back, or that a link scanner must not do. */
export function ConfirmPage({ title, children, action, label, isDanger = false, backHref, fields = {}, choice }: { title: string; children: ReactNode; action: string; label: string; isDanger?: boolean; backHref?: string; fields?: Record<string, string>; choice?: ReactNode }) {
  return (
    <div className="max-w-prose pt-12">
      <h1 className="text-xl font-semibold">{title}</h1>
      <div className="prose mt-3 text-soft">{children}</div>
      <form method="post" action={action} className="mt-6 flex flex-wrap items-center gap-3">
        {Object.entries(fields).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
        {choice && <div className="w-full">{choice}</div>}
        <Button look={isDanger ? "danger" : "primary"}>{label}</Button>
        {backHref && <LinkButton look="quiet" href={backHref}>{say("Go back")}</LinkButton>}
      </form>
    </div>
  );
}
