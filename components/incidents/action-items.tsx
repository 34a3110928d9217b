import { Say } from "../ui/say.tsx";
import { say } from "#lib/language/rules/say";
import type { ReactNode } from "react";
import { Icon } from "../ui/icon.tsx";
import { Time } from "../ui/time.tsx";

export type ActionItem = {
  id: string;
  title: string;
  owner: string;
  dueAt: number | null;
  doneAt: number | null;
  isForStaff?: boolean;
  /** The one customer that reads it. */
  forWhom?: string;
  aside?: ReactNode;
};

/** What will be done, and what is done. */
export function ActionItems({ items, zone }: { items: readonly ActionItem[]; zone: string }) {
  const done = items.filter((item) => item.doneAt !== null).length;
  return (
    <div role="group" aria-label={say("Action items")} className="mt-2 max-w-prose">
      <p className="border-b border-line pb-1.5 text-sm font-medium">{say("What we do about it")} <span className="font-normal text-muted tabular-nums">{say("{done} of {count} done", { done, count: items.length })}</span></p>
      <ul className="text-sm">{items.map((item) => <Item key={item.id} item={item} zone={zone} />)}</ul>
    </div>
  );
}

function Item({ item: { title, owner, dueAt, doneAt, isForStaff, forWhom, aside }, zone }: { item: ActionItem; zone: string }) {
  const isDone = doneAt !== null;
  return (
    <li className="flex items-start gap-2.5 border-b border-line py-2.5">
      <Icon name={isDone ? "check" : "clock"} className={isDone ? "mt-0.5 text-operational" : "mt-0.5 text-muted"} />
      <div className="min-w-0 flex-1">
        <p className="wrap-anywhere">{title}</p>
        <p className="text-xs text-muted">
          <span className="text-soft">{isDone ? say("Done") : say("Open")}</span>
          {isDone ? <> <Time at={doneAt} zone={zone} show="date" /></> : dueAt !== null && <>, <Say words="due {time}" time={<Time at={dueAt} zone={zone} show="date" />} /></>}
          {`, ${owner}`}
          {isForStaff && say(", staff only")}
          {forWhom && say(", for {name} only", { name: forWhom })}
        </p>
      </div>
      {aside}
    </li>
  );
}
