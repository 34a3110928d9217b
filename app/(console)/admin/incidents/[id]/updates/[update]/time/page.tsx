import type { Metadata } from "next";
import { Notice } from "#components/layout/notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { Button, LinkButton } from "#components/ui/button";
import { Prose } from "#components/ui/prose";
import { TextArea, TextInput } from "#components/ui/text-input";
import { Time } from "#components/ui/time";
import { fill } from "#components/forms/fill";
import { readForm, requireStaff } from "#lib/access/gates";
import { toLocalDateTime, zoneLabel } from "#lib/core/time";
import { reasonLimit } from "#lib/incidents/input";
import { getEditableUpdate, getIncidentFacts } from "#lib/incidents/queries/facts";
import { orNotFound } from "../../../../../or-not-found.ts";

export const metadata: Metadata = { title: "Correct a time" };

type Props = { params: Promise<{ id: string; update: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CorrectTimePage({ params, searchParams }: Props) {
  const { ctx, signedIn } = await requireStaff("incidents.edit");
  const { id, update: updateId } = await params;
  const facts = await orNotFound(getIncidentFacts(ctx, id));
  const [update, form] = await Promise.all([orNotFound(getEditableUpdate(ctx, { incidentKey: facts.id, updateId })), readForm(searchParams)]);
  const zone = signedIn.timeZone ?? "UTC";
  const back = `/admin/incidents/${facts.code}`;
  return (
    <div className="grid max-w-portal gap-8">
      <Breadcrumb crumbs={[{ label: "Incidents", href: "/admin/incidents" }, { label: facts.title, href: back }, { label: "Time" }]} />
      <PageTitle title="Correct when it happened" lead="The order of the timeline, the states and durations follow. When it was written down stays as it is, the time it gave before stays readable, and nobody is notified." />
      {form.sentence && <Notice kind="error">{form.sentence}</Notice>}
      <div className="border-s border-line ps-4">
        <p className="text-xs text-muted">It gives <Time at={update.occurredAt} zone={zone} show="full" />, written down <Time at={update.recordedAt} zone={zone} show="full" /></p>
        <Prose className="mt-1 line-clamp-4 text-sm text-soft">{update.body}</Prose>
      </div>
      <form method="post" action={`${back}/updates/${updateId}/time/correct`} className="grid gap-7">
        <input type="hidden" name="baseRevision" value={update.revision} />
        <TextInput id="occurredAt" type="datetime-local" label={`It happened (${zoneLabel(ctx.now, zone)})`} required className="max-w-md" {...fill(form, "occurredAt", toLocalDateTime(update.occurredAt, zone))} />
        <TextArea id="reason" label="Why" rows={3} required maxLength={reasonLimit} {...fill(form, "reason", "")} hint="Written for readers: whoever sees the update sees it." />
        <div className="flex gap-2">
          <Button look="primary">Save the time</Button>
          <LinkButton look="quiet" href={back}>Leave it as it is</LinkButton>
        </div>
      </form>
    </div>
  );
}
