import { revisionsOf } from "#components/incidents/revisions";
import { Timeline, type TimelineUpdate } from "#components/incidents/timeline";
import { Notice } from "#components/layout/notice";
import { Icon } from "#components/ui/icon";
import { TextLink } from "#components/ui/text-link";
import { languageNames } from "#lib/core/language";
import type { IncidentFacts } from "#lib/incidents/queries/facts";
import type { IncidentView, UpdateView } from "#lib/status/terms";

interface TimelineProps {
  view: IncidentView;
  facts: IncidentFacts;
  zone: string;
}

/** The timeline with everybody's notes, who wrote what, and a way to correct it. */
export function StaffTimeline({ view, facts, zone, canEdit }: TimelineProps & { canEdit: boolean }) {
  const editHref = (update: UpdateView) => `/admin/incidents/${facts.code}/updates/${update.id}`;
  return <div className="lg:ps-11"><Timeline zone={zone} updates={view.updates.map((update) => ({ ...toStaff(update, { view, facts }), ...(canEdit && !update.mergedFrom ? { aside: <Verbs href={editHref(update)} update={update} /> } : {}) }))} /></div>;
}

function Verbs({ href, update }: { href: string; update: UpdateView }) {
  const older = update.translations.filter((each) => each.isOlder);
  return (
    <>
      {update.translations.length > 0 && <p className="text-xs text-muted">Also in {update.translations.map(({ language }) => languageNames[language]).join(", ")}</p>}
      {older.length > 0 && <p className="flex items-center gap-1.5 text-xs font-medium"><Icon name="alert" className="size-3.5 text-degraded" />Older than the original: {older.map(({ language }) => languageNames[language]).join(", ")}. Edit the words to bring them up to date.</p>}
      <p className="flex gap-4 text-xs"><TextLink href={href}>Edit the words</TextLink><TextLink href={`${href}/time`}>Correct the time</TextLink></p>
    </>
  );
}

/** What somebody else posted while this author was writing. */
export function LatestWords({ view, facts, zone }: TimelineProps) {
  if (!view.latest) return null;
  return (
    <Notice title="The update posted meanwhile">
      <div className="mt-3 lg:ps-11"><Timeline zone={zone} updates={[{ ...toStaff(view.latest, { view, facts }), id: `meanwhile-${view.latest.id}` }]} /></div>
    </Notice>
  );
}

function toStaff(update: UpdateView, { view, facts }: { view: IncidentView; facts: IncidentFacts }): TimelineUpdate {
  const nameOf = (customerId: string) => facts.customerNames.get(customerId) ?? customerId;
  const revisions = revisionsOf(update, nameOf);
  const editedAt = revisions[0]?.at;
  const author = facts.authors.get(update.id);
  return {
    id: update.id,
    kind: update.kind,
    state: update.state,
    promised: update.promises,
    items: update.kind === "postmortem" ? view.actionItems.map((item) => ({ ...item, ...(item.onlyFor === null ? {} : { forWhom: facts.customerNames.get(item.onlyFor) ?? "one customer" }) })) : [],
    occurredAt: update.occurredAt,
    recordedAt: update.recordedAt,
    body: update.body,
    notes: update.notes.map((note) => ({ forName: nameOf(note.customerId), body: note.body })),
    changes: update.changes,
    revisions,
    earlierTimes: update.earlierTimes,
    ...(update.mergedFrom ? { mergedFrom: update.mergedFrom } : {}),
    ...(editedAt === undefined ? {} : { editedAt }),
    ...(author === undefined ? {} : { author }),
  };
}
