"use client";

import { type ReactNode, useState } from "react";
import { counted } from "./audience.tsx";
import { askAudience, COMPOSER } from "./composer-form.tsx";
import { useComposerChange } from "./use-composer.tsx";
import { Button, LinkButton } from "../ui/button.tsx";
import { Icon, type IconName } from "../ui/icon.tsx";

/** Who will see and hear of planned work, who is asked, and what else runs then; the answer of the preview route. */
export interface PlanAudience {
  isPublic: boolean;
  customers: readonly string[];
  /** What stands where customers would, while nobody is chosen. */
  nobody: string | null;
  asked: readonly string[];
  people: number;
  overlaps: readonly string[];
  /** The next times of a series. */
  times: readonly string[];
}

/** Kept right while typing, and the one button that says what it does. */
export function PlannerPanel({ audience: initial, label, cancelHref }: { audience: PlanAudience; label: string; cancelHref: string }) {
  const [audience, setAudience] = useState(initial);
  useComposerChange(async (signal) => {
    const found = await askAudience("/admin/maintenance/preview", signal)
      .then((answer) => (answer.ok ? (answer.json() as Promise<PlanAudience>) : null))
      .catch(() => null);
    if (found && !signal.aborted) setAudience(found);
  }, 300);
  const { isPublic, customers, nobody, asked, people, overlaps, times } = audience;
  return (
    <section aria-labelledby="seen-by" className="grid gap-4">
      <h2 id="seen-by" className="text-sm font-semibold">Will be seen by</h2>
      <ul aria-live="polite" className="grid gap-2 text-sm">
        {isPublic && <Line icon="globe">Everyone, on the public page</Line>}
        {customers.length > 0 && <Line icon="building"><Names names={customers} /></Line>}
        {!isPublic && customers.length === 0 && <Line icon="lock">{nobody ?? "Staff only. No customer sees it, nobody is mailed."}</Line>}
        {people > 0 && <Line icon="mail">{counted(people, "person is", "people are")} told by email</Line>}
        {asked.length > 0 && <Line icon="people"><span className="text-muted">Asked: </span>{asked.join(", ")}</Line>}
        {times.length > 0 && <Line icon="calendar"><span className="text-muted">Times: </span>{times.join("; ")} …</Line>}
        {overlaps.map((words) => <Line key={words} icon="alert"><span className="font-medium">At the same time: </span>{words}</Line>)}
      </ul>
      <div className="grid gap-2">
        <Button form={COMPOSER} look="primary" className="w-full">{label}</Button>
        <LinkButton look="quiet" size="small" href={cancelHref}>Cancel</LinkButton>
      </div>
    </section>
  );
}

function Names({ names }: { names: readonly string[] }) {
  return <><span className="text-muted">{counted(names.length, "customer", "customers")}: </span>{names.join(", ")}</>;
}

function Line({ icon, children }: { icon: IconName; children: ReactNode }) {
  return <li className="flex gap-2.5"><Icon name={icon} className="mt-0.5 text-muted" /><span className="min-w-0">{children}</span></li>;
}
