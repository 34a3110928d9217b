import type { Metadata } from "next";
import { FormNotice } from "#components/forms/form-notice";
import { EmptyState } from "#components/layout/empty-state";
import { PageTitle } from "#components/layout/page-frame";
import { LinkButton } from "#components/ui/button";
import { Table } from "#components/ui/table";
import { Pagination } from "#components/ui/tabs";
import { Time } from "#components/ui/time";
import { readForm, requireStaff } from "#lib/access/gates";
import { type AnnouncementItem, listAnnouncements } from "#lib/announcements/queries/console";
import { announcementStateLabels } from "#lib/announcements/terms";
import { visibilityLabels } from "#lib/incidents/terms";

export const metadata: Metadata = { title: "Announcements" };

const home = "/admin/announcements";
const savedWords: Record<string, string> = { published: "Published. Readers see it from its begin on.", saved: "Saved.", ended: "Ended. It stays in the history.", withdrawn: "Withdrawn. It is off the pages." };

export default async function AnnouncementsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { ctx, signedIn } = await requireStaff();
  const [form, { before, saved }] = [await readForm(searchParams), await searchParams];
  const cursor = typeof before === "string" ? before : null;
  const page = await listAnnouncements(ctx, { before: cursor });
  const zone = signedIn.timeZone ?? "UTC";
  return (
    <>
      <PageTitle title="Announcements" lead="What readers should know that affects no component." actions={ctx.permissions.has("announcements.post") && <LinkButton look="primary" href={`${home}/new`}>New announcement</LinkButton>} />
      <FormNotice sentence={form.sentence} saved={saved} words={savedWords} />
      <div className="mt-8">
        {page.rows.length === 0 ? <EmptyState title="No announcements yet">A new support telephone, a change of terms, a version that goes: say it here, for everybody or for some.</EmptyState> : <Table caption="Announcements" columns={[{ key: "title", label: "Announcement" }, { key: "state", label: "State" }, { key: "visibility", label: "For", isHiddenOnPhone: true }, { key: "from", label: "From", isHiddenOnPhone: true }, { key: "until", label: "Until", isHiddenOnPhone: true }]} rows={page.rows.map((row) => toRow(row, zone))} />}
      </div>
      <Pagination newerHref={cursor ? home : undefined} newerLabel="Latest" olderHref={page.next ? `${home}?before=${page.next}` : undefined} />
    </>
  );
}

function toRow({ id, code, title, state, visibility, beginsAt, endsAt }: AnnouncementItem, zone: string) {
  return {
    id,
    cells: {
      title: <a href={`${home}/${code}`} className="wrap-anywhere hover:underline">{title}</a>,
      state: <span className="whitespace-nowrap">{announcementStateLabels[state]}</span>,
      visibility: visibilityLabels[visibility],
      from: <Time at={beginsAt} zone={zone} show="dateTime" className="whitespace-nowrap" />,
      until: endsAt === null ? <span className="text-muted">Open</span> : <Time at={endsAt} zone={zone} show="dateTime" className="whitespace-nowrap" />,
    },
  };
}
