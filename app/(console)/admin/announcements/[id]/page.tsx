import type { Metadata } from "next";
import { AnnouncementForm } from "#components/announcements/announcement-form";
import { FormNotice } from "#components/forms/form-notice";
import { Notice } from "#components/layout/notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { Button, LinkButton } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { DescriptionList } from "#components/ui/description-list";
import { Prose } from "#components/ui/prose";
import { Time } from "#components/ui/time";
import type { Context } from "#lib/access/context";
import { readForm, requireStaff } from "#lib/access/gates";
import type { FormState } from "#lib/access/queries";
import { type AnnouncementFacts, getAnnouncement, listAudienceChoices } from "#lib/announcements/queries/console";
import { announcementStateLabels } from "#lib/announcements/terms";
import { toLocalDateTime, zoneLabel } from "#lib/core/time";
import { visibilityLabels } from "#lib/incidents/terms";
import { orNotFound } from "../../or-not-found.ts";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ctx } = await requireStaff();
  return { title: (await orNotFound(getAnnouncement(ctx, await params))).title };
}

export default async function AnnouncementPage({ params, searchParams }: Props) {
  const { ctx, signedIn } = await requireStaff();
  const announcement = await orNotFound(getAnnouncement(ctx, await params));
  const form = await readForm(searchParams);
  const zone = signedIn.timeZone ?? "UTC";
  const isChangeable = (announcement.state === "planned" || announcement.state === "current") && ctx.permissions.has("announcements.post");
  return (
    <>
      <Breadcrumb crumbs={[{ label: "Announcements", href: "/admin/announcements" }, { label: announcement.code }]} />
      <div className="mt-3"><PageTitle title={announcement.title} actions={<LinkButton href={`/admin/deliveries?story=${announcement.id}`}>Who was told</LinkButton>} /></div>
      <FormNotice sentence={form.sentence} saved={undefined} words={{}} />
      <div className="mt-6"><Facts announcement={announcement} zone={zone} /></div>
      {isChangeable ? <Change ctx={ctx} announcement={announcement} form={form} zone={zone} /> : <div className="mt-8"><Prose>{announcement.body}</Prose></div>}
      <Earlier announcement={announcement} zone={zone} />
    </>
  );
}

function Facts({ announcement: { state, visibility, viewers, beginsAt, endsAt }, zone }: { announcement: AnnouncementFacts; zone: string }) {
  const names = viewers.map((viewer) => viewer.name).join(", ");
  return (
    <DescriptionList facts={[
      { term: "State", value: announcementStateLabels[state] },
      { term: "Seen by", value: `${visibilityLabels[visibility]}${names && `: ${names}`}` },
      { term: "From", value: <Time at={beginsAt} zone={zone} show="full" /> },
      { term: "Until", value: endsAt === null ? "Open, until somebody ends it" : <Time at={endsAt} zone={zone} show="full" /> },
    ]} />
  );
}

async function Change({ ctx, announcement, form, zone }: { ctx: Context; announcement: AnnouncementFacts; form: FormState; zone: string }) {
  const choices = await listAudienceChoices(ctx);
  const { id, state, beginsAt, endsAt, ...fields } = announcement;
  const saved = { ...fields, beginsAt: toLocalDateTime(beginsAt, zone), endsAt: endsAt === null ? "" : toLocalDateTime(endsAt, zone) };
  return (
    <>
      <div className="mt-8"><AnnouncementForm action={`/admin/announcements/${id}/save`} label="Save announcement" saved={saved} {...choices} zoneLabel={zoneLabel(ctx.now, zone)} form={form} /></div>
      <Section id="end" title={state === "current" ? "End or withdraw" : "Withdraw"}>
        <form method="post" action={`/admin/announcements/${id}/withdraw`} className="grid max-w-prose gap-3 text-sm">
          <p className="text-soft">{state === "current" ? "Ended, it leaves the status pages and stays in the history. Withdrawn, its page says that it does not hold any more." : "Nobody has read it yet. Withdrawn, nobody will."}</p>
          <div className="flex flex-wrap gap-2">
            {state === "current" && <Button name="how" value="end">End now</Button>}
            <Button look="danger" name="how" value="withdraw">Withdraw</Button>
          </div>
        </form>
      </Section>
    </>
  );
}

function Earlier({ announcement: { revisions }, zone }: { announcement: AnnouncementFacts; zone: string }) {
  if (revisions.length === 0) return null;
  return (
    <Section id="earlier" title="What it said before">
      <ol className="grid gap-4">
        {revisions.map((revision) => <li key={revision.id}><Notice title={revision.title}><p className="text-xs text-muted">Until <Time at={revision.replacedAt} zone={zone} show="full" />{revision.replacedBy && `, changed by ${revision.replacedBy}`}</p><Prose className="mt-2">{revision.body}</Prose></Notice></li>)}
      </ol>
    </Section>
  );
}
