import { Say } from "../ui/say.tsx";
import { say } from "#lib/language/rules/say";
import type { ReactNode } from "react";
import type { ComponentState } from "#lib/catalog/terms";
import { incidentEndingLabels, type IncidentState, incidentStateLabels, type UpdateKind } from "#lib/incidents/terms";
import { StateLabel } from "../status/state-mark.tsx";
import { Icon } from "../ui/icon.tsx";
import { Prose } from "../ui/prose.tsx";
import { Time } from "../ui/time.tsx";
import { type ActionItem, ActionItems } from "./action-items.tsx";
import { CustomerNote } from "./customer-note.tsx";
import { TimelineKnot } from "./incident-mark.tsx";
import { PromiseFate, type Promised } from "./promise-fate.tsx";

/** What it said until then. */
export type Revision = { id: string; at: number; body: string; /** Whose note it was; the common words otherwise. */ noteFor?: string };

export type TimelineUpdate = {
  id: string;
  /** News, unless it says otherwise. */
  kind?: UpdateKind;
  state: IncidentState;
  occurredAt: number;
  recordedAt: number;
  /** Markdown or HTML, as written. */
  body: string;
  /** Where the body is a translation: what it was made of. */
  translated?: { original: string; isOlder: boolean } | null;
  notes?: readonly { forName: string; body: string }[];
  changes?: readonly { component: string; state: ComponentState }[];
  /** What it promised, and what became of it. */
  promised?: readonly Promised[];
  /** What will be done, under the post-mortem. */
  items?: readonly ActionItem[];
  /** Earlier wordings, newest first. */
  revisions?: readonly Revision[];
  editedAt?: number;
  /** Times it gave before they were corrected, newest first. */
  earlierTimes?: readonly { occurredAt: number; reason: string; replacedAt: number }[];
  /** The incident it was posted to, where that was merged into this one. */
  mergedFrom?: { title: string; isLast: boolean };
  author?: string;
  /** Staff only: links to edit, delivery figures. */
  aside?: ReactNode;
};

const WRITTEN_LATER_MS = 60_000;

/** Newest first. */
export function Timeline({ updates, zone }: { updates: readonly TimelineUpdate[]; zone: string }) {
  return (
    <ol>
      {updates.map((update) => (
        <li key={update.id} id={update.id} className="group relative flex gap-3 pb-10 last:pb-0 sm:gap-4 lg:-ms-11">
          <span aria-hidden="true" className="absolute inset-y-0 start-3.5 w-px bg-line group-first:top-3 group-last:bottom-auto group-last:h-3 group-only:hidden" />
          <div className="relative"><TimelineKnot state={update.state} kind={update.kind} /></div>
          <TimelineEntry update={update} zone={zone} />
        </li>
      ))}
    </ol>
  );
}

function TimelineEntry({ update, zone }: { update: TimelineUpdate; zone: string }) {
  const { kind, state, occurredAt, recordedAt, body, notes = [], changes = [], promised = [], items = [], author, earlierTimes = [], mergedFrom, translated, aside } = update;
  return (
    <article className="grid min-w-0 flex-1 gap-3 pt-0.5">
      <header className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="font-semibold">{kind === "postmortem" ? say("Post-mortem") : mergedFrom?.isLast ? say(incidentEndingLabels.merged) : say(incidentStateLabels[state])}</h3>
        <p className="text-xs text-muted"><Time at={occurredAt} zone={zone} show="full" />{author && `, ${author}`}</p>
      </header>
      {mergedFrom && <p className="flex items-start gap-1.5 text-xs text-muted"><Icon name="link" className="mt-0.5 size-3.5" /><span>{say("Of “{title}”, which was merged into this", { title: mergedFrom.title })}</span></p>}
      <Prose>{body}</Prose>
      {translated && <Translated id={update.id} {...translated} />}
      {notes.map((note) => <CustomerNote key={note.forName} {...note} />)}
      {changes.length > 0 && (
        <ul aria-label={say("Components")} className="grid gap-1 text-sm">
          {changes.map((change) => <li key={change.component} className="flex flex-wrap gap-x-2"><span className="text-muted">{change.component}</span><StateLabel state={change.state} /></li>)}
        </ul>
      )}
      {items.length > 0 && <ActionItems items={items} zone={zone} />}
      {promised.map((promise) => <PromiseFate key={promise.kind} {...promise} zone={zone} />)}
      {recordedAt - occurredAt > WRITTEN_LATER_MS && <p className="text-xs text-muted"><Say words="Written down {time}" time={<Time at={recordedAt} zone={zone} show="full" />} /></p>}
      {earlierTimes.map((time) => <p key={time.replacedAt} className="max-w-prose text-xs text-muted"><Say words="Time corrected {time}. It gave {before} before. " time={<Time at={time.replacedAt} zone={zone} show="dateTime" />} before={<Time at={time.occurredAt} zone={zone} show="dateTime" />} />{time.reason}</p>)}
      <Edited {...update} zone={zone} />
      {aside}
    </article>
  );
}

/** A translation says so; one that is older than what it translates says that first. */
function Translated({ id, original, isOlder }: { id: string; original: string; isOlder: boolean }) {
  return (
    <details id={`original-${id}`} className="text-sm">
      <summary className="inline-flex items-center gap-1 py-1 text-xs text-muted hover:text-ink">
        <Icon name="chevron" className="chevron size-3" />
        <span>{isOlder ? <strong className="font-medium text-ink">{say("This translation is older than the original, which has been changed since.")} </strong> : say("Translated.")} {say("Read the original")}</span>
      </summary>
      <Prose className="mt-2 border-s border-line ps-4 text-sm text-soft">{original}</Prose>
    </details>
  );
}

function Edited({ id, editedAt, revisions = [], zone }: TimelineUpdate & { zone: string }) {
  if (editedAt === undefined || revisions.length === 0) return null;
  return (
    <details id={`edited-${id}`} className="text-sm">
      <summary className="inline-flex items-center gap-1 py-1 text-xs text-muted hover:text-ink">
        <Icon name="chevron" className="chevron size-3" />
        <span><Say words="Edited {time}. What it said before" time={<Time at={editedAt} zone={zone} show="dateTime" />} /></span>
      </summary>
      <ol className="mt-2 grid gap-3 border-s border-line ps-4">
        {revisions.map((revision) => (
          <li key={revision.id}>
            <p className="text-xs text-muted"><Say words="Until {time}" time={<Time at={revision.at} zone={zone} show="dateTime" />} />{revision.noteFor && say(", for {name}", { name: revision.noteFor })}</p>
            <Prose className="text-sm text-soft">{revision.body}</Prose>
          </li>
        ))}
      </ol>
    </details>
  );
}
