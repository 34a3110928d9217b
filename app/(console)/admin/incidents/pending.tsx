import { UndoBar } from "#components/composer/undo-bar";
import { Notice } from "#components/layout/notice";
import type { DraftView } from "#lib/incidents/queries/drafts";

/** While nothing has left. The page comes back by itself when the time is over, with and without script. */
export function PendingPublication({ draft, now, returnTo }: { draft: DraftView; now: number; returnTo: string }) {
  const seconds = Math.max(0, Math.ceil(((draft.publishAt ?? now) - now) / 1000));
  return (
    <>
      <meta httpEquiv="refresh" content={`${seconds + 2};url=${returnTo}`} />
      <Notice title={`“${draft.content.title}” is about to be published.`}>Nothing is shown and nothing is sent before the time to undo is over. This page then comes back by itself.</Notice>
      <UndoBar action={`/admin/drafts/${draft.id}/undo`} message="About to be published" seconds={seconds} />
    </>
  );
}
