import type { ReactNode } from "react";
import { Say } from "../ui/say.tsx";
import { say, sayTime, sayLasting, sayInside } from "#lib/language/rules/say";
import { clip, total } from "#lib/core/intervals";
import { excerpt } from "#lib/core/markdown";
import { incidentWord } from "#lib/incidents/terms";
import type { ImpactView, IncidentView, UpdateView } from "#lib/status/terms";
import { incidentHref, type Reader } from "../status/reader.tsx";
import { Section } from "../ui/card.tsx";
import { Icon } from "../ui/icon.tsx";
import { Elapsed, Time } from "../ui/time.tsx";
import { AffectedComponents } from "./affected-components.tsx";
import { Corrections } from "./corrections.tsx";
import { HistoryItems } from "./history.tsx";
import { IncidentHeader } from "./incident-header.tsx";
import { incidentMark } from "./incident-mark.tsx";
import { revisionsOf } from "./revisions.tsx";
import { Timeline, type TimelineUpdate } from "./timeline.tsx";

const descriptionLength = 155;

/** One incident as one reader may see it; `own` is what was measured of that reader alone. */
export function IncidentDocument({ view, reader, own }: { view: IncidentView; reader: Reader; own?: ReactNode }) {
  const { title, state, endedAs, impact, startedAt, resolvedAt, promiseDueAt, postmortemDueAt, madeAt, zone, impacts, backfilledAt } = view;
  return (
    <>
      <IncidentHeader title={title} state={state} endedAs={endedAs} impact={impact} startedAt={startedAt} resolvedAt={resolvedAt ?? undefined} promiseDueAt={promiseDueAt ?? undefined} postmortemDueAt={postmortemDueAt ?? undefined} now={madeAt} zone={zone}>
        {impacts.length === 0 && view.components.length > 0 && endedAs !== "false_alarm" && <p className="text-sm text-muted">{say("Affects {list}", { list: view.components.join(" · ") })}</p>}
        {backfilledAt !== null && <p className="text-sm text-muted"><Say words="Recorded on {time}, after it was over" time={<Time at={backfilledAt} zone={zone} show="dateTime" />} /></p>}
        {state !== "resolved" && <GetTold href={reader.subscribeHref} />}
      </IncidentHeader>
      {own}
      <Section id="timeline" title={say("Timeline")}>
        {view.updates.length > 0 ? <Timeline updates={view.updates.map((update) => toTimeline(update, { view, reader }))} zone={zone} /> : <p className="text-sm text-muted">{say("Nothing has been written yet.")}</p>}
      </Section>
      <Affected view={view} reader={reader} />
      <Related view={view} reader={reader} />
    </>
  );
}

function Affected({ view: { impacts, corrections, madeAt, zone }, reader }: { view: IncidentView; reader: Reader }) {
  if (impacts.length === 0 && corrections.length === 0) return null;
  return (
    <Section id="affected" title={reader.name === undefined ? say("What was affected") : say("What it did to you")} aside={impacts.length > 0 && <Say words="{lasted} in all" lasted={<Disturbance impacts={impacts} now={madeAt} />} />}>
      {impacts.length > 0 ? <AffectedComponents components={impacts.map(toAffected)} now={madeAt} zone={zone} /> : <p className="text-sm text-muted">{say("Nothing was affected.")}</p>}
      <Corrections corrections={corrections} zone={zone} />
    </Section>
  );
}

function Related({ view: { related, zone }, reader }: { view: IncidentView; reader: Reader }) {
  if (related.length === 0) return null;
  const items = related.map((each) => ({ id: each.id, href: incidentHref(reader, each.code), title: each.title, mark: incidentMark(each.state, each.impact), stateWord: sayInside(incidentWord(each)), startedAt: each.startedAt, lasted: "" }));
  return <Section id="related" title={say("Related incidents")}><HistoryItems zone={zone} items={items} /></Section>;
}

/** The incident in a sentence or two, for who sees a link to it. */
export function describeIncident({ title, startedAt, zone, updates }: IncidentView): string {
  return excerpt(updates.find((update) => update.kind === "update")?.body ?? say("{title}, since {time}.", { title, time: sayTime({ at: startedAt, zone }, "full") }), descriptionLength);
}

function GetTold({ href }: { href: string }) {
  return (
    <p className="text-sm">
      <a href={href} className="inline-flex items-center gap-1 font-medium text-accent hover:text-accent-strong print:hidden"><Icon name="bell" className="size-3.5" />{say("Get told of the next update")}</a>
    </p>
  );
}

// While any of it goes on the sum grows with the clock.
function Disturbance({ impacts, now }: { impacts: readonly ImpactView[]; now: number }) {
  const ended = impacts.map(({ from, until }) => ({ from, until: until ?? now }));
  const lasted = total(clip(ended, { from: 0, until: now }));
  return impacts.some(({ until }) => until === null) ? <Elapsed since={now - lasted} now={now} /> : sayLasting(lasted);
}

function toAffected({ componentId, component, state, from, until }: ImpactView) {
  return { id: componentId, name: component, state, from, until: until ?? undefined };
}

function toTimeline(update: UpdateView, { view, reader }: { view: IncidentView; reader: Reader }): TimelineUpdate {
  const { id, kind, state, body, translated, occurredAt, changes, earlierTimes, mergedFrom } = update;
  // What was written down whole says so once, at its head.
  const recordedAt = update.recordedAt === view.backfilledAt ? occurredAt : update.recordedAt;
  const notes = reader.name === undefined ? [] : update.notes.map((note) => ({ forName: reader.name ?? "", body: note.body }));
  const revisions = revisionsOf(update, () => reader.name ?? "");
  const items = kind === "postmortem" && !mergedFrom ? view.actionItems.map((item) => ({ ...item, ...(item.onlyFor === null ? {} : { forWhom: reader.name ?? "" }) })) : [];
  return { id, kind, state, body, translated, occurredAt, recordedAt, notes, changes, promised: update.promises, items, revisions, editedAt: revisions[0]?.at, earlierTimes, mergedFrom };
}
