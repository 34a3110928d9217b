import { Notice } from "#components/layout/notice";
import { TextLink } from "#components/ui/text-link";
import { Time } from "#components/ui/time";
import type { DraftView } from "#lib/incidents/queries/drafts";

/** Drafts of this incident, so that nobody writes the same twice; one that could not be published says why. */
export function DraftNotices({ drafts, zone }: { drafts: readonly DraftView[]; zone: string }) {
  if (drafts.length === 0) return null;
  return (
    <div className="mt-8 grid gap-3">
      {drafts.map((draft) => (
        <Notice key={draft.id} kind={draft.failure ? "warning" : "info"} title={draft.failure ? "A draft was not published" : draft.publishAt !== null ? `${draft.authorName} has planned a post` : `${draft.authorName} has a draft`}>
          {draft.failure && <p>{draft.failure}</p>}
          {draft.publishAt !== null && <p>It is published <Time at={draft.publishAt} zone={zone} show="full" />.</p>}
          <p><TextLink href={`/admin/drafts/${draft.id}`}>Open the draft</TextLink>, last changed <Time at={draft.updatedAt} zone={zone} show="time" /></p>
        </Notice>
      ))}
    </div>
  );
}
