import type { Metadata } from "next";
import { AnnouncementForm } from "#components/announcements/announcement-form";
import { FormNotice } from "#components/forms/form-notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { readForm, requireStaff } from "#lib/access/gates";
import { zoneLabel } from "#lib/core/time";
import { listAudienceChoices } from "#lib/announcements/queries/console";

export const metadata: Metadata = { title: "New announcement" };

const blank = { title: "", body: "", visibility: "public", customerIds: [], componentIds: [], beginsAt: "", endsAt: "", isQuiet: false, hasBegun: false, version: 1 };

export default async function NewAnnouncementPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { ctx, signedIn } = await requireStaff("announcements.post");
  const [form, choices] = [await readForm(searchParams), await listAudienceChoices(ctx)];
  return (
    <>
      <Breadcrumb crumbs={[{ label: "Announcements", href: "/admin/announcements" }, { label: "New" }]} />
      <div className="mt-3"><PageTitle title="New announcement" lead="It stands below the state line while it lasts, calm and without alarm. For something that fails, open an incident." /></div>
      <FormNotice sentence={form.sentence} saved={undefined} words={{}} />
      <div className="mt-8"><AnnouncementForm action="/admin/announcements/publish" label="Publish announcement" saved={blank} {...choices} zoneLabel={zoneLabel(ctx.now, signedIn.timeZone ?? "UTC")} form={form} /></div>
    </>
  );
}
