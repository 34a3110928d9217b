import { UndoBar } from "#components/composer/undo-bar";
import { Notice } from "#components/layout/notice";
import { excerpt } from "#lib/core/markdown";
import type { DraftView } from "#lib/incidents/queries/drafts";
import { incidentStateLabels, incidentStates } from "#lib/incidents/terms";

/** While nothing has left. The page comes back by itself when the time is over, with and without script. */
export function PendingPublication({ draft, now, returnTo }: { draft: DraftView; now: number; returnTo: string }) {
  const seconds = Math.max(0, Math.ceil(((draft.publishAt ?? now) - now) / 1000));
  const state = incidentStates.find((each) => each === draft.content.state);
  return (
    <>
      <noscript><meta httpEquiv="refresh" content={`${seconds + 2};url=${returnTo}`} /></noscript>
      <Notice title={`About to be published: ${state ? `${incidentStateLabels[state]}, ` : ""}“${draft.content.title}”`} className="mt-8">
        <p className="line-clamp-3">{excerpt(draft.content.body)}</p>
        <p className="mt-1 text-muted">Nothing is shown and nothing is sent before the time to undo is over. This page then comes back by itself.</p>
      </Notice>
      <UndoBar action={`/admin/drafts/${draft.id}/undo`} message="About to be published" seconds={seconds} returnTo={returnTo} />
    </>
  );
}
