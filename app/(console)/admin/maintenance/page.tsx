import type { Metadata } from "next";
import { EmptyState } from "#components/layout/empty-state";
import { PageTitle } from "#components/layout/page-frame";
import { MaintenanceTable } from "#components/maintenance/maintenance-table";
import { SeriesTable } from "#components/maintenance/series-table";
import { type WeekEntry, Weeks } from "#components/maintenance/weeks";
import { LinkButton } from "#components/ui/button";
import { Pagination, Tabs } from "#components/ui/tabs";
import type { Context } from "#lib/access/context";
import { requireStaff } from "#lib/access/gates";
import { DAY } from "#lib/core/time";
import { listMaintenances, listOpenMaintenances } from "#lib/maintenance/queries/console";
import { listSeries } from "#lib/maintenance/queries/console-series";

export const metadata: Metadata = { title: "Maintenance" };

const home = "/admin/maintenance";
const shows = ["coming", "over", "series"] as const;

export default async function MaintenancePage({ searchParams }: PageProps<"/admin/maintenance">) {
  const { ctx, signedIn } = await requireStaff();
  const { before, show: wanted } = await searchParams;
  const show = shows.find((each) => each === wanted) ?? "coming";
  const zone = signedIn.timeZone ?? "UTC";
  const tabs = [
    { label: "Coming up", href: home, isCurrent: show === "coming" },
    { label: "Over", href: `${home}?show=over`, isCurrent: show === "over" },
    { label: "Series", href: `${home}?show=series`, isCurrent: show === "series" },
  ];
  return (
    <>
      <PageTitle title="Maintenance" actions={ctx.permissions.has("maintenance.post") && <LinkButton look="primary" href={`${home}/new`}>Plan work</LinkButton>} />
      <div className="mt-6"><Tabs label="Which work" tabs={tabs} /></div>
      <div className="mt-8">
        {show === "coming" && <Coming ctx={ctx} zone={zone} />}
        {show === "over" && <Over ctx={ctx} zone={zone} before={typeof before === "string" ? before : null} />}
        {show === "series" && <Series ctx={ctx} zone={zone} />}
      </div>
    </>
  );
}

async function Coming({ ctx, zone }: { ctx: Context; zone: string }) {
  const [open, series] = await Promise.all([listOpenMaintenances(ctx), listSeries(ctx, { timesEach: 30, until: ctx.now + 29 * DAY })]);
  const entries: WeekEntry[] = [
    ...open.map(({ id, title, scheduledFor, scheduledUntil, code }) => ({ key: id, title, from: scheduledFor, until: scheduledUntil, href: `${home}/${code}`, isComputed: false })),
    ...series.flatMap(({ id, title, durationMs, times }) => times.filter(({ code }) => code === null).map(({ at }) => ({ key: `${id} ${at}`, title, from: at, until: at + durationMs, href: `${home}/series/${id}`, isComputed: true }))),
  ];
  if (entries.length === 0) return <EmptyState title="No work is planned">What is planned stands here until it is over, and on the pages of whoever it is for.</EmptyState>;
  return (
    <div className="grid gap-8">
      <Weeks entries={entries.toSorted((a, b) => a.from - b.from)} now={ctx.now} zone={zone} />
      {open.length > 0 && <MaintenanceTable caption="Planned work that is not over" maintenances={open} zone={zone} now={ctx.now} />}
    </div>
  );
}

async function Over({ ctx, zone, before }: { ctx: Context; zone: string; before: string | null }) {
  const page = await listMaintenances(ctx, { before, isOver: true });
  return (
    <>
      {page.rows.length === 0 ? <EmptyState title={before ? "Nothing before that" : "No work is over yet"}>Completed and cancelled work stays here for good.</EmptyState> : <MaintenanceTable caption="Work that is over, latest first" maintenances={page.rows} zone={zone} now={ctx.now} />}
      <Pagination newerHref={before ? `${home}?show=over` : undefined} newerLabel="Latest" olderHref={page.next ? `${home}?show=over&before=${page.next}` : undefined} />
    </>
  );
}

async function Series({ ctx, zone }: { ctx: Context; zone: string }) {
  const series = await listSeries(ctx, { timesEach: 3 });
  if (series.length === 0) return <EmptyState title="Nothing repeats">Plan work and open “Repeat” to make a series of it.</EmptyState>;
  return <SeriesTable series={series} zone={zone} />;
}
